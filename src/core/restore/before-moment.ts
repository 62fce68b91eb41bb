import type { Backup } from '../backups/backup';
import { type History, type HistoryEntry, hasCredibleDate, isGood } from '../protection/protection-history';

/** What one server can be restored to for a moment, such as an incident or a deployment. Durations in ms. */
export interface StateBefore {
  /** The newest good backup from before the moment, or null. */
  readonly backup: Backup | null;
  /** From that backup to the moment: wanted changes that would be lost. Null without a backup. */
  readonly lostBeforeMs: number | null;
  /** From the moment to now: later changes that would be lost too. 0 for a future moment. */
  readonly lostAfterMs: number;
  /** The oldest good backup from the moment or later. */
  readonly nextAfter: Backup | null;
  /** The newest suspicious backup from before the moment, if it is newer than `backup`. */
  readonly passedOver: HistoryEntry | null;
  /** Good backups without a credible date, which may lie on either side. */
  readonly undatedCount: number;
}

/**
 * The newest good backup before a moment. A backup started at that very moment may contain the incident, so it is
 * not before. A future moment counts as now.
 * @param history of one server
 */
export function stateBefore(history: History, momentMs: number, nowMs: number): StateBefore {
  const good = history.filter(isGood);
  const dated = good.filter((entry) => hasCredibleDate(entry, nowMs));
  const untilMs = Math.min(momentMs, nowMs);
  const before = dated.findLast(({ atMs }) => atMs < untilMs);
  const sinceMs = before?.atMs ?? Number.NEGATIVE_INFINITY;
  return {
    backup: before?.backup ?? null,
    lostBeforeMs: before === undefined ? null : untilMs - before.atMs,
    lostAfterMs: nowMs - untilMs,
    nextAfter: dated.find(({ atMs }) => atMs >= untilMs)?.backup ?? null,
    passedOver:
      history.findLast(({ atMs, suspicion }) => suspicion !== null && atMs < untilMs && atMs > sinceMs) ??
      null,
    undatedCount: good.length - dated.length,
  };
}
