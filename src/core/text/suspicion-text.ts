import type { Suspicion } from '../protection/size-baseline';
import type { Translator } from './translator';

/** Why a backup is suspicious, as a sentence: "Only 12.9 GB; usually 116 GB." */
export function suspicionText(
  { sizeMb, medianMb }: Suspicion,
  { t, format }: Pick<Translator, 't' | 'format'>,
): string {
  const size = format.size(sizeMb);
  return medianMb === null
    ? t('suspicion.empty', { size })
    : t('suspicion.small', { size, usual: format.size(medianMb) });
}
