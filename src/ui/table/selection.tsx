import { memo, useCallback, useLayoutEffect, useMemo, useRef } from 'react';
import { once } from '../../core/lib/once';
import { hint } from '../hints/hint';

interface SelectionTexts<Row> {
  /** The column header without a checkbox. */
  readonly region: string;
  readonly all: string;
  readonly allHint: (count: number) => string;
  /** Names the checkbox of a row. */
  readonly row: (row: Row) => string;
  /** Why a row cannot be selected. */
  readonly refused?: string;
}

/** Everything but `selected` must be stable. */
export interface Selection<Row> {
  /** Row keys. */
  readonly selected: ReadonlySet<string>;
  readonly onChange: (keys: readonly string[], isSelected: boolean) => void;
  /** False: left out of "all" and of ranges; the checkbox only explains why. */
  readonly canSelect: (row: Row) => boolean;
  readonly texts: SelectionTexts<Row>;
}

/** Data for a row's checkbox; stable, so that it re-renders no row. */
export interface RowSelection<Row> extends Pick<Selection<Row>, 'canSelect' | 'texts'> {
  readonly keyOf: (row: Row) => string;
  /** `isRange`: Shift was held; selects from the row clicked before to this one. */
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
        // Without an earlier click, a range starts at the top, as in a file list.
        const from = lastClicked.current === null ? 0 : keys.indexOf(lastClicked.current);
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

export function RowBox<Row>({ row, selection, isSelected, isDisabled }: RowBoxProps<Row>) {
  const { keyOf, canSelect, texts, onSelect } = selection;
  const key = keyOf(row);
  const isRefused = !canSelect(row);
  return (
    <label className="checkbox-target">
      <input
        type="checkbox"
        className="checkbox"
        aria-label={texts.row(row)}
        checked={isSelected}
        disabled={isDisabled}
        // Stays focusable, to explain why the row cannot be selected.
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

/** Selects every selectable row, or none; indeterminate while some are selected. */
export function SelectAll<Row>({ rows, keyOf, selection }: SelectAllProps<Row>) {
  const { selected, onChange, canSelect, texts } = selection;
  const { count, keys } = useMemo(() => {
    const open = rows.every(canSelect) ? rows : rows.filter(canSelect);
    // Up to 100,000 strings, needed only once something is selected.
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
  texts: Pick<SelectionTexts<never>, 'all' | 'allHint'>;
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
        {...hint(isAll ? undefined : texts.allHint(count))}
        checked={isAll}
        disabled={count === 0}
        onChange={onToggle}
      />
    </label>
  );
});
