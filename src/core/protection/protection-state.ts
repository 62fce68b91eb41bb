import { DAY_MS } from '../lib/time-units';
import { type AppliedExpectation, agreedAgeShare, isReachTooShort } from './expectation';
import type { Exposure } from './protection-exposure';
import type { ProtectionFacts } from './protection-facts';

/**
 * Worst first; the first that applies wins. The automatic backups are judged alone, because a manual one does not
 * make a schedule work. Without a usual interval the newest good backup counts.
 * - `never`: there is no backup, or only a first one that is running.
 * - `unprotected`: backups ended, and none is known to be good.
 * - `failing`: the newest finished automatic attempt failed with no good one after it, and either they are late
 *   or the one before failed as well.
 * - `missed`: the newest good automatic one is older than twice the usual interval.
 * - `late`: it is older than 1.25 times the usual interval.
 * - `tooFew`: fewer good backups than agreed.
 * - `shortReach`: the oldest good backup is younger than agreed.
 * - `expiring`: the last good backup expires within three days, and no automatic one is due before.
 * - `old`: the usual interval is unknown, and the newest good backup is older than seven days or undated.
 * - `protected`: none of these.
 *
 * An agreed age replaces the usual interval: the newest good backup of any type is `late` beyond it and `missed` beyond
 * twice of it, and it is never `old`.
 */
export const PROTECTION_ORDER = [
  'never',
  'unprotected',
  'failing',
  'missed',
  'late',
  'tooFew',
  'shortReach',
  'expiring',
  'old',
  'protected',
] as const;
export type ProtectionState = (typeof PROTECTION_ORDER)[number];

/** Age of the newest good automatic backup, in usual intervals. */
export const LATE_INTERVALS = 1.25;
const MISSED_INTERVALS = 2;
const OLD_AFTER_MS = 7 * DAY_MS;
const EXPIRING_WITHIN_MS = 3 * DAY_MS;

/** Ascending: worse states first, for sorting. */
export function compareStates(a: ProtectionState, b: ProtectionState): number {
  return PROTECTION_ORDER.indexOf(a) - PROTECTION_ORDER.indexOf(b);
}

/** The first state of {@link PROTECTION_ORDER} that applies. */
export function stateOf(
  facts: ProtectionFacts,
  exposure: Exposure,
  expectation: AppliedExpectation | null,
  nowMs: number,
): ProtectionState {
  const { newestGoodAgeMs: ageMs, usualIntervalMs: intervalMs, schedule, failedStreak } = facts;
  if (facts.finishedCount + facts.unknownStatusCount === 0) return 'never';
  if (facts.goodCount === 0) return 'unprotected';
  const agreed = expectation && agreedAgeShare(expectation, ageMs === null ? null : nowMs - ageMs, nowMs);
  const intervalsLate = schedule === null || intervalMs === null ? 0 : schedule.withoutGoodMs / intervalMs;
  const isLate = agreed === null ? intervalsLate > LATE_INTERVALS : agreed > 1;
  if (failedStreak !== null && (isLate || failedStreak.count >= 2)) return 'failing';
  if ((agreed ?? intervalsLate) > MISSED_INTERVALS) return 'missed';
  if (isLate) return 'late';
  if (expectation !== null) {
    if (facts.goodCount < (expectation.minGood ?? 0)) return 'tooFew';
    if (isReachTooShort(expectation, facts.oldestGoodMs, nowMs)) return 'shortReach';
  }
  if (isExpiring(facts, exposure, nowMs)) return 'expiring';
  const hasInterval = intervalMs !== null || agreed !== null;
  if (ageMs === null || (!hasInterval && ageMs > OLD_AFTER_MS)) return 'old';
  return 'protected';
}

function isExpiring(facts: ProtectionFacts, exposure: Exposure, nowMs: number): boolean {
  if (exposure.kind !== 'at') return false;
  const expiresMs = Date.parse(exposure.iso);
  if (expiresMs - nowMs > EXPIRING_WITHIN_MS) return false;
  const { schedule, usualIntervalMs } = facts;
  if (schedule === null || usualIntervalMs === null) return true;
  const dueMs = schedule.isRunning ? nowMs : schedule.newestAttemptMs + usualIntervalMs;
  return Math.max(dueMs, nowMs) >= expiresMs;
}
