import { memo, useCallback, useLayoutEffect, useMemo, useRef } from 'react';
import { type Backup, idKey } from '../../domain/backup';
import { canBulkDelete } from '../../domain/keep-mark';
import { useI18n } from '../../i18n/i18n-provider';
import { setSelected, useSelection } from './selection';

interface SelectAllBoxProps {
  count: number;
  isAll: boolean;
  isSome: boolean;
  onToggle: () => void;
}

/** Memoised by what it shows: a poll that changes rows but not these leaves it alone. */
const SelectAllBox = memo(function SelectAllBox({ count, isAll, isSome, onToggle }: SelectAllBoxProps) {
  const { t } = useI18n();
  const ref = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (ref.current !== null) ref.current.indeterminate = isSome && !isAll;
  }, [isSome, isAll]);
  return (
    <input
      ref={ref}
      type="checkbox"
      className="checkbox"
      aria-label={t('select.all')}
      title={t('select.allHint', { count })}
      checked={isAll}
      disabled={count === 0}
      onChange={onToggle}
    />
  );
});

/** Selects all that the filters show, or none of them; half checked while some are. Locked ones are left out. */
export function SelectAll({ shown }: { shown: readonly Backup[] }) {
  const selection = useSelection();
  const keys = useMemo(() => shown.filter(canBulkDelete).map(({ id }) => idKey(id)), [shown]);
  const selectedCount = selection.size === 0 ? 0 : keys.filter((key) => selection.has(key)).length;
  const isAll = keys.length > 0 && selectedCount === keys.length;
  const current = useRef({ keys, isAll });
  useLayoutEffect(() => {
    current.current = { keys, isAll };
  });
  const toggle = useCallback(() => setSelected(current.current.keys, !current.current.isAll), []);
  return <SelectAllBox count={keys.length} isAll={isAll} isSome={selectedCount > 0} onToggle={toggle} />;
}
