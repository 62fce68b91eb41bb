import { describe, expect, it } from 'vitest';
import { makeDemoFleet } from '../../../server/sandbox/fleet/fleet';
import { createRandom } from '../../../server/sandbox/fleet/random';
import { NOW } from '../../testing/fleets/protection';
import type { Backup } from '../backups/backup';
import { DAY_MS, HOUR_MS } from '../lib/time-units';
import { protectionOf } from './protection';
import { historyOf } from './protection-history';
import { PROTECTION_ORDER } from './protection-state';

/** What a first visitor must meet, at whatever hour. */
const EXPECTED = {
  'staging-01': ['never', 'neverBackedUp'],
  'metrics-01': ['unprotected', 'noGood'],
  'db-server-01': ['failing', 'lastAttemptsFailed'],
  'customer-portal-production-read-replica-02': ['missed', 'usualInterval'],
  'mail-01': ['late', 'usualInterval'],
  'büro-archiv-01': ['old', 'intervalUnknown'],
  'shop-01': ['expiring', 'expiring'],
  'media-01': ['protected', 'usualInterval'],
  'web-server-01': ['protected', 'usualInterval'],
  'api-01': ['protected', 'usualInterval'],
  'cache-02': ['protected', 'usualInterval'],
  'build-01': ['protected', 'usualInterval'],
  'billing-01': ['protected', 'usualInterval'],
  'edge-03': ['protected', 'usualInterval'],
  'legacy-02': ['old', 'intervalUnknown'],
};

function demoServers(nowMs: number) {
  const fleet = makeDemoFleet({ now: nowMs, random: createRandom(1) });
  return new Map(
    fleet.servers.map(({ id, name }) => {
      const backups = fleet.backups
        .filter(({ serverId }) => serverId === id)
        .map(
          ({ createdAt, expiresAt, ...row }): Backup => ({
            ...row,
            serverName: name,
            createdAt: new Date(createdAt).toISOString(),
            expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
          }),
        );
      return [name, protectionOf(historyOf(backups), nowMs)];
    }),
  );
}

describe('the demo fleet', () => {
  it('shows every state that needs no agreement', () => {
    const inferred = PROTECTION_ORDER.filter((state) => state !== 'tooFew' && state !== 'shortReach');
    expect(new Set(Object.values(EXPECTED).map(([state]) => state))).toEqual(new Set(inferred));
  });

  it.each(Array.from({ length: 24 }, (_, hour) => hour))('shows it %d hours later too', (hour) => {
    const found = [...demoServers(NOW + hour * HOUR_MS)].map(([name, { reasons, state }]) => [
      name,
      [state, reasons[0].code],
    ]);
    expect(Object.fromEntries(found)).toEqual(EXPECTED);
  });

  it('has the intervals and running backups', () => {
    const servers = demoServers(NOW);
    expect(servers.get('web-server-01')).toMatchObject({ usualIntervalMs: DAY_MS, running: [{ id: 502 }] });
    expect(servers.get('cache-02')).toMatchObject({ usualIntervalMs: 6 * HOUR_MS, unknownSizeCount: 1 });
    expect(servers.get('build-01')).toMatchObject({ usualIntervalMs: 7 * DAY_MS });
    const codesOf = (name: string) => servers.get(name)?.reasons.map(({ code }) => code);
    expect(codesOf('media-01')).toContain('suspicious');
    expect(codesOf('shop-01')).toContain('singleGoodCopy');
  });
});
