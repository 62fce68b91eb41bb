import { DAY_MS, HOUR_MS } from '../lib/time-units';
import type { Expectation } from '../protection/expectation';
import type { ProtectionFacts } from '../protection/protection-facts';
import { LATE_INTERVALS } from '../protection/protection-state';

/**
 * What a server's backups meet today, as an expectation: the usual interval with the tolerance of "late", the number of
 * good backups and their reach, each a little below what there is. Null where nothing is regular.
 */
export function proposedExpectation({
  usualIntervalMs,
  goodCount,
  oldestGoodMs,
  latestMs,
}: Pick<ProtectionFacts, 'usualIntervalMs' | 'goodCount' | 'oldestGoodMs' | 'latestMs'>): Expectation | null {
  if (usualIntervalMs === null) return null;
  const reachDays = oldestGoodMs === null ? 0 : Math.floor((latestMs - oldestGoodMs) / DAY_MS);
  return {
    maxAgeHours: Math.ceil((usualIntervalMs * LATE_INTERVALS) / HOUR_MS),
    freeDays: [],
    timeZone: 'UTC',
    minGood: goodCount > 1 ? Math.max(1, Math.floor(goodCount * 0.8)) : null,
    reachBackDays: reachDays > 1 ? Math.max(1, Math.floor(reachDays * 0.8)) : null,
  };
}
