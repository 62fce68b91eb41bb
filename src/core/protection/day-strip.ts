import type { Backup } from '../backups/backup';
import { type Absence, absenceJudge } from './day-expectation';
import { type History, type HistoryEntry, historyOf, isGood } from './protection-history';
import { visibleSinceMs } from './protection-interval';

/**
 * What a day shows at a glance. The automatic backups of a day lead; only on a day without one that nobody missed
 * do the manual ones speak for it. Of several things the first that holds:
 * - `failed`: a backup failed, and no good one came after it on that day. It wins over `running`: until the
 *   new attempt is through, nothing has made up for the failure.
 * - `running`: a backup of that day is still under way.
 * - `good`: there is a good backup.
 * - `unclear`: there is something that vouches for nothing: suspicious, or of unknown status.
 * - `after`: after now. `before`: before the first backup that is still there.
 * - `missed`: an automatic backup was expected, would still be there, and is not.
 * - `late`: today, and the automatic backup that was due on an earlier day has not come.
 * - `gone`: there was or may have been an automatic backup, which expired since, was thinned out, or was deleted
 *   through this dashboard.
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
  'late',
  'gone',
  'quiet',
] as const;
export type DayKind = (typeof DAY_KINDS)[number];
/** What came of the backups of a day, where there are some. */
export type DayOutcome = Extract<DayKind, 'failed' | 'running' | 'good' | 'unclear'>;

/** One local day. All counts are of backups begun on it. */
export interface DayCell {
  /** The first instant, epoch ms. */
  readonly startMs: number;
  /** The first instant after it. */
  readonly endMs: number;
  readonly isToday: boolean;
  readonly kind: DayKind;
  /** On a `quiet` day, that none was expected; where no interval is known, nobody can say. */
  readonly isNoneExpected: boolean;
  /** What came of the manual backups alone; null without any. It is shown beside `kind`. */
  readonly manualKind: DayOutcome | null;
  /** Good ones by type; `goodOther` are of a type that the documents do not name. */
  readonly goodAutomatic: number;
  readonly goodManual: number;
  readonly goodOther: number;
  /** All that failed, `failedManual` of them manual ones. */
  readonly failed: number;
  readonly failedManual: number;
  readonly running: number;
  readonly suspicious: number;
  readonly unknownStatus: number;
  /** On a `missed` day, how many automatic backups were expected; else 0. */
  readonly missedRuns: number;
}

export interface DayStripOptions {
  /** Epoch ms, set right by the provider's clock (`correctedNowMs`). */
  readonly nowMs: number;
  /** How many cells; 30 unless told otherwise. */
  readonly days?: number | undefined;
  /** Any moment of the last day; today unless told otherwise. Calendars go on to the end of a week or month. */
  readonly lastDayMs?: number | undefined;
  /** From `Protection`; null where unknown, and then no day is missed. */
  readonly usualIntervalMs: number | null;
  /** When automatic backups began that were deleted through this dashboard, epoch ms, as far as is known. */
  readonly deletedAtMs?: readonly number[] | undefined;
  /** The first instant of the day that holds a moment, in the zone shown. */
  readonly startOfDayMs: (ms: number) => number;
  /** The first instant of the day `days` later (or earlier), given the first instant of a day. */
  readonly addDaysMs: (startMs: number, days: number) => number;
}

const DEFAULT_DAYS = 30;

/**
 * One cell a local day, oldest first, each ending where the next begins, so that a day of 23 or 25 hours is one
 * day. Backups without a readable date are on no day. What was expected when: `absenceJudge`.
 */
export function dayStrip(backups: readonly Backup[], options: DayStripOptions): DayCell[] {
  return dayStripOfHistory(historyOf(backups), options);
}

