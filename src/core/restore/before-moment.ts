import type { Backup } from '../backups/backup';
import { type HistoryEntry, hasCredibleDate, historyOf, isGood } from '../protection/protection-history';

/** What one server can be set back to, seen from the moment of an incident or a deploy. Durations in ms. */
export interface StateBefore {
  /** The newest good backup from before the moment; null when none is left. */
  readonly backup: Backup | null;
  /** From that backup to the moment: changes that were wanted, and would be lost. Null without a backup. */
  readonly lostBeforeMs: number | null;
  /** From the moment to now: changes since, wanted or not, which would be lost too. 0 for a moment to come. */
  readonly lostAfterMs: number;
  /** The oldest good backup from the moment or later: it holds what happened then. */
  readonly nextAfter: Backup | null;
  /** The newest suspicious backup from before the moment, where it is newer than `backup`: it is passed over. */
  readonly passedOver: HistoryEntry | null;
  /** Good backups without a believable date, which may lie on either side. */
  readonly undatedCount: number;
}

/**
 * The newest good backup before a moment. A backup begun at that very moment may hold what happened in it and
 * is not before; a moment to come is taken for now.
 * @param backups of one server, in any order
 */
export function stateBefore(backups: readonly Backup[], momentMs: number, nowMs: number): StateBefore {
  const history = historyOf(backups);
  const good = history.filter(isGood);
  const placed = good.filter((entry) => hasCredibleDate(entry, nowMs));
  const untilMs = Math.min(momentMs, nowMs);
  const before: HistoryEntry | undefined = placed.findLast(({ atMs }) => atMs < untilMs);
  const after = placed.find(({ atMs }) => atMs >= untilMs);
  const passedOver = history.findLast(
    ({ atMs, suspicion }) => suspicion !== null && atMs < untilMs && !(atMs <= (before?.atMs ?? Number.NaN)),
  );
  return {
    backup: before?.backup ?? null,
    lostBeforeMs: before === undefined ? null : untilMs - before.atMs,
    lostAfterMs: nowMs - untilMs,
    nextAfter: after?.backup ?? null,
    passedOver: passedOver ?? null,
    undatedCount: good.length - placed.length,
  };
}
