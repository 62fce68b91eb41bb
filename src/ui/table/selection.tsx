import { memo, useCallback, useLayoutEffect, useMemo, useRef } from 'react';
import { once } from '../../core/lib/once';
import { hint } from '../hint';

export interface SelectionTexts {
  /** What is selected here; the head of the column where it has no box. */
  readonly region: string;
  readonly all: string;
  readonly allHint: (count: number) => string;
  readonly row: (key: string) => string;
  /** Why a row cannot be selected. */
  readonly refused: string;
}

/** What a table needs to let its rows be selected; all but `selected` stay the same from draw to draw. */
export interface Selection<Row> {
  /** By the keys of the rows. */
  readonly selected: ReadonlySet<string>;
  readonly onChange: (keys: readonly string[], isSelected: boolean) => void;
  /** False for rows that "all" and ranges leave out and whose box only explains why. */
  readonly canSelect: (row: Row) => boolean;
  readonly texts: SelectionTexts;
}

/** What the box of a row needs; the same object as long as the table is the same. */
export interface RowSelection<Row> extends Pick<Selection<Row>, 'canSelect' | 'texts'> {
  readonly keyOf: (row: Row) => string;
  /** `isRange`: with the Shift key, from the row clicked before to this one. */
  readonly onSelect: (key: string, isSelected: boolean, isRange: boolean) => void;
}

export function useRowSelection<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  selection: Selection<Row> | undefined,
): RowSelection<Row> | undefined {
  const shown = useRef(rows);
  useLayoutEffect(() => {
    shown.current = rows;
  });
  const lastClicked = useRef<string | null>(null);
  const { onChange, canSelect, texts } = selection ?? {};
  return useMemo(() => {
    if (onChange === undefined || canSelect === undefined || texts === undefined) return undefined;
    return {
      keyOf,
      canSelect,
      texts,
      onSelect: (key, isSelected, isRange) => {
        const keys = shown.current.map(keyOf);
        const from = lastClicked.current === null ? -1 : keys.indexOf(lastClicked.current);
        const to = keys.indexOf(key);
        lastClicked.current = key;
        if (!isRange || from === -1 || to === -1) {
          onChange([key], isSelected);
          return;
        }
        const range = shown.current.slice(Math.min(from, to), Math.max(from, to) + 1);
        onChange(range.filter(canSelect).map(keyOf), isSelected);
      },
    };
  }, [keyOf, onChange, canSelect, texts]);
}

export interface RowBoxProps<Row> {
  row: Row;
  selection: RowSelection<Row>;
  isSelected: boolean;
  isDisabled: boolean;
}

/** The box that selects one row. */
export function RowBox<Row>({ row, selection, isSelected, isDisabled }: RowBoxProps<Row>) {
  const { keyOf, canSelect, texts, onSelect } = selection;
  const key = keyOf(row);
  const isRefused = !canSelect(row);
  return (
    <label className="checkbox-target">
      <input
        type="checkbox"
        className="checkbox"
        aria-label={texts.row(key)}
        checked={isSelected}
        disabled={isDisabled}
        // Takes the focus and a tap, to explain why it cannot be selected.
        aria-disabled={isRefused || undefined}
        {...hint(isRefused ? texts.refused : undefined)}
        onChange={(event) => {
          if (isRefused) return;
          const { nativeEvent } = event;
          onSelect(key, event.target.checked, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey);
        }}
      />
    </label>
  );
}

export interface SelectAllProps<Row> {
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  selection: Selection<Row>;
}

/** Selects all rows of the table that can be selected, or none; half checked while some are. */
export function SelectAll<Row>({ rows, keyOf, selection }: SelectAllProps<Row>) {
  const { selected, onChange, canSelect, texts } = selection;
  const { count, keys } = useMemo(() => {
    const open = rows.every(canSelect) ? rows : rows.filter(canSelect);
    // Up to a hundred thousand strings, needed only once something is selected.
    return { count: open.length, keys: once(() => open.map(keyOf)) };
  }, [rows, keyOf, canSelect]);
  const selectedCount = selected.size === 0 ? 0 : keys().filter((key) => selected.has(key)).length;
  const isAll = count > 0 && selectedCount === count;
  const current = useRef({ keys, isAll });
  useLayoutEffect(() => {
    current.current = { keys, isAll };
  });
  const toggle = useCallback(() => onChange(current.current.keys(), !current.current.isAll), [onChange]);
  return <AllBox texts={texts} count={count} isAll={isAll} isSome={selectedCount > 0} onToggle={toggle} />;
}

interface AllBoxProps {
  texts: SelectionTexts;
  count: number;
  isAll: boolean;
  isSome: boolean;
  onToggle: () => void;
}

const AllBox = memo(function AllBox({ texts, count, isAll, isSome, onToggle }: AllBoxProps) {
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
        aria-label={texts.all}
        {...hint(texts.allHint(count))}
        checked={isAll}
        disabled={count === 0}
        onChange={onToggle}
      />
    </label>
  );
});
