import { useLayoutEffect, useMemo, useRef } from 'react';
import { type Backup, idKey } from '../../domain/backup';
import { canBulkDelete } from '../../domain/delete-impact';
import { useI18n } from '../../i18n/i18n-provider';
import { setSelected, useSelection } from './selection';

/** Selects all that the filters show, or none of them; half checked while some are. Locked ones are left out. */
export function SelectAll({ shown }: { shown: readonly Backup[] }) {
  const { t } = useI18n();
  const ref = useRef<HTMLInputElement>(null);
  const selection = useSelection();
  const keys = useMemo(() => shown.filter(canBulkDelete).map(({ id }) => idKey(id)), [shown]);
  const selectedCount = selection.size === 0 ? 0 : keys.filter((key) => selection.has(key)).length;
  const isAll = keys.length > 0 && selectedCount === keys.length;
  useLayoutEffect(() => {
    if (ref.current !== null) ref.current.indeterminate = selectedCount > 0 && !isAll;
  }, [selectedCount, isAll]);
  return (
    <input
      ref={ref}
      type="checkbox"
      className="checkbox"
      aria-label={t('select.all')}
      title={t('select.allHint', { count: keys.length })}
      checked={isAll}
      disabled={keys.length === 0}
      onChange={() => setSelected(keys, !isAll)}
    />
  );
}
