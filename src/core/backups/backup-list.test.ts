import { describe, expect, it } from 'vitest';
import { aBackup, aList } from '../../testing/fleets/backups';
import type { BackupList } from './backup';
import { reconcile } from './backup-list';
import {
  diffRunning,
  foldServerList,
  foldServerRead,
  followedBackups,
  insertBackup,
  reconcileServer,
  rememberCreated,
  rememberDeleted,
  rememberServerRead,
  removeBackup,
  runningBackups,
} from './backup-list-changes';
import { EMPTY_MEMORY, rememberListRead } from './list-memory';

const ids = (list: BackupList) => list.backups.map(({ id }) => id);

const webOld = aBackup({ id: 499 });
const webRunning = aBackup({ id: 502, status: 'in_progress', sizeMb: null });
const webDone = aBackup({ id: 502, status: 'completed', sizeMb: 4500 });
const db = aBackup({ id: 7, serverId: 2, serverName: 'db' });
const all = aList([webOld, db, webRunning]);

describe('foldServerList', () => {
  it("replaces that server's entries and leaves every other row the same object", () => {
    const folded = foldServerList(all, '12345', aList([webDone, { ...webOld }]));
    expect(folded.backups).toEqual([webOld, db, webDone]);
    expect(folded.backups[0]).toBe(webOld);
    expect(folded.backups[1]).toBe(db);
  });

  it('is the same object when nothing changed', () => {
    expect(foldServerList(all, 12345, aList([{ ...webRunning }, { ...webOld }]))).toBe(all);
  });

  it('counts added and removed backups', () => {
    expect(foldServerList(all, 12345, aList([webOld]))).toEqual(aList([webOld, db]));
    const added = aBackup({ id: 503 });
    expect(foldServerList(all, 12345, aList([webOld, webRunning, added]))).toMatchObject({
      expectedCount: 4,
      isComplete: true,
    });
    expect(foldServerList(aList([db], { expectedCount: null }), 12345, aList([added]))).toEqual(
      aList([db, added], { expectedCount: null }),
    );
  });

  it('stays partial after a partial list, however often it is folded in', () => {
    const part = aList([webDone], { expectedCount: 5, isComplete: false, skippedCount: 1 });
    const folded = foldServerList(all, 12345, part);
    expect(folded).toEqual({
      backups: [webOld, db, webDone],
      expectedCount: 6,
      skippedCount: 1,
      isComplete: false,
    });
    expect(foldServerList(folded, 12345, part)).toBe(folded);
  });

  it('stays partial when the whole list was partial', () => {
    const part = aList([webOld], { expectedCount: 40, isComplete: false });
    expect(foldServerList(part, 2, aList([db]))).toMatchObject({ expectedCount: 40, isComplete: false });
  });

  it('ignores other servers in the answer: the provider may not apply the filter', () => {
    expect(foldServerList(all, 2, aList([db, webDone, aBackup({ id: 9 })]))).toBe(all);
  });
});

describe('foldServerRead', () => {
  it("ignores a server's list that is older than the whole list", () => {
    const memory = rememberListRead(EMPTY_MEMORY, 2_000);
    expect(foldServerRead(all, 12345, aList([]), 1_999, memory)).toBe(all);
    expect(ids(foldServerRead(all, 12345, aList([]), 2_000, memory))).toEqual([7]);
  });
});

describe('insertBackup and removeBackup', () => {
  it('show a created backup at once', () => {
    const created = aBackup({ id: 510 });
    expect(insertBackup(all, created)).toEqual(aList([...all.backups, created]));
  });

  it('keep what a poll already returned', () => {
    const polled = aList([webDone]);
    expect(insertBackup(polled, { ...webRunning, id: '502' })).toBe(polled);
  });

  it('remove a deleted backup by its id as number or text', () => {
    expect(removeBackup(all, '502')).toEqual(aList([webOld, db]));
    expect(removeBackup(all, 1)).toBe(all);
  });

  it('keep an unknown count unknown', () => {
    const uncounted = aList([db], { expectedCount: null });
    expect(insertBackup(uncounted, webOld).expectedCount).toBeNull();
    expect(removeBackup(uncounted, 7).expectedCount).toBeNull();
  });
});

