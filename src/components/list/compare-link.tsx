import Columns2 from 'lucide-react/icons/columns-2';
import { Link } from 'react-router-dom';
import { type ComparedKind, comparisonQuery, type Pair } from '../../core/compare/comparison';
import { paths } from '../../routes/paths';
import { useI18n } from '../i18n/i18n-provider';

/** Leads from a selection of two to both side by side. */
export function CompareLink({ kind, keys }: { kind: ComparedKind; keys: Pair<string> }) {
  const { t } = useI18n();
  return (
    <Link className="button button--default" to={paths.compare(comparisonQuery({ kind, keys }))}>
      <Columns2 size={15} aria-hidden="true" />
      <span>{t('compare.open')}</span>
    </Link>
  );
}
