import type { Backup } from './backup';
import { type History, type HistoryEntry, historyOf, isGood } from './protection-history';
import { visibleSinceMs } from './protection-interval';

/**
 * What a day shows at a glance. Of several things the first that holds:
 * - `failed`: a backup failed, and no good one came after it on that day. It wins over `running`: until the
 *   new attempt is through, nothing has made up for the failure.
 * - `running`: a backup of that day is still under way.
 * - `good`: there is a good backup.
 * - `unclear`: there is something that vouches for nothing: suspicious, or of unknown status.
 * - `after`: after now. `before`: before the first backup that is still there.
 * - `missed`: an automatic backup was expected and nothing is there.
 * - `quiet`: nothing was expected, or nothing can be said, and nothing is there.
 */
export const DAY_KINDS = [
  'failed',
  'running',
  'good',
  'unclear',
  'after',
  'before',
  'missed',
  'quiet',
] as const;
export type DayKind = (typeof DAY_KINDS)[number];

/** One local day. All counts are of backups begun on it. */
export interface DayCell {
  /** The first instant, epoch ms. */
  readonly startMs: number;
  /** The first instant after it. */
  readonly endMs: number;
  readonly kind: DayKind;
  /** Good ones by type; `goodOther` are of a type that the documents do not name. */
  readonly goodAutomatic: number;
  readonly goodManual: number;
  readonly goodOther: number;
  readonly failed: number;
  readonly running: number;
  readonly suspicious: number;
  readonly unknownStatus: number;
  /** On a `missed` day, how many automatic backups were expected; else 0. */
  readonly missedRuns: number;
}

export interface DayStripOptions {
  /** Epoch ms, set right by the provider's clock (`soundNowMs`). */
  readonly nowMs: number;
  /** How many cells; 30 unless told otherwise. */
  readonly days?: number | undefined;
  /** Any moment of the last day; today unless told otherwise. Calendars go on to the end of a week or month. */
  readonly lastDayMs?: number | undefined;
  /** From `Protection`; null where unknown, and then no day is missed. */
  readonly usualIntervalMs: number | null;
  /** The first instant of the day that holds a moment, in the zone shown. */
  readonly startOfDayMs: (ms: number) => number;
  /** The first instant of the day `days` later (or earlier), given the first instant of a day. */
  readonly addDaysMs: (startMs: number, days: number) => number;
}

const DEFAULT_DAYS = 30;
/** An automatic backup may come so much of an interval earlier or later than expected, as with "late". */
const TOLERANCE_SHARE = 0.25;

/**
 * One cell a local day, oldest first, each ending where the next begins, so that a day of 23 or 25 hours is one
 * day. Backups without a readable date are on no day.
 *
 * A backup is expected one usual interval after each completed automatic one, and so on until the next of them:
 * a weekly server has no missed Tuesdays. It is missed when no automatic attempt, whatever became of it, came
 * within a quarter of the interval before or after. A day is missed when such a moment falls into it and the
 * day is empty. Days so long ago that their backups may have expired are not judged, nor is one whose quarter
 * interval has not passed yet. A copy that somebody deleted looks the same as one that was never made.
 */
export function dayStrip(backups: readonly Backup[], options: DayStripOptions): DayCell[] {
  return dayStripOfHistory(historyOf(backups), options);
}

/** {@link dayStrip} of backups that were already read. */
export function dayStripOfHistory(history: History, options: DayStripOptions): DayCell[] {
  const { days = DEFAULT_DAYS, lastDayMs = options.nowMs, nowMs } = options;
  const dated = history.filter(({ atMs }) => !Number.isNaN(atMs));
  const firstAtMs = dated[0]?.atMs ?? Number.POSITIVE_INFINITY;
  const missedRuns = missedRunCounter(dated, visibleSinceMs(history, nowMs), options);

  const lastStartMs = options.startOfDayMs(lastDayMs);
  const cells: DayCell[] = [];
  let index = 0;
  for (let day = 1 - days; day <= 0; day += 1) {
    const startMs = options.addDaysMs(lastStartMs, day);
    const endMs = options.addDaysMs(lastStartMs, day + 1);
    while ((dated[index]?.atMs ?? endMs) < startMs) index += 1;
    const firstOfDay = index;
    while ((dated[index]?.atMs ?? endMs) < endMs) index += 1;
    const ofDay = dated.slice(firstOfDay, index);
    if (ofDay.length > 0) {
      cells.push({ startMs, endMs, ...tally(ofDay), missedRuns: 0 });
    } else if (startMs > nowMs) {
      cells.push({ startMs, endMs, ...NOTHING, kind: 'after' });
    } else if (endMs <= firstAtMs) {
      cells.push({ startMs, endMs, ...NOTHING, kind: 'before' });
    } else {
      const missed = missedRuns(startMs, endMs);
      cells.push({ startMs, endMs, ...NOTHING, kind: missed > 0 ? 'missed' : 'quiet', missedRuns: missed });
    }
  }
  return cells;
}