describe('reconcile', () => {
  it('takes the first list as it is', () => {
    expect(reconcile(all, 0, undefined, EMPTY_MEMORY)).toEqual(all);
  });

  it('is the same object when nothing changed', () => {
    const again = aList(all.backups.map((backup) => ({ ...backup })));
    expect(reconcile(again, 1, all, EMPTY_MEMORY)).toBe(all);
  });

  it('adds new backups and drops missing ones, keeping the other rows', () => {
    const next = reconcile(aList([{ ...db }, webDone]), 1, all, EMPTY_MEMORY);
    expect(next).toEqual(aList([db, webDone]));
    expect(next.backups[0]).toBe(db);
  });

  it('keeps entries of a server read after the read of the whole list started', () => {
    const memory = rememberServerRead(EMPTY_MEMORY, 12345, 2_000);
    const current = aList([webDone, db]);
    const incoming = aList([webOld, webRunning, { ...db, description: 'new' }]);
    const next = reconcile(incoming, 1_000, current, memory);
    expect(next).toEqual(aList([webDone, { ...db, description: 'new' }]));
    expect(ids(reconcile(incoming, 2_000, current, memory))).toEqual([499, 502, 7]);
  });

  it('keeps an entry that only the newer read of its server has', () => {
    const memory = rememberServerRead(EMPTY_MEMORY, 12345, 2_000);
    expect(reconcile(aList([db]), 1_000, aList([db, webDone]), memory)).toEqual(aList([db, webDone]));
  });

  it.each([
    ['was begun before the creation', 9_000, true],
    ['was begun within the grace', 40_000, true],
    ['was begun after it', 40_001, false],
  ])('a created backup that a list omits is kept when the read %s', (_name, startedAtMs, isKept) => {
    const memory = rememberCreated(EMPTY_MEMORY, webRunning, 10_000);
    const next = reconcile(aList([db]), startedAtMs, aList([db, webDone]), memory);
    expect(next).toEqual(isKept ? aList([db, webDone]) : aList([db]));
    expect(ids(reconcile(aList([db]), startedAtMs, undefined, memory)).includes(502)).toBe(isKept);
  });

  it("does not bring back a created backup that its server's list omits", () => {
    const created = rememberCreated(EMPTY_MEMORY, webRunning, 10_000);
    const memory = rememberServerRead(created, 12345, 50_000);
    expect(ids(reconcile(aList([db]), 20_000, aList([db]), memory))).toEqual([7]);
  });

  it.each([
    ['was begun before the deletion', 9_000, false],
    ['was begun within the grace', 40_000, false],
    ['was begun after it', 40_001, true],
  ])('a deleted backup that a list still names is shown when the read %s', (_name, startedAtMs, isShown) => {
    const memory = rememberDeleted(EMPTY_MEMORY, 502, 10_000);
    const next = reconcile(all, startedAtMs, aList([webOld, db]), memory);
    expect(next).toEqual(isShown ? all : aList([webOld, db]));
  });

  it("keeps the provider's count for an incomplete list", () => {
    const part = aList([webOld], { expectedCount: 9, isComplete: false });
    const memory = rememberCreated(EMPTY_MEMORY, webRunning, 0);
    expect(reconcile(part, 0, undefined, memory)).toEqual({ ...part, backups: [webOld, webRunning] });
  });
});

describe('reconcileServer', () => {
  it("applies the same rules to one server's list, without other servers", () => {
    let memory = rememberCreated(EMPTY_MEMORY, webRunning, 0);
    memory = rememberCreated(memory, aBackup({ id: 8, serverId: 2 }), 0);
    memory = rememberDeleted(memory, 499, 0);
    expect(reconcileServer(aList([webOld, db]), 12345, 1, undefined, memory)).toEqual(aList([webRunning]));
  });

  it('is the same object when nothing changed', () => {
    const current = aList([webOld]);
    expect(reconcileServer(aList([{ ...webOld }]), 12345, 1, current, EMPTY_MEMORY)).toBe(current);
  });
});

describe('diffRunning', () => {
  const [running] = runningBackups(all);

  it('follows running backups', () => {
    expect(running).toEqual({
      id: 502,
      serverId: 12345,
      serverName: 'web-server-01',
      createdAt: '2025-01-14T10:30:00.000Z',
      type: 'manual',
    });
    expect(diffRunning(runningBackups(all), all)).toEqual([]);
  });

  it.each([
    ['completed', 'completed'],
    ['failed', 'failed'],
    ['pending', 'ended'],
  ])('reports once a backup that is "%s" now: %s', (status, kind) => {
    const backup = { ...webRunning, id: '502', status };
    const next = aList([db, backup]);
    const previous = runningBackups(all);
    expect(diffRunning([...previous, ...previous], next)).toEqual([{ kind, running, backup }]);
    expect(diffRunning(followedBackups(previous, next), next)).toEqual([]);
  });

  it('reports one as vanished when a complete list omits it', () => {
    expect(diffRunning(runningBackups(all), aList([db]))).toEqual([{ kind: 'vanished', running }]);
    expect(followedBackups(runningBackups(all), aList([db]))).toEqual([]);
  });

  it.each([
    ['incomplete', { isComplete: false }],
    ['with unreadable entries', { skippedCount: 1 }],
  ])('keeps following one that is missing from a list %s', (_name, changes) => {
    const part = aList([db], changes);
    expect(diffRunning(runningBackups(all), part)).toEqual([]);
    const followed = followedBackups(runningBackups(all), part);
    expect(diffRunning(followed, aList([webDone]))).toMatchObject([{ kind: 'completed' }]);
  });
});
