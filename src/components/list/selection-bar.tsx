import './selection-bar.css';
import X from 'lucide-react/icons/x';
import { type ReactNode, useMemo, useRef } from 'react';
import { useStickyHeight } from '../../browser/use-sticky-height';
import { Button, IconButton } from '../../ui/button';
import { useI18n } from '../i18n/i18n-provider';
import { type KeySelection, useSelected } from './selection';

export interface SelectionBarProps<Row> {
  selection: KeySelection;
  /** Rows that may be selected, on other pages too. */
  all: readonly Row[];
  shown: readonly Row[];
  /** Stable functions. */
  keyOf: (row: Row) => string;
  canSelect: (row: Row) => boolean;
  /** What is known of the selected rows, after their number. */
  factOf?: (chosen: readonly Row[]) => string | null;
  /** What can be done with them. */
  children: (chosen: readonly Row[]) => ReactNode;
}

function Bar({ label, children }: { label: string; children: ReactNode }) {
  const ref = useRef<HTMLElement>(null);
  useStickyHeight(ref, 'selection');
  return (
    <section ref={ref} className="selection-bar" aria-label={label}>
      {children}
    </section>
  );
}

/** The selection and its actions; sticks to the bottom of the window. */
export function SelectionBar<Row>(props: SelectionBarProps<Row>) {
  const { selection, all, shown, keyOf, canSelect, factOf, children } = props;
  const { t } = useI18n();
  const selected = useSelected(selection);
  const { chosen, hiddenCount, selectable } = useMemo(() => {
    if (selected.size === 0) return { chosen: [], hiddenCount: 0, selectable: [] };
    const picked = all.filter((row) => selected.has(keyOf(row)));
    const shownKeys = new Set(shown.map(keyOf));
    const hidden = picked.filter((row) => !shownKeys.has(keyOf(row)));
    return {
      chosen: picked,
      hiddenCount: hidden.length,
      selectable: shown.filter(canSelect).map(keyOf),
    };
  }, [all, shown, selected, keyOf, canSelect]);
  const count = chosen.length;
  if (count === 0) return null;
  const separator = t('common.list.separator');
  const facts = [
    factOf?.(chosen) ?? null,
    hiddenCount === 0 ? null : t('select.barHidden', { count: hiddenCount }),
  ].filter((fact) => fact !== null);
  return (
    <Bar label={t('select.region')}>
      <IconButton
        label={t('select.clear')}
        icon={<X size={16} aria-hidden="true" />}
        onClick={selection.clear}
      />
      <span role="status" className="selection-bar__status">
        <b>{t('select.bar', { count })}</b>
        {facts.length === 0 ? null : (
          <>
            <span className="selection-bar__separator">{separator}</span>
            <span>{facts.join(separator)}</span>
          </>
        )}
      </span>
      <span className="selection-bar__gap" />
      {/* On a phone the table has no header with a checkbox for all. */}
      {count - hiddenCount >= selectable.length ? null : (
        <Button
          variant="ghost"
          aria-label={t('select.allHint', { count: selectable.length })}
          onClick={() => selection.set(selectable, true)}
        >
          {t('select.allShort', { count: selectable.length })}
        </Button>
      )}
      {children(chosen)}
    </Bar>
  );
}
