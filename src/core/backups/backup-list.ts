import {
  type Backup,
  type BackupList,
  backupPhase,
  type Id,
  idKey,
  isRunning,
  isSameId,
  isWholeList,
  mapKey,
} from './backup';
import { CREATED_GRACE_MS, isRememberedDeleted, type ListMemory, serverReadAtMs } from './list-memory';

/**
 * The app holds one list of all backups, into which the lists of single servers are folded. Answers overtake each
 * other, so each is compared with what is known: older data never overwrites newer. Unchanged rows and lists keep
 * their identity.
 */

/**
 * Replaces one server's entries. If that server's list is partial, known entries that it lacks stay, and the whole
 * becomes partial. Entries of other servers are ignored.
 */
export function foldServerList(all: BackupList, serverId: Id, serverList: BackupList): BackupList {
  const serverKey = idKey(serverId);
  const fresh = byKey(ofServer(serverList.backups, serverKey));
  const backups: Backup[] = [];
  let serverCount = fresh.size;
  for (const known of all.backups) {
    const key = mapKey(known.id);
    const replacement = fresh.get(key);
    if (replacement !== undefined) {
      backups.push(sameOr(known, replacement));
      fresh.delete(key);
    } else if (idKey(known.serverId) !== serverKey) {
      backups.push(known);
    } else if (!serverList.isComplete) {
      backups.push(known);
      serverCount += 1;
    }
  }
  backups.push(...fresh.values());

  const folded = withBackups(all, backups);
  const unseen = serverList.isComplete ? 0 : Math.max(0, (serverList.expectedCount ?? 0) - serverCount);
  return sameListOr(all, {
    ...folded,
    expectedCount:
      folded.expectedCount === null ? null : Math.max(folded.expectedCount, backups.length + unseen),
    skippedCount: Math.max(all.skippedCount, serverList.skippedCount),
    isComplete: all.isComplete && serverList.isComplete,
  });
}

/** `foldServerList`, unless a complete read of the whole list started later. */
export function foldServerRead(
  all: BackupList,
  serverId: Id,
  serverList: BackupList,
  startedAtMs: number,
  memory: ListMemory,
): BackupList {
  const isOutdated = memory.listReadAtMs !== null && memory.listReadAtMs > startedAtMs;
  return isOutdated ? all : foldServerList(all, serverId, serverList);
}

/** Adds a backup that was just created, unless it is listed: any list is newer than the answer to the creation. */
export function insertBackup(all: BackupList, backup: Backup): BackupList {
  if (all.backups.some(({ id }) => isSameId(id, backup.id))) return all;
  return { ...all, backups: [...all.backups, backup], expectedCount: plus(all.expectedCount, 1) };
}

/** Removes a deleted backup; the same list when it is not listed. */
export function removeBackup(all: BackupList, id: Id): BackupList {
  const backups = all.backups.filter((backup) => !isSameId(backup.id, id));
  if (backups.length === all.backups.length) return all;
  return { ...all, backups, expectedCount: plus(all.expectedCount, -1) };
}

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
    [...memory.serverReads.keys()].filter((key) => readAtMs(key) > incomingStartedAtMs).map(mapKey),
  );
  const isNewerKnown = ({ serverId }: Backup) => newerServers.size > 0 && newerServers.has(mapKey(serverId));

  const known = byKey(current?.backups ?? []);
  const merged = new Map<Id, Backup>();
  for (const backup of incoming.backups) {
    const key = mapKey(backup.id);
    const before = known.get(key);
    if (!isNewerKnown(backup)) merged.set(key, before === undefined ? backup : sameOr(before, backup));
    else if (before !== undefined) merged.set(key, before);
  }
  for (const [key, backup] of known) {
    if (!merged.has(key) && isNewerKnown(backup)) merged.set(key, backup);
  }
  for (const { backup, atMs } of memory.created.values()) {
    const key = mapKey(backup.id);
    if (!merged.has(key) && readAtMs(idKey(backup.serverId)) <= atMs + CREATED_GRACE_MS) {
      merged.set(key, known.get(key) ?? backup);
    }
  }
  for (const backupKey of memory.deleted.keys()) {
    const backup = merged.get(mapKey(backupKey));
    if (backup !== undefined && isRememberedDeleted(memory, backupKey, readAtMs(idKey(backup.serverId)))) {
      merged.delete(mapKey(backupKey));
    }
  }
  return sameListOr(current, withBackups(incoming, [...merged.values()]));
}

