import { DAY_MS, HOUR_MS } from '../lib/time-units';
import { elapsedOutside, type Weekday } from '../lib/zone-time';

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

/** The agreed age as a part of the limit: above 1 the newest good backup is too old. Null without a rule or an age. */
export function agreedAgeShare(
  { maxAgeHours, freeDays, timeZone }: Expectation,
  newestGoodMs: number | null,
  nowMs: number,
): number | null {
  if (maxAgeHours === null || newestGoodMs === null) return null;
  return elapsedOutside(freeDays, timeZone, newestGoodMs, nowMs) / (maxAgeHours * HOUR_MS);
}

export function isReachTooShort(
  { reachBackDays }: Expectation,
  oldestGoodMs: number | null,
  nowMs: number,
): boolean {
  if (reachBackDays === null) return false;
  return oldestGoodMs === null || nowMs - oldestGoodMs < reachBackDays * DAY_MS;
}

/** The strictest of several, rule by rule; null of none. The free days come with the shortest age. */
export function strictestOf(expectations: readonly Expectation[]): Expectation | null {
  const [first, ...others] = expectations;
  if (first === undefined) return null;
  return others.reduce((strict, one) => {
    const isShorter = (one.maxAgeHours ?? Infinity) < (strict.maxAgeHours ?? Infinity);
    const { maxAgeHours, freeDays, timeZone } = isShorter ? one : strict;
    return {
      maxAgeHours,
      freeDays,
      timeZone,
      minGood: larger(one.minGood, strict.minGood),
      reachBackDays: larger(one.reachBackDays, strict.reachBackDays),
    };
  }, first);
}

function larger(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}
