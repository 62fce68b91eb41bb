import type { Protection } from '../core/protection/protection';
import { hint } from '../ui/hint';
import { useI18n } from './i18n/i18n-provider';

/** How much backups take up in all. Where there are some and no size is known, that is not 0 MB. */
export function StoredSize({
  storedMb,
  unknownSizeCount,
}: Pick<Protection, 'storedMb' | 'unknownSizeCount'>) {
  const { t, format } = useI18n();
  if (storedMb === 0 && unknownSizeCount > 0) return <span>{t('common.unknown')}</span>;
  return <span {...hint(format.sizeExact(storedMb))}>{format.size(storedMb)}</span>;
}
