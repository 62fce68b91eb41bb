import { Cron } from 'croner';
import { HOUR_MS, MINUTE_MS } from '../lib/time-units';
import type { ScheduleDraft, ScheduleWhen } from './schedule';

type Plan = Pick<ScheduleDraft, 'when' | 'zone'>;

/** A run that starts at most this late is on time. */
const ON_TIME_MS = 5 * MINUTE_MS;

/** The latest time at which a run may start. */
export function latestStartMs(plannedAtMs: number, catchUpHours: number): number {
  return plannedAtMs + Math.max(ON_TIME_MS, catchUpHours * HOUR_MS);
}

/** The shortest interval that a cron pattern may have. */
const MIN_GAP_MS = HOUR_MS;
const COMPARED_RUNS = 60;

/**
 * The next planned times after a moment, epoch ms, at most `count`; fewer if the pattern ends. A time that the zone
 * skips runs at the next existing one, a repeated time runs once; a cron pattern with `*` or a step in its hours runs
 * by elapsed time instead. @throws for a pattern or zone that `isPlan` rejects
 */
export function nextRuns(plan: Plan, afterMs: number, count: number): number[] {
  return cronOf(plan)
    .nextRuns(count, new Date(afterMs))
    .map((date) => date.getTime());
}

/** The latest planned times up to and including a moment, newest first. */
function latestRuns(plan: Plan, untilMs: number, count: number): number[] {
  return cronOf(plan)
    .previousRuns(count, new Date(untilMs + 1000))
    .map((date) => date.getTime())
    .filter((ms) => ms <= untilMs);
}

/** The result of checking the clock. */
export interface DueRuns {
  /** The run to begin; null for none. */
  readonly run: { readonly plannedAtMs: number; readonly isLate: boolean } | null;
  /** Runs that are no longer made: how many, and when the last one was planned. */
  readonly missed: { readonly count: number; readonly plannedAtMs: number } | null;
  /** Everything planned until then is settled: the next `settledMs`. */
  readonly settledMs: number;
}

/** Missed runs that are counted; with more, the count says "at least". */
const MAX_MISSED = 500;

/**
 * After an outage the latest planned run is made, unless it is too late by now; those before it are missed. If the
 * clock was set back, nothing is due. @param settledMs every run planned until then was made, missed or paused
 */
export function dueRuns(
  schedule: Plan & Pick<ScheduleDraft, 'catchUpHours'>,
  settledMs: number,
  nowMs: number,
): DueRuns {
  const [first] = nextRuns(schedule, settledMs, 1);
  if (first === undefined || first > nowMs) return { run: null, missed: null, settledMs };
  const [latest = first] = latestRuns(schedule, nowMs, 1);
  const due =
    latest === first ? [first] : latestRuns(schedule, nowMs, MAX_MISSED + 1).filter((ms) => ms > settledMs);
  const [newest = first, ...earlier] = due;
  const lateMs = nowMs - newest;
  const mayRun = nowMs <= latestStartMs(newest, schedule.catchUpHours);
  const missed = mayRun ? earlier : due;
  const [lastMissed] = missed;
  return {
    run: mayRun ? { plannedAtMs: newest, isLate: lateMs > ON_TIME_MS } : null,
    missed: lastMissed === undefined ? null : { count: missed.length, plannedAtMs: lastMissed },
    settledMs: newest,
  };
}

/** Whether the time zone exists. */
export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '' && zone !== '';
  } catch {
    return false;
  }
}

/** What is wrong with a cron pattern; null if nothing. */
export function cronProblem(pattern: string, afterMs: number): 'cron' | 'cronNever' | 'cronOften' | null {
  let runs: number[];
  try {
    runs = nextRuns({ when: { kind: 'cron', pattern }, zone: 'UTC' }, afterMs, COMPARED_RUNS);
  } catch {
    return 'cron';
  }
  if (runs.length === 0) return 'cronNever';
  return runs.some((ms, index) => ms - (runs[index - 1] ?? Number.NEGATIVE_INFINITY) < MIN_GAP_MS)
    ? 'cronOften'
    : null;
}

function cronOf({ when, zone }: Plan): Cron {
  return new Cron(patternOf(when), {
    paused: true,
    timezone: zone,
    mode: '5-part',
    fixedTimeRule: 'no-wildcard',
  });
}

/** The cron pattern of five fields. */
export function patternOf(when: ScheduleWhen): string {
  switch (when.kind) {
    case 'hours': {
      // An explicit list of hours can be skipped or repeated by a clock change, unlike elapsed hours.
      const hours = Array.from({ length: Math.ceil(24 / when.every) }, (_, index) => index * when.every);
      return `${when.minute} ${hours.join(',')} * * *`;
    }
    case 'daily':
      return `${minuteAndHour(when.time)} * * *`;
    case 'weekly':
      return `${minuteAndHour(when.time)} * * ${when.days.join(',')}`;
    case 'monthly':
      return `${minuteAndHour(when.time)} ${when.day === 'last' ? 'L' : when.day} * *`;
    case 'cron':
      return when.pattern;
  }
}

function minuteAndHour(time: string): string {
  const [hour, minute] = time.split(':').map(Number);
  return `${minute} ${hour}`;
}
