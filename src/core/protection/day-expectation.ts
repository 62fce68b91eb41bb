import type { HistoryEntry } from './protection-history';
import { LATE_INTERVALS } from './protection-state';

/** Why a day is without an automatic backup. The kinds are explained at `DAY_KINDS`. */
export type Absence =
  | { readonly kind: 'missed'; readonly runs: number }
  | { readonly kind: 'late' | 'gone' | 'quiet' };

export interface ExpectationOptions {
  readonly nowMs: number;
  /** Null where unknown: then nothing was expected. */
  readonly usualIntervalMs: number | null;
  /** Since when every backup that was made must still be listed, epoch ms. */
  readonly visibleSinceMs: number;
  /** When backups began that were deleted through this dashboard, epoch ms, in any order. */
  readonly deletedAtMs: readonly number[];
}

/** An automatic backup may come so much of an interval earlier or later than expected, as with "late". */
const TOLERANCE_SHARE = LATE_INTERVALS - 1;
const QUIET: Absence = { kind: 'quiet' };

interface Attempt {
  readonly atMs: number;
  readonly isCompleted: boolean;
}

/**
 * A function that says why no automatic backup is there between two moments.
 *
 * A backup is expected one usual interval after each completed automatic one, and so on until the next of them:
 * a weekly server has no missed Tuesdays. It is missed when no automatic attempt, whatever became of it, came
 * within a quarter of the interval before or after; one whose quarter interval has not passed yet is not judged.
 * @param dated with a readable date, oldest first
 */
export function absenceJudge(
  dated: readonly HistoryEntry[],
  options: ExpectationOptions,
): (startMs: number, endMs: number) => Absence {
  const { nowMs, usualIntervalMs: intervalMs, visibleSinceMs, deletedAtMs } = options;
  if (intervalMs === null || !(intervalMs > 0)) return () => QUIET;
  const toleranceMs = intervalMs * TOLERANCE_SHARE;
  const attempts = attemptsOf(dated, deletedAtMs);

  const expectedRuns = (startMs: number, endMs: number, sinceMs: number): number => {
    const completed = attempts.findLast(({ atMs, isCompleted }) => atMs < startMs && isCompleted);
    if (completed === undefined) return 0;
    const previousMs = attempts.findLast(({ atMs }) => atMs < startMs)?.atMs ?? completed.atMs;
    const nextMs = attempts.find(({ atMs }) => atMs >= endMs)?.atMs ?? nowMs;
    // Of the moments `completed + n intervals`: in the day, after what the previous attempt stands for, and
    // before what the next one stands for or may still come.
    const step = (ms: number) => (ms - completed.atMs) / intervalMs;
    const first = Math.max(
      Math.ceil(step(Math.max(startMs, sinceMs))),
      Math.floor(step(previousMs + toleranceMs)) + 1,
    );
    const end = Math.ceil(step(Math.min(endMs, Math.min(nextMs, nowMs) - toleranceMs)));
    return Math.max(0, end - first);
  };

  return (startMs, endMs) => {
    if (deletedAtMs.some((atMs) => atMs >= startMs && atMs < endMs)) return { kind: 'gone' };
    const runs = expectedRuns(startMs, endMs, visibleSinceMs);
    if (runs > 0) return { kind: 'missed', runs };
    if (expectedRuns(startMs, endMs, Number.NEGATIVE_INFINITY) > 0) return { kind: 'gone' };
    const newestMs = attempts.at(-1)?.atMs ?? nowMs;
    const isToday = startMs <= nowMs && nowMs < endMs;
    return isToday && nowMs - newestMs > LATE_INTERVALS * intervalMs ? { kind: 'late' } : QUIET;
  };
}

/** Automatic ones, oldest first; what was deleted here had come all the same. */
function attemptsOf(dated: readonly HistoryEntry[], deletedAtMs: readonly number[]): readonly Attempt[] {
  const listed = dated.flatMap(({ atMs, backup, phase }) =>
    backup.type === 'automatic' ? [{ atMs, isCompleted: phase === 'completed' }] : [],
  );
  if (deletedAtMs.length === 0) return listed;
  const deleted = deletedAtMs.map((atMs) => ({ atMs, isCompleted: true }));
  return [...listed, ...deleted].sort((a, b) => a.atMs - b.atMs);
}
