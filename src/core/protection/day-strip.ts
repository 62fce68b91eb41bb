import { scheduleNameOf } from '../backups/schedule-name';
import { type Absence, createAbsenceCheck } from './day-expectation';
import { type History, type HistoryEntry, isGood } from './protection-history';
import { visibleSinceMs } from './protection-interval';

/**
 * What a day shows at a glance. Automatic backups come first; manual ones count only on a day without an automatic
 * one that is neither missed nor late. The first that applies wins:
 * - `failed`: a backup failed, and no good one followed it that day; also while another one runs.
 * - `running`: a backup of that day is running.
 * - `good`: there is a good backup.
 * - `unclear`: there are only suspicious backups, or ones of unknown status.
 * - `after`: the day is in the future. `before`: it precedes the first listed backup.
 * - `missed`: an automatic backup was expected, would still be listed, and is not there.
 * - `late`: today, when the automatic backup due on an earlier day has not come.
 * - `gone`: an automatic backup expired, was thinned out, or was deleted through this dashboard (or may have been).
 * - `quiet`: there is no backup, and none is known to have been expected.
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
/** The outcome of a day's backups, if there are any. */
export type DayOutcome = Extract<DayKind, 'failed' | 'running' | 'good' | 'unclear'>;

/** Counts of the backups started on one day. */
interface DayCounts {
  readonly goodAutomatic: number;
  readonly goodManual: number;
  /** Good backups of an undocumented type. */
  readonly goodOther: number;
  /** All failed backups, `failedManual` included. */
  readonly failed: number;
  readonly failedManual: number;
  readonly running: number;
  readonly suspicious: number;
  readonly unknownStatus: number;
  /** Names of the schedules of this dashboard that made backups; left out without any. */
  readonly schedules?: readonly string[];
}

/** One local day. */
export interface DayCell extends DayCounts {
  /** The first instant, epoch ms. */
  readonly startMs: number;
  /** The first instant after it. */
  readonly endMs: number;
  readonly isToday: boolean;
  readonly kind: DayKind;
  /** On a `quiet` day: whether it is known that no backup was expected. */
  readonly isNoneExpected: boolean;
  /** The outcome of the manual backups alone; null without any. */
  readonly manualKind: DayOutcome | null;
  /** On a `missed` day, how many automatic backups were expected; else 0. */
  readonly missedRuns: number;
}

export interface DayStripOptions {
  /** Epoch ms, corrected by the provider's clock (`correctedNowMs`). */
  readonly nowMs: number;
  /** Number of cells, 30 by default. */
  readonly days?: number | undefined;
  /** Any moment of the last day, today by default. Calendars continue to the end of a week or month. */
  readonly lastDayMs?: number | undefined;
  /** As in `Protection`; null while unknown, and then no day is missed. */
  readonly usualIntervalMs: number | null;
  /** Start of each automatic backup known to be deleted through this dashboard, epoch ms. */
  readonly deletedAtMs?: readonly number[] | undefined;
  /** The first instant of the day that contains a moment, in the time zone shown. */
  readonly startOfDayMs: (ms: number) => number;
  /** The first instant of the day `days` later (or earlier), given the first instant of a day. */
  readonly addDaysMs: (startMs: number, days: number) => number;
}

/**
 * One cell per local day, oldest first. Each ends where the next begins, so a day of 23 or 25 hours is one day.
 * Backups without a readable date are on no day.
 */
export function dayStrip(history: History, options: DayStripOptions): DayCell[] {
  const { nowMs, usualIntervalMs, days = 30, lastDayMs = nowMs, deletedAtMs = [] } = options;
  const dated = history.filter(({ atMs }) => !Number.isNaN(atMs));
  const firstAtMs = dated[0]?.atMs ?? Number.POSITIVE_INFINITY;
  const absenceOf = createAbsenceCheck(dated, {
    nowMs,
    usualIntervalMs,
    visibleSinceMs: visibleSinceMs(history, nowMs),
    deletedAtMs,
  });

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
    const manualKind = outcomeOf(ofDay.filter(({ backup }) => backup.type === 'manual'));
    const automaticKind = outcomeOf(ofDay.filter(({ backup }) => backup.type !== 'manual'));
    const absence: Absence | { readonly kind: 'after' | 'before' } =
      startMs > nowMs
        ? { kind: 'after' }
        : endMs <= firstAtMs
          ? { kind: 'before' }
          : absenceOf(startMs, endMs);
    // A manual backup does not make up for a missing automatic one.
    const isOverdue = absence.kind === 'missed' || absence.kind === 'late';
    const kind = automaticKind ?? (isOverdue ? absence.kind : (manualKind ?? absence.kind));
    cells.push({
      startMs,
      endMs,
      isToday: startMs <= nowMs && nowMs < endMs,
      kind,
      isNoneExpected: kind === 'quiet' && usualIntervalMs !== null && usualIntervalMs > 0,
      manualKind,
      ...countsOf(ofDay),
      missedRuns: kind === 'missed' && absence.kind === 'missed' ? absence.runs : 0,
    });
  }
  return cells;
}

/** @param entries oldest first; null when there are none */
function outcomeOf(entries: readonly HistoryEntry[]): DayOutcome | null {
  if (entries.length === 0) return null;
  const lastGood = entries.findLastIndex(isGood);
  if (entries.findLastIndex(({ phase }) => phase === 'failed') > lastGood) return 'failed';
  if (entries.some(({ phase }) => phase === 'running')) return 'running';
  return lastGood === -1 ? 'unclear' : 'good';
}

function countsOf(entries: readonly HistoryEntry[]): DayCounts {
  const count = (test: (entry: HistoryEntry) => boolean) => entries.filter(test).length;
  const names = new Set(entries.flatMap(({ backup }) => scheduleNameOf(backup) ?? []));
  const good = entries.filter(isGood).map(({ backup }) => backup.type);
  const goodAutomatic = good.filter((type) => type === 'automatic').length;
  const goodManual = good.filter((type) => type === 'manual').length;
  return {
    goodAutomatic,
    goodManual,
    goodOther: good.length - goodAutomatic - goodManual,
    failed: count(({ phase }) => phase === 'failed'),
    failedManual: count(({ phase, backup }) => phase === 'failed' && backup.type === 'manual'),
    running: count(({ phase }) => phase === 'running'),
    suspicious: count(({ suspicion }) => suspicion !== null),
    unknownStatus: count(({ phase }) => phase === 'unknown'),
    ...(names.size > 0 && { schedules: [...names] }),
  };
}
