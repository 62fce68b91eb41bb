import { idKey } from '../domain/backup';
import type { Exposure } from '../domain/protection-exposure';
import type { Reason } from '../domain/protection-reasons';
import type { Translator } from '../i18n/translator';

/** A reason as a sentence. Durations are counted up to `nowMs`, the moment the state was worked out for. */
export function reasonText(
  reason: Reason,
  nowMs: number,
  { t, format }: Pick<Translator, 't' | 'format'>,
): string {
  const since = (iso: string) => format.age(nowMs - Date.parse(iso));
  switch (reason.code) {
    case 'neverBackedUp':
      return t('reason.neverBackedUp');
    case 'firstRunning':
      return reason.startedAt === null
        ? t('reason.firstRunningUndated')
        : t('reason.firstRunning', { duration: since(reason.startedAt) });
    case 'noneFinished':
      return t('reason.noneFinished', { count: reason.count });
    case 'noGood':
      return t('reason.noGood', { count: reason.finishedCount, failed: reason.failedCount });
    case 'lastAttemptsFailed':
      return t('reason.lastAttemptsFailed', { count: reason.count, duration: since(reason.sinceIso) });
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
      return reason.medianMb === null
        ? t('reason.empty', params)
        : t('reason.suspicious', { ...params, median: format.size(reason.medianMb) });
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

/** When the last good copy expires, in a word or two. */
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

/** The same as a sentence. */
export function exposureSentence(
  exposure: Exposure,
  nowMs: number,
  i18n: Pick<Translator, 't' | 'format'>,
): string {
  const { t, format } = i18n;
  if (exposure.kind !== 'at') return t(`exposure.sentence.${exposure.kind}`);
  const when = exposureText(exposure, nowMs, i18n);
  return Date.parse(exposure.iso) < nowMs
    ? t('exposure.sentence.expired', { when })
    : t('exposure.sentence.at', { when, date: format.date(exposure.iso) });
}
