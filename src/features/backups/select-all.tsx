import { memo, useCallback, useLayoutEffect, useMemo, useRef } from 'react';
import { useI18n } from '../../components/i18n/i18n-provider';
import { type Backup, idKey } from '../../core/backups/backup';
import { canBulkDelete } from '../../core/backups/keep-mark';
import { once } from '../../core/lib/once';
import { hint } from '../../ui/hint';
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
    <label className="checkbox-target">
      <input
        ref={ref}
        type="checkbox"
        className="checkbox"
        aria-label={t('select.all')}
        {...hint(t('select.allHint', { count }))}
        checked={isAll}
        disabled={count === 0}
        onChange={onToggle}
      />
    </label>
  );
});

/** Selects all that the filters show, or none of them; half checked while some are. Locked ones are left out. */
export function SelectAll({ shown }: { shown: readonly Backup[] }) {
  const selection = useSelection();
  const { count, keys } = useMemo(() => {
    const open = shown.every(canBulkDelete) ? shown : shown.filter(canBulkDelete);
    // A hundred thousand texts, which nobody needs before something is chosen.
    return { count: open.length, keys: once(() => open.map(({ id }) => idKey(id))) };
  }, [shown]);
  const selectedCount = selection.size === 0 ? 0 : keys().filter((key) => selection.has(key)).length;
  const isAll = count > 0 && selectedCount === count;
  const current = useRef({ keys, isAll });
  useLayoutEffect(() => {
    current.current = { keys, isAll };
  });
  const toggle = useCallback(() => setSelected(current.current.keys(), !current.current.isAll), []);
  return <SelectAllBox count={count} isAll={isAll} isSome={selectedCount > 0} onToggle={toggle} />;
}
