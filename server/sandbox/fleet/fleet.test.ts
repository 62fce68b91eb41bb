import { describe, expect, it } from 'vitest';
import { MANUAL_SLOTS } from '../../../src/core/backups/quota';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/core/lib/time-units';
import type { BackupRow } from '../model';
import { NOW, openTrial } from '../testing';
import { DEMO_SERVERS, makeDemoFleet } from './fleet';
import { HIGHEST_DEMO_ID } from './fleet-words';
import { createRandom } from './random';

/** Every hour of a day, on odd minutes, and the minutes around the busiest runs. */
const MOMENTS = [
  ...Array.from({ length: 24 }, (_, hour) => Date.UTC(2025, 0, 16, hour, (hour * 7) % 60, 31, 250)),
  ...[0, 1, 5, 10, 59, 74, 75, 76].map((minute) => Date.UTC(2024, 1, 29, 3, minute)),
];

function freshFleet(now: number, seed = 1) {
  const fleet = makeDemoFleet({ now, random: createRandom(seed) });
  const of = (name: string): BackupRow[] => {
    const server = fleet.servers.find((candidate) => candidate.name === name);
    if (server === undefined) throw new Error(`No server ${name}`);
    return fleet.backups
      .filter((backup) => backup.serverId === server.id)
      .toSorted((a, b) => b.createdAt - a.createdAt);
  };
  const hoursSinceGood = (name: string) => {
    const good = of(name).find((backup) => backup.status === 'completed');
    return good === undefined ? null : (now - good.createdAt) / HOUR_MS;
  };
  return { ...fleet, of, hoursSinceGood };
}

