import { DAY_MS } from '../lib/time-units';
import type { Exposure } from './protection-exposure';
import type { ProtectionFacts } from './protection-facts';

/**
 * Worst first. The automatic backups are judged by themselves: a manual one is something to fall back on, but makes
 * no schedule work. Without a usual interval there is nothing to judge them by, and the newest good one counts.
 * - `never`: there is no backup, or only a first one that still runs.
 * - `unprotected`: there are backups that ended, in whatever way, and none is known to be good.
 * - `failing`: the newest finished automatic attempt failed and no good automatic one came after it, and either
 *   they are late or the attempt before failed as well.
 * - `missed`: the newest good automatic one is older than twice the usual interval.
 * - `late`: it is older than 1.25 times the usual interval.
 * - `expiring`: the last good copy expires within three days, and no automatic one is due before.
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
  'expiring',
  'old',
  'protected',
] as const;
export type ProtectionState = (typeof PROTECTION_ORDER)[number];

/** In usual intervals: the age of the newest good backup beyond which it is late, or missed. */
export const LATE_INTERVALS = 1.25;
export const MISSED_INTERVALS = 2;
/** The age beyond which the newest good backup is old where no interval is known. */
export const OLD_AFTER_MS = 7 * DAY_MS;
/** How soon the last good copy expires for a server to be expiring. */
export const EXPIRING_WITHIN_MS = 3 * DAY_MS;

/** Ascending: worse states first, for sorting. */
export function compareStates(a: ProtectionState, b: ProtectionState): number {
  return PROTECTION_ORDER.indexOf(a) - PROTECTION_ORDER.indexOf(b);
}

/** The definitions of {@link PROTECTION_ORDER}, asked from the worst on. */
export function stateOf(facts: ProtectionFacts, exposure: Exposure, nowMs: number): ProtectionState {
  const { newestGoodAgeMs: ageMs, usualIntervalMs: intervalMs } = facts;
  if (facts.finishedCount + facts.unknownStatusCount === 0) return 'never';
  if (facts.goodCount === 0) return 'unprotected';
  const lateness = intervalsWithoutGood(facts);
  const isLate = lateness > LATE_INTERVALS;
  if (facts.failedStreak !== null && (isLate || facts.failedStreak.count >= 2)) return 'failing';
  if (lateness > MISSED_INTERVALS) return 'missed';
  if (isLate) return 'late';
  if (isExpiring(facts, exposure, nowMs)) return 'expiring';
  if (ageMs === null || (intervalMs === null && ageMs > OLD_AFTER_MS)) return 'old';
  return 'protected';
}

/** For how many usual intervals no good automatic backup came; 0 where no interval is known. */
function intervalsWithoutGood({ schedule, usualIntervalMs }: ProtectionFacts): number {
  return schedule === null || usualIntervalMs === null ? 0 : schedule.withoutGoodMs / usualIntervalMs;
}

function isExpiring(
  { schedule, usualIntervalMs }: ProtectionFacts,
  exposure: Exposure,
  nowMs: number,
): boolean {
  if (exposure.kind !== 'at') return false;
  const expiresMs = Date.parse(exposure.iso);
  if (expiresMs - nowMs > EXPIRING_WITHIN_MS) return false;
  if (schedule === null || usualIntervalMs === null) return true;
  const dueMs = schedule.isRunning ? nowMs : schedule.newestAttemptMs + usualIntervalMs;
  return Math.max(dueMs, nowMs) >= expiresMs;
}
