import { idKey } from '../backups/backup';
import { DAY_MS, HOUR_MS } from '../lib/time-units';
import type { Protection } from '../protection/protection';
import type { Exposure } from '../protection/protection-exposure';
import type { Reason, ReasonCode } from '../protection/protection-reasons';
import type { Translator } from './translator';

/** A reason as a sentence. Durations are up to `nowMs`, when the state was determined. */
export function reasonText(
  reason: Reason,
  nowMs: number,
  { t, format }: Pick<Translator, 't' | 'format'>,
): string {
  const since = (iso: string) => format.age(nowMs - Date.parse(iso));
  switch (reason.code) {
    case 'neverBackedUp':
      return t('reason.neverBackedUp');
    case 'noneReceived':
      return t('reason.noneReceived');
    case 'firstRunning':
      return reason.startedAt === null
        ? t('reason.firstRunningUndated')
        : t('reason.firstRunning', { duration: since(reason.startedAt) });
    case 'noneFinished':
      return t('reason.noneFinished', { count: reason.count });
    case 'noGood':
      return reason.failedCount === reason.finishedCount
        ? t('reason.allFailed', { count: reason.failedCount })
        : t('reason.noGood', { count: reason.finishedCount, failed: reason.failedCount });
    case 'lastAttemptsFailed':
      return t('reason.lastAttemptsFailed', { count: reason.count, duration: since(reason.sinceIso) });
    case 'manualInstead':
      return t(`reason.manualInstead.${reason.trouble}`, { age: format.age(reason.manualAgeMs) });
    case 'automaticAge': {
      const interval = format.age(reason.intervalMs);
      return reason.newestGoodAgeMs === null
        ? t('reason.automaticNone', { interval })
        : t('reason.automaticAge', { interval, age: format.age(reason.newestGoodAgeMs) });
    }
    case 'expiring': {
      const when = format.relative(reason.iso, nowMs, t('common.justNow'));
      return Date.parse(reason.iso) <= nowMs
        ? t('reason.expired', { when })
        : t('reason.expiring', { when, date: format.date(reason.iso) });
    }
    case 'usualInterval':
      return t('reason.usualInterval', {
        interval: format.age(reason.intervalMs),
        age: format.age(reason.newestGoodAgeMs),
      });
    case 'intervalUnknown':
      return t('reason.intervalUnknown', { age: format.age(reason.newestGoodAgeMs) });
    case 'ageUnknown':
      return t('reason.ageUnknown', { count: reason.goodCount });
    case 'suspicious': {
      const params = { count: reason.count, id: idKey(reason.backupId), size: format.size(reason.sizeMb) };
      if (reason.medianMb === null) return t('reason.empty', params);
      const key = reason.isAutomatic ? 'reason.suspiciousAutomatic' : 'reason.suspicious';
      return t(key, { ...params, median: format.size(reason.medianMb) });
    }
    case 'sizeSettled':
      return t('reason.sizeSettled', {
        count: reason.count,
        size: format.size(reason.sizeMb),
        median: format.size(reason.medianMb),
      });
    case 'unusuallyLarge':
      return t('reason.unusuallyLarge', {
        id: idKey(reason.backupId),
        size: format.size(reason.sizeMb),
        median: format.size(reason.medianMb),
      });
    case 'agreedAge': {
      const params = {
        limit: format.age(reason.maxAgeHours * HOUR_MS),
        age: format.age(reason.newestGoodAgeMs),
      };
      if (reason.freeDays.length === 0) return t('reason.agreedAge', params);
      const days = reason.freeDays.map((day) => format.weekday(day)).join(', ');
      return t('reason.agreedAgeFree', { ...params, days });
    }
    case 'agreedCount':
      return t('reason.agreedCount', { count: reason.goodCount, min: reason.minGood });
    case 'agreedReach': {
      const limit = format.age(reason.reachBackDays * DAY_MS);
      return reason.reachMs === null
        ? t('reason.agreedReachUndated', { limit })
        : t('reason.agreedReach', { limit, age: format.age(reason.reachMs) });
    }
    case 'singleGoodCopy':
      return t('reason.singleGoodCopy');
    case 'sizeUnknown':
      return t('reason.sizeUnknown', { count: reason.count });
    case 'unknownStatus':
      return t('reason.unknownStatus', { count: reason.count });
    case 'undated':
      return t('reason.undated', { count: reason.count });
    case 'futureDated':
      return t('reason.futureDated', { duration: format.age(reason.aheadMs) });
  }
}

/** The reasons for a row of the Overview: the explanation of the state, and unusual sizes. */
export function shortReasons({
  needsAttention,
  reasons,
}: Pick<Protection, 'needsAttention' | 'reasons'>): readonly Reason[] {
  const [main, ...others] = reasons;
  const sizes = others.filter(({ code }) => SIZE_CODES.has(code));
  return needsAttention ? [main, ...sizes] : sizes;
}

const SIZE_CODES: ReadonlySet<ReasonCode> = new Set(['suspicious', 'sizeSettled', 'unusuallyLarge']);

/** When the last good backup expires, briefly. */
export function exposureText(
  exposure: Exposure,
  nowMs: number,
  { t, format }: Pick<Translator, 't' | 'format'>,
): string {
  switch (exposure.kind) {
    case 'never':
      return t('exposure.never');
    case 'at':
      return format.relative(exposure.iso, nowMs, t('common.justNow'));
    case 'unknown':
      return t('exposure.unknown');
    case 'exposed':
      return t('exposure.none');
  }
}
