import { idKey } from '../backups/backup';
import type { Server } from '../servers/server';
import { RESTORING_STATUS } from '../servers/server';
import { sightingOfRestore } from './observed-end';
import { RESTORE_UNREADABLE_MS, RESTORE_UNSEEN_MS, RESTORE_WATCH_MS } from './safe-restore-observe';

/** A restore as the server's status shows it. JSON-safe; times are epoch ms of the local clock. */
export interface FollowedRestore {
  readonly serverKey: string;
  readonly serverName: string;
  /** When the provider accepted it; null if it was started elsewhere. */
  readonly acceptedAtMs: number | null;
  readonly isSeen: boolean;
  /** When the server was seen in error afterwards; null before. */
  readonly failedAtMs: number | null;
  readonly isDismissed: boolean;
}

export type RestoreEnd = 'completed' | 'failed' | 'unseen';

export interface FollowStep {
  /** Null when there is nothing left to follow or to show. */
  readonly next: FollowedRestore | null;
  /** How it has just ended, or null. */
  readonly end: RestoreEnd | null;
}

/** A restore that the provider has just accepted; replaces an earlier one of the same server. */
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

/** Whether to show it above the pages: until dismissed if it failed, and while it may run if started here. */
export function isShown(restore: FollowedRestore, nowMs: number): boolean {
  const { acceptedAtMs, failedAtMs, isDismissed, isSeen } = restore;
  if (failedAtMs !== null) return !isDismissed;
  if (acceptedAtMs === null) return false;
  // Unreadable servers do not show the end.
  return nowMs - acceptedAtMs <= (isSeen ? RESTORE_WATCH_MS : RESTORE_UNREADABLE_MS);
}

/** The next step of a followed restore (or null) given the server's current status. */
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
