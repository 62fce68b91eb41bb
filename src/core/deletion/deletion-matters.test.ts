import { describe, expect, it } from 'vitest';
import { aBackup } from '../../testing/fleets/backups';
import { accepted, copy, target, waiting } from '../../testing/fleets/safe-restore';
import type { RestoreOperation } from '../restore/restore-operation';
import type { SafeRestore } from '../restore/safe-restore-state';
import type { ActiveServer, RunUnderWay } from '../schedules/run-under-way';
import { deletionMatters } from './deletion-matters';

const SINCE = '2025-01-16T02:00:00.000Z';
const other = aBackup({ id: 480 });

const operationOf = (state: SafeRestore): RestoreOperation => ({
  state,
  backup: target,
  startedBy: null,
  startedAt: SINCE,
  waitsFor: null,
  message: null,
  isDismissed: false,
});
const runWith = (
  active: readonly Partial<ActiveServer>[],
  waitingIds: readonly number[] = [],
): RunUnderWay => ({
  runId: '7k2m-1',
  scheduleId: '7k2m',
  scheduleName: 'Nightly',
  startedAt: SINCE,
  serverCount: 1,
  doneCount: 0,
  active: active.map((server) => ({
    serverId: target.serverId,
    serverName: target.serverName,
    step: 'running',
    since: SINCE,
    backupId: 480,
    ...server,
  })),
  waitingIds: [...waitingIds],
  next: null,
  pausedUntil: null,
  refusedSince: null,
});
const kinds = (...parts: Parameters<typeof deletionMatters>) =>
  deletionMatters(...parts).map(({ kind }) => kind);

describe('a deletion and a restore', () => {
  it.each([
    ['the backup that is restored', [target], ['needed']],
    ['its safety backup', [copy], ['needed']],
    ['another one of the server', [other], ['restoring']],
    ['several, of which one is needed', [other, target], ['needed']],
    ['one of another server', [aBackup({ id: 7, serverId: 2 })], []],
  ])('%s', (_what, backups, expected) => {
    expect(kinds(backups, { operations: [operationOf(waiting)], runs: [] })).toEqual(expected);
  });

  it('a restore needs it until the server is back', () => {
    expect(kinds([target], { operations: [operationOf(accepted)], runs: [] })).toEqual(['needed']);
  });
});

describe('a deletion and a run', () => {
  it.each([
    ['its new backup', [other], {}, 'beingMade'],
    ['its new backup, while it deletes older ones', [other], { step: 'rotating' } as const, 'justMade'],
    ['another backup of the server', [target], {}, 'runHere'],
    ['one that is not requested yet', [other], { step: 'creating', backupId: null } as const, 'runHere'],
  ])('%s', (_what, backups, active, expected) => {
    expect(kinds(backups, { operations: [], runs: [runWith([active])] })).toEqual([expected]);
  });

  it('a run that reaches the server only later does not matter', () => {
    const runs = [runWith([], [Number(target.serverId)])];
    expect(kinds([target], { operations: [], runs })).toEqual([]);
  });
});
