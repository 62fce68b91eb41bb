import { DAY_MS, HOUR_MS } from '../../core/lib/time-units';
import type { Expectation } from '../../core/protection/expectation';
import { useI18n } from '../i18n/i18n-provider';

/** The agreed rules in one line: "at most 1 d old · at least 7 good backups". */
export function ExpectationText({ expectation }: { expectation: Expectation }) {
  const { t, format } = useI18n();
  const { maxAgeHours, freeDays, minGood, reachBackDays } = expectation;
  const parts = [
    maxAgeHours === null ? null : t('agreement.maxAge', { limit: format.age(maxAgeHours * HOUR_MS) }),
    freeDays.length === 0
      ? null
      : t('agreement.freeDays', { days: freeDays.map((day) => format.weekday(day)).join(', ') }),
    minGood === null ? null : t('agreement.minGood', { count: minGood }),
    reachBackDays === null ? null : t('agreement.reachBack', { limit: format.age(reachBackDays * DAY_MS) }),
  ];
  return <span>{parts.filter((part) => part !== null).join(t('common.list.separator'))}</span>;
}