/** `reconcile` for the list of one server; drops entries of other servers. */
export function reconcileServer(
  incoming: BackupList,
  serverId: Id,
  incomingStartedAtMs: number,
  current: BackupList | undefined,
  memory: ListMemory,
): BackupList {
  const reconciled = reconcile(incoming, incomingStartedAtMs, current, memory);
  const backups = ofServer(reconciled.backups, idKey(serverId));
  return sameListOr(current, withBackups(reconciled, backups));
}

/** A running backup, with what is needed to report its end when it is no longer listed. */
export type RunningBackup = Pick<Backup, 'id' | 'serverId' | 'serverName' | 'createdAt' | 'type'>;

export type FollowEvent =
  /** `ended`: it no longer runs, and has an undocumented status. */
  | {
      readonly kind: 'completed' | 'failed' | 'ended';
      readonly running: RunningBackup;
      readonly backup: Backup;
    }
  /** No longer in a complete list. */
  | { readonly kind: 'vanished'; readonly running: RunningBackup };

export function runningBackups(list: BackupList): readonly RunningBackup[] {
  return list.backups
    .filter(isRunning)
    .map(({ id, serverId, serverName, createdAt, type }) => ({ id, serverId, serverName, createdAt, type }));
}

/**
 * One event for each backup that has stopped running. The next call takes {@link followedBackups} of the same two as
 * `previous`, so that each end is reported once.
 */
export function diffRunning(previous: readonly RunningBackup[], next: BackupList): FollowEvent[] {
  if (previous.length === 0) return [];
  const listed = byKey(next.backups);
  const events: FollowEvent[] = [];
  for (const running of new Map(previous.map((one) => [idKey(one.id), one])).values()) {
    const backup = listed.get(mapKey(running.id));
    if (backup === undefined) {
      if (isWholeList(next)) events.push({ kind: 'vanished', running });
      continue;
    }
    const phase = backupPhase(backup);
    if (phase !== 'running') events.push({ kind: phase === 'unknown' ? 'ended' : phase, running, backup });
  }
  return events;
}

/** Running backups, and those that ran before and are missing from a partial list. */
export function followedBackups(
  previous: readonly RunningBackup[],
  next: BackupList,
): readonly RunningBackup[] {
  const running = runningBackups(next);
  if (isWholeList(next) || previous.length === 0) return running;
  const listed = byKey(next.backups);
  return [...running, ...previous.filter(({ id }) => !listed.has(mapKey(id)))];
}

function byKey(backups: readonly Backup[]): Map<Id, Backup> {
  return new Map(backups.map((backup) => [mapKey(backup.id), backup]));
}

function ofServer(backups: readonly Backup[], serverKey: string): readonly Backup[] {
  return backups.filter((backup) => idKey(backup.serverId) === serverKey);
}

/** The list with other entries. The count of a partial list never shrinks, because what it lacks is unknown. */
function withBackups(list: BackupList, backups: readonly Backup[]): BackupList {
  const { expectedCount, isComplete } = list;
  if (expectedCount === null) return { ...list, backups };
  const change = backups.length - list.backups.length;
  return {
    ...list,
    backups,
    expectedCount: isComplete ? Math.max(0, expectedCount + change) : Math.max(expectedCount, backups.length),
  };
}

function plus(count: number | null, change: number): number | null {
  return count === null ? null : Math.max(0, count + change);
}

function sameOr(known: Backup, fresh: Backup): Backup {
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

function sameListOr(known: BackupList | undefined, fresh: BackupList): BackupList {
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
