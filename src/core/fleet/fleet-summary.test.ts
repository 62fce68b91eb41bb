import { describe, expect, it } from 'vitest';
import { backupsArbitrary } from '../../testing/fleets/backups';
import {
  automatic,
  FAILED,
  isoAgo,
  manual,
  NOW,
  PENDING,
  RUNNING,
  series,
} from '../../testing/fleets/protection';
import { fc } from '../../testing/properties';
import type { Backup } from '../backups/backup';
import { totals } from '../backups/backup-totals';
import { DAY_MS, HOUR_MS } from '../lib/time-units';
import type { Server } from '../servers/server';
import { fleetServers, judgeFleet } from './fleet';
import { type FleetSummaryOptions, fleetSummary } from './fleet-summary';

function aServer(id: Server['id']): Server {
  const unknown = { hostname: null, status: null, ipAddress: null, location: null, plan: null, osName: null };
  return { id, name: String(id), ...unknown, createdAt: null };
}

const of = (server: string, ...backups: Backup[]) =>
  backups.map((backup) => ({
    ...backup,
    id: `${server} ${backup.id}`,
    serverId: server,
    serverName: server,
  }));

function summarise(
  backups: readonly Backup[],
  servers: readonly Server[] | null = null,
  options: Partial<FleetSummaryOptions> = {},
) {
  return fleetSummary(judgeFleet(fleetServers(backups, servers, true), NOW), { nowMs: NOW, ...options });
}

describe('the summary of states', () => {
  const backups = [
    ...of('fine', ...series(5, 24, 3)),
    ...of('late', ...series(5, 24, 41)),
    ...of('gone', manual(900)),
    ...of('failing', ...series(5, 24, 50), automatic(26, FAILED), automatic(2, FAILED)),
  ];
  const servers = ['fine', 'late', 'failing'].map(aServer);

  it('counts states and servers that need attention, and has the worst with its reason', () => {
    expect(summarise(backups, servers)).toMatchObject({
      serverCount: 3,
      goneCount: 1,
      needsAttentionCount: 2,
      unknownIntervalCount: 0,
      byState: { never: 0, unprotected: 0, failing: 1, missed: 0, late: 1, old: 0, protected: 1 },
      worst: { server: { name: 'failing' }, reason: { code: 'lastAttemptsFailed', count: 2 } },
    });
  });

  it('has no worst server when all are protected; a gone server needs no attention', () => {
    expect(
      summarise([...of('fine', manual(3)), ...of('gone', manual(900))], [aServer('fine')]),
    ).toMatchObject({
      serverCount: 1,
      goneCount: 1,
      needsAttentionCount: 0,
      unknownIntervalCount: 1,
      worst: null,
    });
  });

  it('counts a server that is in error itself, as the worst of all', () => {
    const broken = { ...aServer('fine'), status: 'error' };
    expect(summarise(backups, [broken, aServer('late'), aServer('failing')])).toMatchObject({
      needsAttentionCount: 3,
      byState: { protected: 1 },
      worst: { server: { name: 'fine' }, reason: null },
    });
  });

  it('judges servers without a backup if the Servers API lists them', () => {
    expect(summarise([], [aServer('new')])).toMatchObject({
      needsAttentionCount: 1,
      worst: { server: { name: 'new' }, reason: { code: 'neverBackedUp' } },
    });
    expect(summarise([], null)).toMatchObject({ serverCount: 0, worst: null, growth: null });
  });
});