/** {@link dayStrip} of backups that were already read. */
export function dayStripOfHistory(history: History, options: DayStripOptions): DayCell[] {
  const { days = DEFAULT_DAYS, lastDayMs = options.nowMs, nowMs } = options;
  const dated = history.filter(({ atMs }) => !Number.isNaN(atMs));
  const firstAtMs = dated[0]?.atMs ?? Number.POSITIVE_INFINITY;
  const absenceOf = absenceJudge(dated, {
    nowMs,
    usualIntervalMs: options.usualIntervalMs,
    visibleSinceMs: visibleSinceMs(history, nowMs),
    deletedAtMs: options.deletedAtMs ?? [],
  });

  const lastStartMs = options.startOfDayMs(lastDayMs);
  const hasSchedule = options.usualIntervalMs !== null && options.usualIntervalMs > 0;
  const cells: DayCell[] = [];
  let index = 0;
  for (let day = 1 - days; day <= 0; day += 1) {
    const startMs = options.addDaysMs(lastStartMs, day);
    const endMs = options.addDaysMs(lastStartMs, day + 1);
    while ((dated[index]?.atMs ?? endMs) < startMs) index += 1;
    const firstOfDay = index;
    while ((dated[index]?.atMs ?? endMs) < endMs) index += 1;
    const ofDay = dated.slice(firstOfDay, index);
    const manual = ofDay.filter(({ backup }) => backup.type === 'manual');
    const manualKind = outcomeOf(manual);
    const automaticKind = outcomeOf(ofDay.filter(({ backup }) => backup.type !== 'manual'));
    const absence: Absence | { readonly kind: 'after' | 'before' } =
      startMs > nowMs
        ? { kind: 'after' }
        : endMs <= firstAtMs
          ? { kind: 'before' }
          : absenceOf(startMs, endMs);
    const kind = automaticKind ?? (isTrouble(absence) ? absence.kind : (manualKind ?? absence.kind));
    cells.push({
      startMs,
      endMs,
      isToday: startMs <= nowMs && nowMs < endMs,
      kind,
      isNoneExpected: kind === 'quiet' && hasSchedule,
      manualKind,
      ...tally(ofDay),
      missedRuns: kind === 'missed' && absence.kind === 'missed' ? absence.runs : 0,
    });
  }
  return cells;
}

/** A manual backup does not make up for it. */
function isTrouble({ kind }: { readonly kind: DayKind }): boolean {
  return kind === 'missed' || kind === 'late';
}

/** @param ofDay backups of one day, oldest first; null of none */
function outcomeOf(ofDay: readonly HistoryEntry[]): DayOutcome | null {
  let isFailureOpen = false;
  let isAnyRunning = false;
  let isAnyGood = false;
  for (const entry of ofDay) {
    if (isGood(entry)) {
      isAnyGood = true;
      isFailureOpen = false;
    } else if (entry.phase === 'failed') isFailureOpen = true;
    else if (entry.phase === 'running') isAnyRunning = true;
  }
  if (ofDay.length === 0) return null;
  return isFailureOpen ? 'failed' : isAnyRunning ? 'running' : isAnyGood ? 'good' : 'unclear';
}

type Counts = Omit<
  DayCell,
  'startMs' | 'endMs' | 'isToday' | 'kind' | 'isNoneExpected' | 'manualKind' | 'missedRuns'
>;

function tally(ofDay: readonly HistoryEntry[]): Counts {
  const counts = {
    goodAutomatic: 0,
    goodManual: 0,
    goodOther: 0,
    failed: 0,
    failedManual: 0,
    running: 0,
    suspicious: 0,
    unknownStatus: 0,
  };
  for (const entry of ofDay) {
    const { backup, phase } = entry;
    if (isGood(entry)) {
      if (backup.type === 'automatic') counts.goodAutomatic += 1;
      else if (backup.type === 'manual') counts.goodManual += 1;
      else counts.goodOther += 1;
    } else if (phase === 'failed') {
      counts.failed += 1;
      if (backup.type === 'manual') counts.failedManual += 1;
    } else if (phase === 'running') counts.running += 1;
    else if (phase === 'unknown') counts.unknownStatus += 1;
    else counts.suspicious += 1;
  }
  return counts;
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
    late: 0,
    gone: 0,
    quiet: 0,
  };
  for (const { kind } of cells) counts[kind] += 1;
  return counts;
}
