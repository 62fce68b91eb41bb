import { describe, expect, it } from 'vitest';
import { aList, backupArbitrary, backupsArbitrary } from '../../testing/fleets/backups';
import { fc } from '../../testing/properties';
import type { Backup, BackupList } from './backup';
import { reconcile } from './backup-list';
import {
  diffRunning,
  type FollowEvent,
  foldServerList,
  followedBackups,
  type RunningBackup,
  rememberCreated,
  rememberDeleted,
  rememberServerRead,
} from './backup-list-changes';
import { CREATED_GRACE_MS, DELETED_GRACE_MS, EMPTY_MEMORY, type ListMemory } from './list-memory';

const timeArbitrary = fc.nat({ max: 100_000 });
const listArbitrary: fc.Arbitrary<BackupList> = fc
  .record({
    backups: backupsArbitrary,
    isComplete: fc.boolean(),
    missing: fc.nat({ max: 3 }),
    skippedCount: fc.nat({ max: 1 }),
  })
  .map(({ backups, isComplete, missing, skippedCount }) =>
    aList(backups, {
      isComplete,
      skippedCount,
      expectedCount: backups.length + (isComplete ? 0 : missing + 1),
    }),
  );
const readsArbitrary = fc.array(fc.tuple(fc.constantFrom(1, 2, '3', 'toString'), timeArbitrary));

function withReads(
  reads: readonly (readonly [Backup['serverId'], number])[],
  memory = EMPTY_MEMORY,
): ListMemory {
  return reads.reduce((known, [serverId, atMs]) => rememberServerRead(known, serverId, atMs), memory);
}

const keys = (list: BackupList) => list.backups.map(({ id }) => String(id));

describe('reconcile', () => {
  const currentArbitrary = fc.option(listArbitrary, { nil: undefined });

  it('never loses a created backup to a read started within its grace period', () => {
    fc.assert(
      fc.property(
        listArbitrary,
        currentArbitrary,
        backupArbitrary,
        timeArbitrary,
        fc.nat({ max: CREATED_GRACE_MS }),
        (incoming, current, backup, atMs, laterMs) => {
          const memory = rememberCreated(EMPTY_MEMORY, backup, atMs);
          expect(keys(reconcile(incoming, atMs + laterMs, current, memory))).toContain(String(backup.id));
        },
      ),
    );
  });

  it('never resurrects a deleted backup from a read started before, or within the grace period', () => {
    fc.assert(
      fc.property(
        listArbitrary,
        currentArbitrary,
        backupArbitrary,
        timeArbitrary,
        fc.nat({ max: DELETED_GRACE_MS }),
        (incoming, current, backup, atMs, laterMs) => {
          const created = rememberCreated(EMPTY_MEMORY, backup, atMs);
          const memory = rememberDeleted(created, backup.id, atMs);
          for (const startedAtMs of [atMs + laterMs, atMs - laterMs]) {
            expect(keys(reconcile(incoming, startedAtMs, current, memory))).not.toContain(String(backup.id));
          }
        },
      ),
    );
  });

  it("gives each server's entries from the newer of the two reads", () => {
    fc.assert(
      fc.property(
        listArbitrary,
        listArbitrary,
        readsArbitrary,
        timeArbitrary,
        (incoming, current, reads, atMs) => {
          const memory = withReads(reads);
          const next = reconcile(incoming, atMs, current, memory);
          for (const serverKey of ['1', '2']) {
            const newest = (memory.serverReads.get(serverKey) ?? -1) > atMs ? current : incoming;
            const isHeldTwice = (backup: Backup) =>
              [...incoming.backups, ...current.backups].some(
                ({ id, serverId }) => String(id) === String(backup.id) && serverId !== backup.serverId,
              );
            // If two servers claim the same id, nothing is guaranteed.
            const ofServer = (list: BackupList) =>
              list.backups.filter((backup) => String(backup.serverId) === serverKey && !isHeldTwice(backup));
            expect(new Set(ofServer(next))).toEqual(new Set(ofServer(newest)));
          }
        },
      ),
    );
  });

  it('has each backup once, keeps the completeness, and is idempotent', () => {
    fc.assert(
      fc.property(
        listArbitrary,
        currentArbitrary,
        readsArbitrary,
        timeArbitrary,
        (incoming, current, reads, atMs) => {
          const memory = withReads(reads);
          const next = reconcile(incoming, atMs, current, memory);
          expect(new Set(keys(next)).size).toBe(next.backups.length);
          expect(next.isComplete).toBe(incoming.isComplete);
          expect(next.expectedCount).toBeGreaterThanOrEqual(next.isComplete ? 0 : next.backups.length);
          expect(reconcile(next, atMs, next, memory)).toBe(next);
        },
      ),
    );
  });
});

describe('foldServerList', () => {
  it("gives the server's list beside the others' unchanged rows, and is idempotent", () => {
    fc.assert(
      fc.property(listArbitrary, listArbitrary, (all, answer) => {
        const folded = foldServerList(all, 1, answer);
        expect(new Set(keys(folded)).size).toBe(folded.backups.length);
        expect(folded.isComplete).toBe(all.isComplete && answer.isComplete);
        if (answer.isComplete) {
          const asked = keys({ ...answer, backups: answer.backups.filter(({ serverId }) => serverId === 1) });
          expect(
            keys({ ...folded, backups: folded.backups.filter(({ serverId }) => serverId === 1) }).toSorted(),
          ).toEqual(asked.toSorted());
        }
        for (const backup of all.backups) {
          const isAnswered = answer.backups.some(
            ({ id, serverId }) => serverId === 1 && String(id) === String(backup.id),
          );
          if (backup.serverId !== 1 && !isAnswered) expect(folded.backups).toContain(backup);
        }
        expect(foldServerList(folded, 1, answer)).toBe(folded);
      }),
    );
  });
});

describe('following', () => {
  it('reports every end once, for any sequence of lists', () => {
    fc.assert(
      fc.property(fc.array(listArbitrary, { maxLength: 8 }), (lists) => {
        let followed: readonly RunningBackup[] = [];
        for (const list of lists) {
          const events: FollowEvent[] = diffRunning(followed, list);
          const before = new Set(followed.map(({ id }) => String(id)));
          followed = followedBackups(followed, list);
          const after = new Set(followed.map(({ id }) => String(id)));
          // Every followed backup is either reported or still followed, never both.
          const told = events.map(({ running }) => String(running.id));
          expect(new Set(told).size).toBe(told.length);
          for (const key of before) expect(told.includes(key)).toBe(!after.has(key));
        }
      }),
    );
  });
});
