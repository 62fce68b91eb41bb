import {
  type Backup,
  type BackupList,
  backupPhase,
  type Id,
  idKey,
  isRunning,
  isSameId,
  isWholeList,
} from './backup';
import { byKey, reconcile, sameListOr, sameOr, withBackups } from './backup-list';
import { type ListMemory, serverReadAtMs } from './list-memory';

// Changes of the list, and of what is remembered of it. Separate from `reconcile`, because the first load shows a list
// without any of these.

/**
 * Replaces one server's entries. If that server's list is partial, known entries missing from it stay, and the whole
 * list becomes partial. Entries of other servers are ignored.
 */
export function foldServerList(all: BackupList, serverId: Id, serverList: BackupList): BackupList {
  const serverKey = idKey(serverId);
  const fresh = byKey(ofServer(serverList.backups, serverKey));
  const backups: Backup[] = [];
  let serverCount = fresh.size;
  for (const known of all.backups) {
    const key = idKey(known.id);
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

/** Adds a just created backup, unless it is listed: any list is newer than the answer to the creation. */
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

/** Notes a complete read of one server's list. */
export function rememberServerRead(memory: ListMemory, serverId: Id, startedAtMs: number): ListMemory {
  const key = idKey(serverId);
  const latestMs = Math.max(serverReadAtMs(memory, key), startedAtMs);
  return { ...memory, serverReads: new Map(memory.serverReads).set(key, latestMs) };
}

export function rememberCreated(memory: ListMemory, backup: Backup, atMs: number): ListMemory {
  return { ...memory, created: new Map(memory.created).set(idKey(backup.id), { backup, atMs }) };
}

/** Notes a deletion, and forgets the creation of the same backup. */
export function rememberDeleted(memory: ListMemory, id: Id, atMs: number): ListMemory {
  const key = idKey(id);
  const created = new Map(memory.created);
  created.delete(key);
  return { ...memory, created, deleted: new Map(memory.deleted).set(key, atMs) };
}

/** A running backup, with what is needed to report its end when it is no longer listed. */
export type RunningBackup = Pick<Backup, 'id' | 'serverId' | 'serverName' | 'createdAt' | 'type'>;

export type FollowEvent =
  /** `ended`: no longer running, with an undocumented status. */
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
    const backup = listed.get(idKey(running.id));
    if (backup === undefined) {
      if (isWholeList(next)) events.push({ kind: 'vanished', running });
      continue;
    }
    const phase = backupPhase(backup);
    if (phase !== 'running') events.push({ kind: phase === 'unknown' ? 'ended' : phase, running, backup });
  }
  return events;
}

/** Running backups, and earlier ones missing from a partial list. */
export function followedBackups(
  previous: readonly RunningBackup[],
  next: BackupList,
): readonly RunningBackup[] {
  const running = runningBackups(next);
  if (isWholeList(next) || previous.length === 0) return running;
  const listed = byKey(next.backups);
  return [...running, ...previous.filter(({ id }) => !listed.has(idKey(id)))];
}

function ofServer(backups: readonly Backup[], serverKey: string): readonly Backup[] {
  return backups.filter((backup) => idKey(backup.serverId) === serverKey);
}

function plus(count: number | null, change: number): number | null {
  return count === null ? null : Math.max(0, count + change);
}
