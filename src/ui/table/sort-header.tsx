import ArrowDown from 'lucide-react/icons/arrow-down';
import ArrowUp from 'lucide-react/icons/arrow-up';
import { useIsPrinting } from '../../browser/use-is-printing';

export interface SortHeaderProps {
  label: string;
  /** Null: the table is sorted by another column. */
  direction: 'asc' | 'desc' | null;
  /** Null: the header is for assistive technology only, so nothing in it may take the focus. */
  onSort: (() => void) | null;
  isNumber?: boolean;
}

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
        // Browsers repeat a header on further sheets without its buttons.
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
