import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { NO_AGREEMENTS } from '../../core/agreements/no-agreements';
import type { Backup } from '../../core/backups/backup';
import { aBackup, aList } from '../../testing/fleets/backups';
import { automatic, FAILED, NOW } from '../../testing/fleets/protection';
import { type FleetSources, fleetAtOnce, fleetInSlices } from './fleet-work';

const SERVERS = 900;
const DAY_MS = 86_400_000;

/** Ten backups of each server, some of them failed. */
function manyBackups(): Backup[] {
  return Array.from({ length: SERVERS * 10 }, (_, index) => {
    const serverId = index % SERVERS;
    const ageHours = 24 * Math.floor(index / SERVERS) + (serverId % 40);
    const changes = { id: index, serverId, serverName: `web-${serverId}` };
    return automatic(ageHours, index % 7 === 0 ? { ...changes, ...FAILED } : changes);
  });
}

function sourcesOf(backups: readonly Backup[], changes: Partial<FleetSources> = {}): FleetSources {
  const client = new QueryClient();
  return {
    client,
    list: aList(backups),
    servers: undefined,
    agreements: NO_AGREEMENTS,
    nowMs: NOW,
    failedSinceMs: NOW - 7 * DAY_MS,
    ...changes,
  };
}

/** Small enough to be judged at once, as the reference. */
const few = (backups: readonly Backup[], key: number) => backups.filter(({ serverId }) => serverId === key);

describe('a server without a backup', () => {
  it.each([
    ['a whole list', {}, 'neverBackedUp'],
    ['a part of the list', { expectedCount: 9, isComplete: false }, 'noneReceived'],
  ])('by %s', (_what, changes, code) => {
    const unknown = {
      hostname: null,
      status: null,
      ipAddress: null,
      location: null,
      plan: null,
      osName: null,
    };
    const server = { id: 7, name: 'new', createdAt: null, ...unknown };
    const servers = { servers: [server], expectedCount: 1, skippedCount: 0, isComplete: true };
    const fleet = fleetAtOnce(sourcesOf([], { list: aList([], changes), servers }));
    expect(fleet?.servers[0]?.protection.reasons[0].code).toBe(code);
  });
});

describe('a large fleet', () => {
  it('is judged in slices with the same result as at once', async () => {
    const backups = manyBackups();
    const sources = sourcesOf(backups);
    expect(fleetAtOnce(sources)).toBeNull();
    const fleet = await fleetInSlices(sources);
    expect(fleet.summary.serverCount).toBe(SERVERS);
    expect(fleetAtOnce(sources)).toBe(fleet);
    for (const key of [0, 7, 41, SERVERS - 1]) {
      const alone = fleetAtOnce(sourcesOf(few(backups, key)));
      expect(fleet.servers.find((one) => one.key === String(key))).toEqual(alone?.servers[0]);
    }
    const states = fleet.servers.map(({ protection }) => protection.state);
    expect(fleet.summary.needsAttentionCount).toBe(states.filter((state) => state !== 'protected').length);
  });

  it('is judged once for all callers', async () => {
    const sources = sourcesOf(manyBackups());
    const [one, two] = await Promise.all([fleetInSlices(sources), fleetInSlices({ ...sources })]);
    expect(one).toBe(two);
    expect(await fleetInSlices(sources)).toBe(one);
  });

  it('reads only the servers again that changed', async () => {
    const backups = manyBackups();
    const sources = sourcesOf(backups);
    const before = await fleetInSlices(sources);
    const list = aList([aBackup({ id: 'new', serverId: 5, serverName: 'web-5' }), ...backups]);
    const after = await fleetInSlices({ ...sources, list });
    const readAnew = after.servers.filter(
      ({ key, history }) => history !== before.servers.find((one) => one.key === key)?.history,
    );
    expect(readAnew.map(({ key }) => key)).toEqual(['5']);
    expect(after.servers.find(({ key }) => key === '5')?.backups).toHaveLength(11);
  });
});
