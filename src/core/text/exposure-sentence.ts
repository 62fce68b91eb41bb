import type { Exposure } from '../protection/protection-exposure';
import { exposureText } from './protection-text';
import type { Translator } from './translator';

/** When the last good backup expires, as a sentence. */
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
