import { DAY_MS, HOUR_MS } from '../lib/time-units';
import type { Weekday } from '../lib/zone-time';

/** What people agreed a server's backups must be; a rule is null where nothing is agreed. */
export interface Expectation {
  /** The newest good backup is no older than this. Replaces the usual interval. */
  readonly maxAgeHours: number | null;
  /** Days of the week whose hours do not count towards that age. */
  readonly freeDays: readonly Weekday[];
  /** IANA zone of those days. */
  readonly timeZone: string;
  /** At least this many good backups. */
  readonly minGood: number | null;
  /** The oldest good backup is at least this old. */
  readonly reachBackDays: number | null;
}

/** An expectation with its calendar, which the first load does without where nothing is agreed. */
export interface AppliedExpectation extends Expectation {
  /** The time between two moments that is not on a free day, ms. */
  readonly countedMs: (fromMs: number, toMs: number) => number;
}

/** How much of the agreed age is used up: above 1 the newest good backup is too old. Null without a rule or an age. */
export function agreedAgeShare(
  { maxAgeHours, countedMs }: AppliedExpectation,
  newestGoodMs: number | null,
  nowMs: number,
): number | null {
  if (maxAgeHours === null || newestGoodMs === null) return null;
  return countedMs(newestGoodMs, nowMs) / (maxAgeHours * HOUR_MS);
}

export function isReachTooShort(
  { reachBackDays }: Expectation,
  oldestGoodMs: number | null,
  nowMs: number,
): boolean {
  if (reachBackDays === null) return false;
  return oldestGoodMs === null || nowMs - oldestGoodMs < reachBackDays * DAY_MS;
}
