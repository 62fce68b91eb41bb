import { type Backup, backupPhase, expiryOf, type Id, idKey, isSameId } from '../backups/backup';
import { isKept } from '../backups/keep-mark';
import { compareNewestFirst } from '../backups/order';
import { MANUAL_SLOTS, slotsUsed } from '../backups/quota';
import { DAY_MS } from '../lib/time-units';
import { goodBackups } from '../protection/protection-history';
import { isRecentSafetyBackup } from '../restore/safety-backup';

/** Another good copy this near that never expires makes one redundant, in either direction. */
export const REDUNDANT_WITHIN_MS = DAY_MS;

/** Why this backup rather than another is proposed for giving up its slot. */
export type SlotReason =
  | { readonly code: 'failed' }
  /** Completed, but with 0 MB: it holds nothing either. */
  | { readonly code: 'empty' }
  /** `beside` is the nearest other good copy, `apartMs` the time between the two. */
  | { readonly code: 'redundant'; readonly beside: Backup; readonly apartMs: number }
  | { readonly code: 'oldest' };

/** Why a backup is never proposed. `undated`: nothing says whether it is old, or near another one. */
export type SlotHold = 'kept' | 'recentSafetyBackup' | 'running' | 'unknownStatus' | 'lastGood' | 'undated';

export type SlotCandidate =
  | { readonly backup: Backup; readonly reason: SlotReason }
  /** There is room, so nothing needs to go. */
  | { readonly backup: null; readonly reason: { readonly code: 'slotsFree' } }
  /** All slots are taken by backups that are not proposed; how many for which reason. */
  | {
      readonly backup: null;
      readonly reason: {
        readonly code: 'allHeld';
        readonly holds: Readonly<Partial<Record<SlotHold, number>>>;
      };
    };

/**
 * The one manual backup of a server to give up when all its slots are taken: the oldest failed one; else the
 * oldest empty one; else the oldest that has another good copy within 24 hours which never expires: one that does is
 * no replacement for one that would have stayed; else the oldest.
 * The newest good copy comes last whatever speaks for it. Never one that {@link SlotHold} names.
 * @param backups all that are known, of this server or of all
 */
export function slotCandidate(backups: readonly Backup[], serverId: Id, nowMs: number): SlotCandidate {
  if (slotsUsed(backups, serverId) < MANUAL_SLOTS) return { backup: null, reason: { code: 'slotsFree' } };

  const ofServer = backups.filter((backup) => isSameId(backup.serverId, serverId));
  const good = goodBackups(ofServer);
  const holds: Partial<Record<SlotHold, number>> = {};
  const free: Backup[] = [];
  for (const backup of ofServer) {
    if (backup.type !== 'manual') continue;
    const hold = holdOf(backup, good, nowMs);
    if (hold === null) free.push(backup);
    else holds[hold] = (holds[hold] ?? 0) + 1;
  }
  free.sort(compareOldestFirst);

  const failed = free.find((backup) => backupPhase(backup) === 'failed');
  if (failed !== undefined) return { backup: failed, reason: { code: 'failed' } };
  const empty = free.find((backup) => backup.sizeMb === 0);
  if (empty !== undefined) return { backup: empty, reason: { code: 'empty' } };

  const newestGoodKey = good[0] === undefined ? null : idKey(good[0].id);
  const isNewestGood = (backup: Backup) => idKey(backup.id) === newestGoodKey;
  const older = free.filter((backup) => !isNewestGood(backup));
  return (
    redundantOf(older, good) ??
    oldestOf(older) ??
    redundantOf(free, good) ??
    oldestOf(free) ?? { backup: null, reason: { code: 'allHeld', holds } }
  );
}

function redundantOf(oldestFirst: readonly Backup[], good: readonly Backup[]): SlotCandidate | null {
  for (const backup of oldestFirst) {
    const { createdAt } = backup;
    if (createdAt === null) continue;
    let nearest: { beside: Backup; apartMs: number } | null = null;
    for (const beside of good) {
      const isReplacement = !isSameId(beside.id, backup.id) && expiryOf(beside).kind === 'never';
      if (!isReplacement || beside.createdAt === null) continue;
      const apartMs = Math.abs(Date.parse(beside.createdAt) - Date.parse(createdAt));
      if (apartMs <= REDUNDANT_WITHIN_MS && (nearest === null || apartMs < nearest.apartMs)) {
        nearest = { beside, apartMs };
      }
    }
    if (nearest !== null) return { backup, reason: { code: 'redundant', ...nearest } };
  }
  return null;
}

function oldestOf(oldestFirst: readonly Backup[]): SlotCandidate | null {
  const backup = oldestFirst[0];
  return backup === undefined ? null : { backup, reason: { code: 'oldest' } };
}

/** Why giving up this one and then making a new backup is refused; null allows it. */
export type DeleteThenCreateRefusal = SlotHold | 'gone' | 'noOtherGood';

/**
 * Between the two steps the server has one copy less, and the second may fail. So another good copy must exist,
 * unless what goes holds nothing anyway (failed or empty). Ask it again right before the deletion is sent.
 * @param backups all that are known now, of the server or of all
 */
export function deleteThenCreateRefusal(
  backups: readonly Backup[],
  giveUpId: Id,
  nowMs: number,
): DeleteThenCreateRefusal | null {
  const giveUp = backups.find(({ id }) => isSameId(id, giveUpId));
  if (giveUp === undefined) return 'gone';
  const good = goodBackups(backups.filter(({ serverId }) => isSameId(serverId, giveUp.serverId)));
  const hold = holdOf(giveUp, good, nowMs);
  if (hold !== null && hold !== 'lastGood') return hold;
  if (holdsNothing(giveUp) || othersThatLast(giveUp, good, nowMs).length > 0) return null;
  return 'noOtherGood';
}

/** @param good the good copies of the backup's server */
function holdOf(backup: Backup, good: readonly Backup[], nowMs: number): SlotHold | null {
  const phase = backupPhase(backup);
  if (isKept(backup)) return 'kept';
  if (phase === 'running') return 'running';
  if (phase === 'unknown') return 'unknownStatus';
  if (isRecentSafetyBackup(backup, nowMs)) return 'recentSafetyBackup';
  const isGood = good.some(({ id }) => isSameId(id, backup.id));
  if (isGood && othersThatLast(backup, good, nowMs).length === 0) return 'lastGood';
  return backup.createdAt === null && !holdsNothing(backup) ? 'undated' : null;
}

/** The good copies besides this one, without those whose expiry has passed: they may vanish at any moment. */
function othersThatLast(backup: Backup, good: readonly Backup[], nowMs: number): readonly Backup[] {
  return good.filter(
    ({ id, expiresAt }) => !isSameId(id, backup.id) && (expiresAt === null || Date.parse(expiresAt) > nowMs),
  );
}

function holdsNothing(backup: Backup): boolean {
  return backupPhase(backup) === 'failed' || backup.sizeMb === 0;
}

/** Those without a date last: nothing says that they are old. */
function compareOldestFirst(a: Backup, b: Backup): number {
  if ((a.createdAt === null) !== (b.createdAt === null)) return a.createdAt === null ? 1 : -1;
  return compareNewestFirst(b, a);
}