const NOTHING = {
  goodAutomatic: 0,
  goodManual: 0,
  goodOther: 0,
  failed: 0,
  running: 0,
  suspicious: 0,
  unknownStatus: 0,
  missedRuns: 0,
} as const;

function tally(ofDay: readonly HistoryEntry[]): Omit<DayCell, 'startMs' | 'endMs' | 'missedRuns'> {
  const counts = { running: 0, failed: 0, suspicious: 0, unknownStatus: 0 };
  const good = { goodAutomatic: 0, goodManual: 0, goodOther: 0 };
  let isFailureOpen = false;
  for (const entry of ofDay) {
    const { backup, phase } = entry;
    if (isGood(entry)) {
      isFailureOpen = false;
      if (backup.type === 'automatic') good.goodAutomatic += 1;
      else if (backup.type === 'manual') good.goodManual += 1;
      else good.goodOther += 1;
    } else if (phase === 'failed') {
      isFailureOpen = true;
      counts.failed += 1;
    } else if (phase === 'running') counts.running += 1;
    else if (phase === 'unknown') counts.unknownStatus += 1;
    else counts.suspicious += 1;
  }
  const isAnyGood = good.goodAutomatic + good.goodManual + good.goodOther > 0;
  const kind = isFailureOpen ? 'failed' : counts.running > 0 ? 'running' : isAnyGood ? 'good' : 'unclear';
  return { kind, ...good, ...counts };
}

/** A function that counts the missed backups of an empty day; `dated` oldest first. */
function missedRunCounter(
  dated: readonly HistoryEntry[],
  visibleFromMs: number,
  { nowMs, usualIntervalMs: intervalMs }: DayStripOptions,
): (startMs: number, endMs: number) => number {
  if (intervalMs === null || !(intervalMs > 0)) return () => 0;
  const toleranceMs = intervalMs * TOLERANCE_SHARE;
  const attempts = dated.filter(({ backup }) => backup.type === 'automatic');

  return (startMs, endMs) => {
    const completed = attempts.findLast(({ atMs, phase }) => atMs < startMs && phase === 'completed');
    if (completed === undefined) return 0;
    const previousMs = attempts.findLast(({ atMs }) => atMs < startMs)?.atMs ?? completed.atMs;
    const nextMs = attempts.find(({ atMs }) => atMs >= endMs)?.atMs ?? nowMs;
    // Of the moments `completed + n intervals`: in the day, after what the previous attempt stands for, and
    // before what the next one stands for or may still come.
    const step = (ms: number) => (ms - completed.atMs) / intervalMs;
    const first = Math.max(
      Math.ceil(step(Math.max(startMs, visibleFromMs))),
      Math.floor(step(previousMs + toleranceMs)) + 1,
    );
    const end = Math.ceil(step(Math.min(endMs, Math.min(nextMs, nowMs) - toleranceMs)));
    return Math.max(0, end - first);
  };
}

/** How many days of each kind there are, for saying a strip in words. */
export function countDayKinds(cells: readonly DayCell[]): Record<DayKind, number> {
  const counts: Record<DayKind, number> = {
    failed: 0,
    running: 0,
    good: 0,
    unclear: 0,
    after: 0,
    before: 0,
    missed: 0,
    quiet: 0,
  };
  for (const { kind } of cells) counts[kind] += 1;
  return counts;
}
