import type { ProtectionFacts } from './protection-facts';
import { DAY_MS } from './time-units';

/**
 * Worst first.
 * - `never`: there is no backup, or only a first one that still runs.
 * - `unprotected`: there are backups that ended, in whatever way, and none is known to be good.
 * - `failing`: the newest finished automatic attempt failed and no good backup came after it, and either the
 *   newest good one is late or the attempt before failed as well.
 * - `missed`: the newest good one is older than twice the usual interval.
 * - `late`: it is older than 1.25 times the usual interval.
 * - `old`: the usual interval is unknown and the newest good one is older than seven days, or nothing says how
 *   old it is.
 * - `protected`: none of these.
 */
export const PROTECTION_ORDER = [
  'never',
  'unprotected',
  'failing',
  'missed',
  'late',
  'old',
  'protected',
] as const;
export type ProtectionState = (typeof PROTECTION_ORDER)[number];

/** In usual intervals: the age of the newest good backup beyond which it is late, or missed. */
export const LATE_INTERVALS = 1.25;
export const MISSED_INTERVALS = 2;
/** The age beyond which the newest good backup is old where no interval is known. */
export const OLD_AFTER_MS = 7 * DAY_MS;

/** Ascending: worse states first, for sorting. */
export function compareStates(a: ProtectionState, b: ProtectionState): number {
  return PROTECTION_ORDER.indexOf(a) - PROTECTION_ORDER.indexOf(b);
}

/** The definitions of {@link PROTECTION_ORDER}, asked from the worst on. */
export function stateOf(facts: ProtectionFacts): ProtectionState {
  const { newestGoodAgeMs: ageMs, usualIntervalMs: intervalMs } = facts;
  if (facts.finishedCount + facts.unknownStatusCount === 0) return 'never';
  if (facts.goodCount === 0) return 'unprotected';
  // Without a known age nothing is claimed about being late.
  const ageIntervals = ageMs === null || intervalMs === null ? 0 : ageMs / intervalMs;
  const isLate = ageIntervals > LATE_INTERVALS;
  if (facts.failedStreak !== null && (isLate || facts.failedStreak.count >= 2)) return 'failing';
  if (ageIntervals > MISSED_INTERVALS) return 'missed';
  if (isLate) return 'late';
  if (ageMs === null || (intervalMs === null && ageMs > OLD_AFTER_MS)) return 'old';
  return 'protected';
}
