import type { HistoryEntry } from './protection-history';
import { LATE_INTERVALS } from './protection-state';

/** Why a day has no automatic backup; the kinds are those of `DAY_KINDS`. */
export type Absence =
  | { readonly kind: 'missed'; readonly runs: number }
  | { readonly kind: 'late' | 'gone' | 'quiet' };

export interface ExpectationOptions {
  readonly nowMs: number;
  /** Null while unknown: then no backup is expected. */
  readonly usualIntervalMs: number | null;
  /** Epoch ms since when every completed backup must still be listed. */
  readonly visibleSinceMs: number;
  /** Start of each automatic backup deleted through this dashboard, epoch ms, in any order. */
  readonly deletedAtMs: readonly number[];
}

/** How far from its expected time an automatic backup may start, in intervals. */
const TOLERANCE_INTERVALS = LATE_INTERVALS - 1;
const QUIET: Absence = { kind: 'quiet' };

interface Attempt {
  readonly atMs: number;
  readonly isCompleted: boolean;
}

/**
 * A function that says why there is no automatic backup between two moments.
 *
 * A backup is expected every usual interval after a completed automatic one, until the next attempt: a weekly
 * server misses no Tuesdays. It is missed when no automatic attempt, failed ones included, came within a quarter
 * of the interval of the expected time.
 * @param dated entries with a readable date, oldest first
 */
export function createAbsenceCheck(
  dated: readonly HistoryEntry[],
  { nowMs, usualIntervalMs: intervalMs, visibleSinceMs, deletedAtMs }: ExpectationOptions,
): (startMs: number, endMs: number) => Absence {
  if (intervalMs === null || !(intervalMs > 0)) return () => QUIET;
  const toleranceMs = intervalMs * TOLERANCE_INTERVALS;
  const attempts = attemptsOf(dated, deletedAtMs);

  const expectedRuns = (startMs: number, endMs: number, sinceMs: number): number => {
    const completed = attempts.findLast(({ atMs, isCompleted }) => atMs < startMs && isCompleted);
    if (completed === undefined) return 0;
    const previousMs = attempts.findLast(({ atMs }) => atMs < startMs)?.atMs ?? completed.atMs;
    const nextMs = attempts.find(({ atMs }) => atMs >= endMs)?.atMs ?? nowMs;
    // Counts the expected times (`completed` plus n intervals) on this day that neither the previous nor the
    // next attempt accounts for.
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

/** Automatic attempts, oldest first; deleted backups count as completed. */
function attemptsOf(dated: readonly HistoryEntry[], deletedAtMs: readonly number[]): readonly Attempt[] {
  const listed = dated
    .filter(({ backup }) => backup.type === 'automatic')
    .map(({ atMs, phase }) => ({ atMs, isCompleted: phase === 'completed' }));
  const deleted = deletedAtMs.map((atMs) => ({ atMs, isCompleted: true }));
  return [...listed, ...deleted].sort((a, b) => a.atMs - b.atMs);
}
