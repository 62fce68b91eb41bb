import { type Backup, type BackupList, idKey } from './backup';
import { CREATED_GRACE_MS, isRememberedDeleted, type ListMemory, serverReadAtMs } from './list-memory';

/**
 * The app holds one list of all backups, into which the lists of single servers are folded. Answers overtake each
 * other, so each is compared with what is known: older data never overwrites newer. Unchanged rows and lists keep
 * their identity.
 */

/**
 * Merges a newly read whole list with what is known. `incomingStartedAtMs` is when reading it started.
 *
 * - Servers read on their own after that keep their current entries (fold a read in before remembering it).
 * - A created backup that the list omits is kept if reading started before, or at most `CREATED_GRACE_MS` after, its
 *   creation.
 * - A deleted one stays away if reading started before, or at most `DELETED_GRACE_MS` after, its deletion.
 */
export function reconcile(
  incoming: BackupList,
  incomingStartedAtMs: number,
  current: BackupList | undefined,
  memory: ListMemory,
): BackupList {
  const isFirst = current === undefined && memory.created.size === 0 && memory.deleted.size === 0;
  if (isFirst) return withBackups(incoming, incoming.backups);
  const readAtMs = (serverKey: string) =>
    current === undefined
      ? incomingStartedAtMs
      : Math.max(incomingStartedAtMs, serverReadAtMs(memory, serverKey));
  const newerServers = new Set(
    [...memory.serverReads.keys()].filter((key) => readAtMs(key) > incomingStartedAtMs),
  );
  const isNewerKnown = ({ serverId }: Backup) => newerServers.size > 0 && newerServers.has(idKey(serverId));

  const known = byKey(current?.backups ?? []);
  const merged = new Map<string, Backup>();
  for (const backup of incoming.backups) {
    const key = idKey(backup.id);
    const before = known.get(key);
    if (!isNewerKnown(backup)) merged.set(key, before === undefined ? backup : sameOr(before, backup));
    else if (before !== undefined) merged.set(key, before);
  }
  for (const [key, backup] of known) {
    if (!merged.has(key) && isNewerKnown(backup)) merged.set(key, backup);
  }
  for (const { backup, atMs } of memory.created.values()) {
    const key = idKey(backup.id);
    if (!merged.has(key) && readAtMs(idKey(backup.serverId)) <= atMs + CREATED_GRACE_MS) {
      merged.set(key, known.get(key) ?? backup);
    }
  }
  for (const backupKey of memory.deleted.keys()) {
    const backup = merged.get(backupKey);
    if (backup !== undefined && isRememberedDeleted(memory, backupKey, readAtMs(idKey(backup.serverId)))) {
      merged.delete(backupKey);
    }
  }
  return sameListOr(current, withBackups(incoming, [...merged.values()]));
}

/** By `idKey`. */
export function byKey(backups: readonly Backup[]): Map<string, Backup> {
  return new Map(backups.map((backup) => [idKey(backup.id), backup]));
}

/** The list with other entries. The count of a partial list never shrinks, because what it lacks is unknown. */
export function withBackups(list: BackupList, backups: readonly Backup[]): BackupList {
  const { expectedCount, isComplete } = list;
  if (expectedCount === null) return { ...list, backups };
  const change = backups.length - list.backups.length;
  return {
    ...list,
    backups,
    expectedCount: isComplete ? Math.max(0, expectedCount + change) : Math.max(expectedCount, backups.length),
  };
}

/** The known row where the fresh one says the same. */
export function sameOr(known: Backup, fresh: Backup): Backup {
  return isSameBackup(known, fresh) ? known : fresh;
}

function isSameBackup(a: Backup, b: Backup): boolean {
  return (
    a === b ||
    (a.id === b.id &&
      a.serverId === b.serverId &&
      a.serverName === b.serverName &&
      a.type === b.type &&
      a.status === b.status &&
      a.sizeMb === b.sizeMb &&
      a.createdAt === b.createdAt &&
      a.expiresAt === b.expiresAt &&
      a.isExpiryUnreadable === b.isExpiryUnreadable &&
      a.description === b.description)
  );
}

/** The known list where the fresh one says the same. */
export function sameListOr(known: BackupList | undefined, fresh: BackupList): BackupList {
  return known !== undefined && isSameList(known, fresh) ? known : fresh;
}

/** Whether two lists have equal content in the same order. */
export function isSameList(a: BackupList, b: BackupList): boolean {
  return (
    a.expectedCount === b.expectedCount &&
    a.skippedCount === b.skippedCount &&
    a.isComplete === b.isComplete &&
    a.backups.length === b.backups.length &&
    a.backups.every((backup, row) => isSameBackup(backup, b.backups[row] ?? backup))
  );
}
