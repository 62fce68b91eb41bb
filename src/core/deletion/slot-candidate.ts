import { type Backup, expiryOf, type Id, isSameId } from '../backups/backup';
import { isKept } from '../backups/keep-mark';
import { MANUAL_SLOTS, slotsUsed } from '../backups/quota';
import { DAY_MS } from '../lib/time-units';
import {
  type AcceptedSizes,
  agreedHistoryOf,
  type History,
  type HistoryEntry,
  isGood,
  isLasting,
  isManual,
  NO_ACCEPTED_SIZES,
} from '../protection/protection-history';
import { isRecentSafetyBackup } from '../restore/safety-backup';

/** A backup is redundant if another good one within this time, earlier or later, never expires. */
const REDUNDANT_WITHIN_MS = DAY_MS;

/** Why this backup is proposed for deletion. */
export type SlotReason =
  | { readonly code: 'failed' }
  /** Completed, but with 0 MB. */
  | { readonly code: 'empty' }
  /** `beside` is the nearest other good backup, `apartMs` the time between the two. */
  | { readonly code: 'redundant'; readonly beside: Backup; readonly apartMs: number }
  | { readonly code: 'oldest' };

/** Why a backup is never proposed. `undated`: its age is unknown. */
export type SlotHold = 'kept' | 'recentSafetyBackup' | 'running' | 'unknownStatus' | 'lastGood' | 'undated';

export type SlotCandidate =
  | { readonly backup: Backup; readonly reason: SlotReason }
  | { readonly backup: null; readonly reason: { readonly code: 'slotsFree' } }
  /** No backup can be proposed, with the number held for each reason. */
  | {
      readonly backup: null;
      readonly reason: {
        readonly code: 'allHeld';
        readonly holds: Readonly<Partial<Record<SlotHold, number>>>;
      };
    };

/**
 * The manual backup of a server to delete when all its slots are taken: the oldest failed one, else the oldest empty
 * one, else the oldest redundant one (see {@link REDUNDANT_WITHIN_MS}), else the oldest. The newest good one is the
 * last choice. Never one with a {@link SlotHold}.
 * @param backups all that are known, of this server or of all
 */
export function slotCandidate(
  backups: readonly Backup[],
  serverId: Id,
  nowMs: number,
  accepted: AcceptedSizes = NO_ACCEPTED_SIZES,
): SlotCandidate {
  if (slotsUsed(backups, serverId) < MANUAL_SLOTS) return { backup: null, reason: { code: 'slotsFree' } };

  const history = historyOfServer(backups, serverId, accepted);
  const holds: Partial<Record<SlotHold, number>> = {};
  const free: HistoryEntry[] = [];
  for (const entry of history.filter(isManual)) {
    const hold = holdOf(entry, history, nowMs);
    if (hold === null) free.push(entry);
    else holds[hold] = (holds[hold] ?? 0) + 1;
  }
  // Undated backups come last: nothing proves that they are old.
  const isDated = ({ atMs }: HistoryEntry) => !Number.isNaN(atMs);
  const oldestFirst = [...free.filter(isDated), ...free.filter((entry) => !isDated(entry))];

  const failed = oldestFirst.find(({ phase }) => phase === 'failed');
  if (failed !== undefined) return { backup: failed.backup, reason: { code: 'failed' } };
  const empty = oldestFirst.find(({ backup }) => backup.sizeMb === 0);
  if (empty !== undefined) return { backup: empty.backup, reason: { code: 'empty' } };

  const good = history.filter(isGood);
  const older = oldestFirst.filter((entry) => entry !== good.at(-1));
  return (
    redundantOf(older, good) ??
    oldestOf(older) ??
    redundantOf(oldestFirst, good) ??
    oldestOf(oldestFirst) ?? { backup: null, reason: { code: 'allHeld', holds } }
  );
}

function redundantOf(oldestFirst: History, good: History): SlotCandidate | null {
  const lasting = good.filter(({ backup }) => expiryOf(backup).kind === 'never').reverse();
  for (const entry of oldestFirst) {
    const [nearest] = lasting
      .filter((other) => other !== entry)
      .map(({ backup, atMs }) => ({ beside: backup, apartMs: Math.abs(atMs - entry.atMs) }))
      .filter(({ apartMs }) => apartMs <= REDUNDANT_WITHIN_MS)
      .sort((a, b) => a.apartMs - b.apartMs);
    if (nearest !== undefined) return { backup: entry.backup, reason: { code: 'redundant', ...nearest } };
  }
  return null;
}

function oldestOf([oldest]: History): SlotCandidate | null {
  return oldest === undefined ? null : { backup: oldest.backup, reason: { code: 'oldest' } };
}

/** Why it is refused to delete this backup and then create a new one. */
export type DeleteThenCreateRefusal = SlotHold | 'gone' | 'noOtherGood';

/**
 * Null allows it. The second step may fail, so another good backup must exist, unless the deleted one is failed or
 * empty. Ask again right before the deletion is sent.
 * @param backups all that are known now, of the server or of all
 */
export function deleteThenCreateRefusal(
  backups: readonly Backup[],
  giveUpId: Id,
  nowMs: number,
  accepted: AcceptedSizes = NO_ACCEPTED_SIZES,
): DeleteThenCreateRefusal | null {
  const giveUp = backups.find(({ id }) => isSameId(id, giveUpId));
  if (giveUp === undefined) return 'gone';
  const history = historyOfServer(backups, giveUp.serverId, accepted);
  const entry = history.find(({ backup }) => backup === giveUp);
  if (entry === undefined) return 'gone';
  const hold = holdOf(entry, history, nowMs);
  if (hold !== null && hold !== 'lastGood') return hold;
  return isWorthless(entry) || hasOtherGood(entry, history, nowMs) ? null : 'noOtherGood';
}

function historyOfServer(backups: readonly Backup[], serverId: Id, accepted: AcceptedSizes): History {
  const ofServer = backups.filter((backup) => isSameId(backup.serverId, serverId));
  return agreedHistoryOf(ofServer, accepted);
}

function holdOf(entry: HistoryEntry, history: History, nowMs: number): SlotHold | null {
  const { backup, phase } = entry;
  if (isKept(backup)) return 'kept';
  if (phase === 'running') return 'running';
  if (phase === 'unknown') return 'unknownStatus';
  if (isRecentSafetyBackup(backup, nowMs)) return 'recentSafetyBackup';
  if (isGood(entry) && !hasOtherGood(entry, history, nowMs)) return 'lastGood';
  return Number.isNaN(entry.atMs) && !isWorthless(entry) ? 'undated' : null;
}

/** Whether another good backup is left that has not expired. */
function hasOtherGood(entry: HistoryEntry, history: History, nowMs: number): boolean {
  return history.some((other) => other !== entry && isGood(other) && isLasting(other, nowMs));
}

function isWorthless({ phase, backup }: HistoryEntry): boolean {
  return phase === 'failed' || backup.sizeMb === 0;
}
