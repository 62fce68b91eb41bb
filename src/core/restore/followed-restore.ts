import { idKey } from '../backups/backup';
import { RESTORING_STATUS } from '../backups/backup-actions';
import type { Server } from '../servers/server';
import { sightingOfRestore } from './observed-end';
import { RESTORE_UNREADABLE_MS, RESTORE_UNSEEN_MS, RESTORE_WATCH_MS } from './safe-restore-observe';

/** A restore as its server's status shows it. JSON-safe; times are epoch ms of this computer. */
export interface FollowedRestore {
  readonly serverKey: string;
  readonly serverName: string;
  /** When the provider accepted it; null where it was begun elsewhere. */
  readonly acceptedAtMs: number | null;
  /** The server was seen restoring. */
  readonly isSeen: boolean;
  /** When the server was seen in error afterwards; null while the restore is under way. */
  readonly failedAtMs: number | null;
  /** The person has read that it failed. */
  readonly isDismissed: boolean;
}

export type RestoreEnd = 'completed' | 'failed' | 'unseen';

export interface FollowStep {
  /** Null when there is nothing more to follow or to show. */
  readonly next: FollowedRestore | null;
  /** How it has just ended; null when it has not. */
  readonly end: RestoreEnd | null;
}

/** A restore that the provider has just accepted; it takes the place of an earlier one of the same server. */
export function acceptedRestore(server: Pick<Server, 'id' | 'name'>, nowMs: number): FollowedRestore {
  return {
    serverKey: idKey(server.id),
    serverName: server.name,
    acceptedAtMs: nowMs,
    isSeen: false,
    failedAtMs: null,
    isDismissed: false,
  };
}

/** Whether it is shown above the pages: one that failed until it is read, and one that was begun here while it may run. */
export function isShown(restore: FollowedRestore, nowMs: number): boolean {
  const { acceptedAtMs, failedAtMs, isDismissed, isSeen } = restore;
  if (failedAtMs !== null) return !isDismissed;
  if (acceptedAtMs === null) return false;
  // Where the servers cannot be read, nothing tells of its end.
  return nowMs - acceptedAtMs <= (isSeen ? RESTORE_WATCH_MS : RESTORE_UNREADABLE_MS);
}

/** What the server's status of now makes of the restore that was followed so far, if one was. */
export function followRestore(
  before: FollowedRestore | null,
  server: Pick<Server, 'id' | 'name' | 'status'>,
  nowMs: number,
): FollowStep {
  const isUnderWay = before !== null && before.failedAtMs === null;
  if (server.status === RESTORING_STATUS) {
    if (isUnderWay) return { next: before.isSeen ? before : { ...before, isSeen: true }, end: null };
    return { next: { ...acceptedRestore(server, nowMs), acceptedAtMs: null, isSeen: true }, end: null };
  }
  if (!isUnderWay) return { next: before, end: null };
  const agoMs = before.acceptedAtMs === null ? 0 : nowMs - before.acceptedAtMs;
  const sighting = sightingOfRestore(server.status, { wasSeenRunning: before.isSeen, agoMs });
  if (sighting === 'completed') return { next: null, end: 'completed' };
  if (sighting === 'server_error') return { next: { ...before, failedAtMs: nowMs }, end: 'failed' };
  const isOverdue = agoMs > (server.status === null ? RESTORE_WATCH_MS : RESTORE_UNSEEN_MS);
  return isOverdue ? { next: null, end: 'unseen' } : { next: before, end: null };
}
