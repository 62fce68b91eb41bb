import type { Protection } from '../../core/protection/protection';
import { rowHint } from '../../ui/table/column';
import { useI18n } from '../i18n/i18n-provider';

export interface SizeTextProps {
  sizeMb: number | null;
  /** Whether the exact size is shown as a hint; false in an inactive row. */
  isHinted?: boolean;
}

export function SizeText({ sizeMb, isHinted = true }: SizeTextProps) {
  const { format, t } = useI18n();
  if (sizeMb === null) {
    return (
      <span {...rowHint(isHinted, () => t('facts.sizeUnknown'))}>
        <span aria-hidden="true">–</span>
        <span className="visually-hidden">{t('facts.sizeUnknown')}</span>
      </span>
    );
  }
  return <span {...rowHint(isHinted, () => format.sizeExact(sizeMb))}>{format.size(sizeMb)}</span>;
}

/** The total size of backups; unknown, not 0 MB, if there are backups and no size is known. */
export function StoredSize({
  storedMb,
  unknownSizeCount,
}: Pick<Protection, 'storedMb' | 'unknownSizeCount'>) {
  const { t } = useI18n();
  if (storedMb === 0 && unknownSizeCount > 0) return <span>{t('common.unknown')}</span>;
  return <SizeText sizeMb={storedMb} />;
}