describe.each(MOMENTS)('the demo fleet made at %d', (now) => {
  const { backups, hoursSinceGood, of, servers } = freshFleet(now);
  const statuses = (name: string) => of(name).map((backup) => backup.status);
  const automatic = (name: string) => of(name).filter((backup) => backup.type === 'automatic');

  it('has 14 servers and one that is gone, with 350 to 500 backups', () => {
    expect(servers.filter((server) => server.isListed)).toHaveLength(14);
    expect(servers.filter((server) => !server.isListed).map((server) => server.name)).toEqual(['legacy-02']);
    expect(of('legacy-02')).toHaveLength(2);
    expect(backups.length).toBeGreaterThanOrEqual(350);
    expect(backups.length).toBeLessThanOrEqual(500);
  });

  it('gives each backup a unique id, the newest 502', () => {
    const ids = backups.map((backup) => backup.id).toSorted((a, b) => a - b);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids[0]).toBeGreaterThan(0);
    expect(ids.at(-1)).toBe(HIGHEST_DEMO_ID);
    expect(
      of('web-server-01')
        .slice(0, 3)
        .map((backup) => backup.id),
    ).toEqual([502, 501, 495]);
  });

  it('contains nothing expired or in the future', () => {
    const odd = backups.filter((backup) => {
      const isFromTheFuture = backup.createdAt > now;
      const isExpired = backup.expiresAt !== null && backup.expiresAt <= now;
      const hasFraction = backup.createdAt % 1000 !== 0 || (backup.expiresAt ?? 0) % 1000 !== 0;
      return (
        isFromTheFuture ||
        isExpired ||
        hasFraction ||
        (backup.expiresAt === null) !== (backup.type === 'manual')
      );
    });
    expect(odd).toEqual([]);
  });

  it('has exactly one running backup, for three minutes', () => {
    const running = backups.filter((backup) => backup.status === 'in_progress');
    expect(running.map((backup) => backup.id)).toEqual([502]);
    expect((now - (running[0]?.createdAt ?? 0)) / MINUTE_MS).toBeCloseTo(3.2, 1);
    expect(running[0]?.endsAt).toBeGreaterThan(now + 2 * MINUTE_MS);
  });

  it('shows every state', () => {
    // Never backed up.
    expect(of('staging-01')).toEqual([]);
    // Unprotected: several, all failed.
    expect(new Set(statuses('metrics-01'))).toEqual(new Set(['failed']));
    expect(of('metrics-01').length).toBeGreaterThan(3);
    // Failing: daily, and the two newest failed.
    expect(statuses('db-server-01').slice(0, 3)).toEqual(['failed', 'failed', 'completed']);
    expect(hoursSinceGood('db-server-01')).toBeGreaterThan(48);
    // Late: between 1.25 and 2 intervals.
    expect(hoursSinceGood('mail-01')).toBeGreaterThan(40);
    expect(hoursSinceGood('mail-01')).toBeLessThan(41.1);
    // Missed: more than two intervals, and nothing failed.
    expect(hoursSinceGood('customer-portal-production-read-replica-02')).toBeGreaterThan(72);
    expect(statuses('customer-portal-production-read-replica-02')).not.toContain('failed');
    // Old: too few to know an interval, the newest more than a week ago.
    expect(of('büro-archiv-01').map((backup) => backup.type)).toEqual(['manual', 'manual']);
    expect(hoursSinceGood('büro-archiv-01')).toBeGreaterThan(7 * 24);
    // All slots taken.
    expect(of('billing-01').filter((backup) => backup.type === 'manual')).toHaveLength(MANUAL_SLOTS);
    // One good copy, which expires within two days.
    expect(statuses('shop-01')).toEqual(['completed']);
    expect((of('shop-01')[0]?.expiresAt ?? Number.POSITIVE_INFINITY) - now).toBeLessThan(2 * DAY_MS);
    // Suspicious: smaller than half of those before it, of which the newest is not late yet.
    const [small, ...usual] = automatic('media-01').map((backup) => backup.sizeMb ?? 0);
    for (const sizeMb of usual.slice(0, 5)) expect(small).toBeLessThan(sizeMb / 2);
    expect((now - (automatic('media-01')[1]?.createdAt ?? 0)) / HOUR_MS).toBeLessThan(1.25 * 24);
    // Completed, of unknown size.
    expect(automatic('cache-02').slice(0, 3)).toEqual([
      expect.objectContaining({ status: 'completed', sizeMb: expect.any(Number) }),
      expect.objectContaining({ status: 'completed', sizeMb: null }),
      expect.objectContaining({ status: 'completed', sizeMb: expect.any(Number) }),
    ]);
    // Protected: within 1.25 intervals.
    for (const name of ['web-server-01', 'api-01', 'billing-01', 'edge-03', 'media-01']) {
      expect(hoursSinceGood(name)).toBeLessThan(1.25 * 24);
    }
    expect(hoursSinceGood('cache-02')).toBeLessThan(1.25 * 6 + 2);
    expect(hoursSinceGood('build-01')).toBeLessThan(1.25 * 168);
  });

  it('keeps enough history to know the intervals: daily, weekly and six-hourly', () => {
    const gapsHours = (name: string) =>
      automatic(name)
        .slice(0, 4)
        .flatMap((backup, index, all) => {
          const next = all[index + 1];
          return next === undefined ? [] : [(backup.createdAt - next.createdAt) / HOUR_MS];
        });
    for (const [name, hours] of [
      ['web-server-01', 24],
      ['build-01', 168],
      ['cache-02', 6],
    ] as const) {
      expect(automatic(name).length).toBeGreaterThanOrEqual(4);
      for (const gap of gapsHours(name)) expect(Math.abs(gap - hours)).toBeLessThan(0.16);
    }
    expect(automatic('web-server-01').length).toBeGreaterThanOrEqual(30);
  });
});

describe('the demo fleet', () => {
  it('is the same for the same seed and clock, and another for another seed', async () => {
    const text = async (seed: number) => (await openTrial({ seed }).call('GET', '/backups/')).text();
    expect(await text(7)).toBe(await text(7));
    expect(await text(7)).not.toBe(await text(8));
  });

  it('grows slowly', () => {
    const sizes = freshFleet(NOW)
      .of('db-server-01')
      .flatMap((backup) => (backup.sizeMb === null ? [] : [backup.sizeMb]));
    const newest = sizes[0] ?? 0;
    const oldest = sizes.at(-1) ?? 0;
    expect(newest).toBeGreaterThan(oldest);
    expect(newest).toBeLessThan(oldest * 1.4);
  });

  it('uses only addresses reserved for documentation', () => {
    for (const server of DEMO_SERVERS) expect(server.ipAddress).toMatch(/^(203\.0\.113|198\.51\.100)\.\d+$/);
  });
});
