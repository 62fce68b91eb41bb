import Columns2 from 'lucide-react/icons/columns-2';
import { Link } from 'react-router-dom';
import { type ComparedKind, comparisonQuery, type Pair } from '../../core/compare/comparison';
import { comparePath } from '../../routes/compare-path';
import { useI18n } from '../i18n/i18n-provider';

/** Compares the two selected items. */
export function CompareLink({ kind, keys }: { kind: ComparedKind; keys: Pair<string> }) {
  const { t } = useI18n();
  return (
    <Link
      className="button button--default selection-bar__compare"
      title={t('compare.open')}
      to={comparePath(comparisonQuery({ kind, keys }))}
    >
      <Columns2 size={15} aria-hidden="true" />
      <span>{t('compare.open')}</span>
    </Link>
  );
}
