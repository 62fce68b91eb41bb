import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { serverSummaries, totals } from './backup-totals';
import type { Server } from './server';
import { aBackup, backupsArbitrary } from './test-backup';

function aServer(id: Server['id'], name: string): Server {
  return {
    id,
    name,
    hostname: null,
    status: null,
    ipAddress: null,
    location: null,
    plan: null,
    osName: null,
    createdAt: null,
  };
}

describe('totals', () => {
  it('adds what is known and says how many sizes are not', () => {
    const backups = [
      aBackup({ id: 1, sizeMb: 4523 }),
      aBackup({ id: 2, sizeMb: null }),
      aBackup({ id: 3, sizeMb: 0, serverId: '12345' }),
      aBackup({ id: 4, sizeMb: 0.5, serverId: 7 }),
      aBackup({ id: 5, sizeMb: null, status: 'failed' }),
      aBackup({ id: 6, sizeMb: null, status: 'in_progress' }),
    ];
    expect(totals(backups)).toEqual({
      count: 6,
      serverCount: 2,
      knownSizeMb: 4523.5,
      unknownSizeCount: 1,
    });
  });

  it('is all zero for nothing', () => {
    expect(totals([])).toEqual({ count: 0, serverCount: 0, knownSizeMb: 0, unknownSizeCount: 0 });
  });
});

describe('serverSummaries', () => {
  const good = aBackup({ id: 495, type: 'automatic', createdAt: '2025-01-15T03:00:00.000Z' });
  const older = aBackup({ id: 501, createdAt: '2025-01-14T10:30:00.000Z' });
  const undated = aBackup({ id: 900, createdAt: null });
  const failed = aBackup({ id: 502, status: 'failed', createdAt: '2025-01-16T03:00:00.000Z' });
  const running = aBackup({ id: 503, status: 'in_progress', createdAt: '2025-01-16T04:00:00.000Z' });
  const odd = aBackup({ id: 504, status: 'pending', type: 'weekly', createdAt: '2025-01-13T04:00:00.000Z' });

  it('tells of a server by its backups', () => {
    const [summary, ...others] = serverSummaries([older, failed, odd, good, undated, running], null);
    expect(others).toEqual([]);
    expect(summary).toEqual({
      key: '12345',
      id: 12345,
      name: 'web-server-01',
      server: null,
      isGone: false,
      newestGood: good,
      newestAny: running,
      total: 6,
      manualCount: 4,
      automaticCount: 1,
      failedCount: 1,
      runningCount: 1,
    });
  });

  it('lists a server that was never backed up', () => {
    const server = aServer(12, 'db-2');
    const [summary] = serverSummaries([], [server]);
    expect(summary).toMatchObject({
      key: '12',
      name: 'db-2',
      server,
      newestGood: null,
      total: 0,
      isGone: false,
    });
  });

  it("takes the Servers API's name, and finds a server whose id is text there", () => {
    const server = aServer('12345', 'renamed');
    expect(serverSummaries([good], [server])).toMatchObject([{ name: 'renamed', server, total: 1 }]);
  });

  it('takes the newest of the names in backups', () => {
    const renamed = aBackup({ id: 600, serverName: 'renamed', createdAt: '2025-01-17T00:00:00.000Z' });
    expect(serverSummaries([good, renamed, older], null)).toMatchObject([{ name: 'renamed' }]);
  });

  it.each([
    ['missing from the whole list of servers', [aServer(1, 'a')], true, true],
    ['missing from a part of it', [aServer(1, 'a')], false, false],
    ['where the Servers API gave nothing', null, true, false],
    ['where the whole list is empty', [], true, true],
  ])('calls a server gone only when it is known to be: %s', (_name, servers, isComplete, isGone) => {
    const summaries = serverSummaries([good], servers, isComplete);
    expect(summaries.find(({ key }) => key === '12345')?.isGone).toBe(isGone);
  });

  it('goes by name, then by id', () => {
    const servers = [aServer(3, 'web-10'), aServer(9, 'web-2'), aServer(1, 'Web-10')];
    expect(serverSummaries([], servers).map(({ id }) => id)).toEqual([9, 1, 3]);
  });

  it('counts every backup once', () => {
    fc.assert(
      fc.property(backupsArbitrary, (backups) => {
        const summaries = serverSummaries(backups, [aServer(1, 'one'), aServer(99, 'none')]);
        expect(summaries.reduce((sum, { total }) => sum + total, 0)).toBe(backups.length);
        expect(new Set(summaries.map(({ key }) => key)).size).toBe(summaries.length);
      }),
    );
  });
});