describe('the figures', () => {
  it('list running backups, on gone servers too, newest first', () => {
    const backups = [...of('a', manual(2, RUNNING)), ...of('b', manual(1, RUNNING), manual(3, PENDING))];
    expect(summarise(backups, [aServer('a')]).running.map(({ id }) => id)).toEqual([
      'b manual-1',
      'a manual-2',
    ]);
  });

  it('count failures of the last seven days and their servers', () => {
    const backups = [
      ...of('a', manual(1, FAILED), automatic(168, FAILED), automatic(168.1, FAILED)),
      ...of('b', automatic(9 * 24, FAILED), manual(1)),
      ...of('c', automatic(100, FAILED), manual(1, { ...FAILED, createdAt: null })),
    ];
    const { recentFailures } = summarise(backups);
    expect(recentFailures.count).toBe(3);
    expect(recentFailures.servers.map(({ name }) => name)).toEqual(['a', 'c']);
  });

  it('count failures from a given moment on', () => {
    const backups = of('a', automatic(168.1, FAILED), automatic(180, FAILED));
    const failedSinceMs = NOW - 175 * HOUR_MS;
    expect(summarise(backups, null, { failedSinceMs }).recentFailures.count).toBe(1);
  });

  it('sum stored sizes, and count completed backups of unknown size', () => {
    const backups = [
      ...of('a', manual(1, { sizeMb: 1000 }), manual(2, { sizeMb: null })),
      ...of('gone', manual(3, { sizeMb: 200.5 }), manual(4, RUNNING), manual(5, FAILED)),
    ];
    expect(summarise(backups, [aServer('a')])).toMatchObject({ storedMb: 1200.5, unknownSizeCount: 1 });
  });

  it('count completed backups that expire within seven days', () => {
    const expiring = (days: number, changes: Partial<Backup> = {}) =>
      automatic(30 - days, { id: days, expiresAt: isoAgo(-days * 24), ...changes });
    const backups = of(
      'a',
      expiring(0),
      expiring(1),
      expiring(7),
      expiring(7.1),
      expiring(2, FAILED),
      manual(1),
    );
    expect(summarise(backups).expiringCount).toBe(2);
  });
});

describe('the growth of backups', () => {
  const days = (age: number, sizeMb: number | null, changes: Partial<Backup> = {}) =>
    automatic(age * 24, { sizeMb, ...changes });

  it.each<readonly [string, Backup[], number | null]>([
    ['against the copy of 30 days ago', [days(0, 1200), days(15, 1100), days(30, 1000)], 200],
    ['against the one nearest to it', [days(0, 1200), days(27, 500), days(29, 1000), days(33, 2000)], 200],
    ['against one half a week younger', [days(0, 1200), days(26.5, 1000)], 200],
    ['against one half a week older', [days(0, 1200), days(33.5, 1000)], 200],
    ['not against one far from it', [days(0, 1200), days(26, 1100), days(34, 1000)], null],
    ['with shrinking', [days(0, 900), days(30, 1000)], -100],
    ['by the newest copy of known size', [days(0, null), days(1, 1150), days(30, 1000)], 150],
    [
      'by good copies only',
      [days(0, 0), days(1, 1150), days(30, 1000), days(29.9, 77, { status: 'failed' })],
      150,
    ],
    ['within one type', [days(0, 1200), manual(30 * 24, { sizeMb: 1000 })], null],
    ['not where nothing is newer', [days(28, 1200), days(31, 1000)], null],
    ['not by a single copy', [days(30, 1000)], null],
    [
      'not by undated ones',
      [days(0, 1200, { createdAt: null }), days(30, 1000, { id: 2, createdAt: null })],
      null,
    ],
  ])('is measured %s', (_name, backups, growthMb) => {
    expect(summarise(of('a', ...backups)).growth).toEqual(
      growthMb === null ? null : { growthMb, serverCount: 1 },
    );
  });

  it('is summed over the servers where it can be measured, without gone ones', () => {
    const grown = [days(0, 1200), days(30, 1000)];
    const backups = [
      ...of('a', ...grown),
      ...of('b', ...grown),
      ...of('c', days(0, 5000)),
      ...of('gone', ...grown),
    ];
    expect(summarise(backups, ['a', 'b', 'c'].map(aServer)).growth).toEqual({
      growthMb: 400,
      serverCount: 2,
    });
  });
});

describe('the summary of any fleet', () => {
  it('counts every server in one state, and every stored size', () => {
    fc.assert(
      fc.property(backupsArbitrary, fc.boolean(), (backups, hasServers) => {
        const summary = summarise(backups, hasServers ? [aServer(1), aServer(9)] : null);
        const states = Object.values(summary.byState).reduce((sum, count) => sum + count, 0);
        expect(states).toBe(summary.serverCount);
        expect(summary.needsAttentionCount).toBe(states - summary.byState.protected);
        expect(summary.worst === null).toBe(summary.needsAttentionCount === 0);
        expect(summary.storedMb).toBe(totals(backups).knownSizeMb);
        expect(summary.running).toHaveLength(backups.filter(({ status }) => status === 'in_progress').length);
      }),
    );
  });

  it('counts all failures without a start', () => {
    const backups = of('a', automatic(1, FAILED), automatic((400 * DAY_MS) / HOUR_MS, FAILED));
    expect(summarise(backups, null, { failedSinceMs: 0 }).recentFailures.count).toBe(2);
  });
});
