import ArrowDown from 'lucide-react/icons/arrow-down';
import ArrowUp from 'lucide-react/icons/arrow-up';
import { useIsPrinting } from '../../browser/use-is-printing';

export interface SortHeaderProps {
  label: string;
  /** The direction when the table is sorted by this column, else null. */
  direction: 'asc' | 'desc' | null;
  /** Null where the head is there for assistive technology alone, and nothing in it may take the focus. */
  onSort: (() => void) | null;
  isNumber?: boolean;
}

/** The head of a column that can be sorted by. */
export function SortHeader({ label, direction, onSort, isNumber = false }: SortHeaderProps) {
  const isPrinting = useIsPrinting();
  const Arrow = direction === 'asc' ? ArrowUp : ArrowDown;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a cell of a table that is made of plain elements
    // biome-ignore lint/a11y/useFocusableInteractive: the button in it is the control
    <div
      role="columnheader"
      aria-sort={direction === null ? undefined : direction === 'asc' ? 'ascending' : 'descending'}
      data-number={isNumber || undefined}
    >
      {onSort === null || isPrinting ? (
        // The head of every sheet but the first would be without its buttons.
        label
      ) : (
        <button type="button" onClick={onSort}>
          <span>{label}</span>
          {direction === null ? null : <Arrow size={13} aria-hidden="true" />}
        </button>
      )}
    </div>
  );
}
