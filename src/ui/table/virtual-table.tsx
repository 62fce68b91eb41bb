import './virtual-table.css';
import { type KeyboardEvent, type ReactNode, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { usePreferences } from '../../browser/storage/preferences';
import { useIsPrinting } from '../../browser/use-is-printing';
import { useStickyHeight } from '../../browser/use-sticky-height';
import { SkeletonRows } from '../feedback';
import { hasHint } from '../hints/hint';
import { type Column, columnLayouts, isInLayout } from './column';
import { rowOffsets } from './row-offsets';
import { SelectAll, type Selection, useRowSelection } from './selection';
import { SortHeader } from './sort-header';
import { columnStyle, type TableLayout, useTableLayout } from './table-layout';
import { type RowAttributes, TableRow } from './table-row';
import { scrollToRow, useWindowRows } from './use-window-rows';

/** Above this, browsers take seconds for layout. */
export const PRINTED_ROWS = 500;
/** Added to a row's minimum height by the comfortable setting; cards always have the same height. */
const COMFORT_PX = 12;
/** Rows that PageUp and PageDown move by. */
const PAGE_ROWS = 10;
/** As many rows as the largest common screen shows. */
const PLACEHOLDERS = 16;
/** Assumed height above the rows for the first render, which measures it before the first paint. */
const USUAL_MARGIN_PX = 300;

export interface TableSort<SortKey extends string> {
  readonly key: SortKey;
  readonly direction: 'asc' | 'desc';
  readonly onSort: (key: SortKey) => void;
}

export interface VirtualTableProps<Row, Extra, SortKey extends string> {
  label: string;
  className: string;
  rowClassName: string;
  /** None: placeholders, see {@link Skeleton}. */
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** Memoise it: a new array renders every row again. */
  columns: readonly Column<Row, Extra, SortKey>[];
  sort?: TableSort<SortKey> | undefined;
  selection?: Selection<Row> | undefined;
  /** Data of a row beyond the row itself, compared by its values; called for rendered rows only. */
  extraOf: (row: Row) => Extra;
  /** A stable function. `aria-busy` also disables the row's checkbox. */
  attributesOf?: (row: Row, extra: Extra) => RowAttributes;
  /**
   * A stable function. The minimum height in CSS pixels, matching the style sheet, so that no row is measured; null: a
   * placeholder.
   */
  rowHeightPx: (row: Row | null, layout: TableLayout) => number;
  /** On paper only: the header of each page, and the note above the table. */
  printHead: ReactNode;
  printNote: ReactNode;
}

const CONTROLS = 'a, button, input:not(:disabled), [data-strip]';

const cellOf = (element: HTMLElement) => element.closest('[role="cell"]');

/** Where the left and right arrow keys stop in a row: its controls, and texts with a hint. */
function stopsOf(row: HTMLElement): HTMLElement[] {
  // If the whole row opens something, the text is shown there.
  const all = row.querySelectorAll<HTMLElement>(
    row.matches('[data-opens]') ? CONTROLS : `${CONTROLS}, [data-hint]`,
  );
  const stops = [...all].filter(
    (stop) => stop.matches(CONTROLS) || (hasHint(stop) && stop.parentElement?.closest(CONTROLS) == null),
  );
  // "5 hours ago" and the date below it are the same moment: only the date is a stop.
  return stops.filter((stop, index) => {
    const next = stops[index + 1];
    return !(stop.matches('time') && next?.matches('time') && cellOf(stop) === cellOf(next));
  });
}

/**
 * A table of any length that scrolls with the page and renders only the rows in view. Rows are positioned absolutely,
 * so these are `div`s with table roles. One row is in the Tab order; Up, Down, Home, End and the page keys move between
 * rows, Left and Right within one.
 */
export function VirtualTable<Row, Extra, SortKey extends string>(
  props: VirtualTableProps<Row, Extra, SortKey>,
) {
  const { label, className, rows, keyOf, columns, sort, selection, rowHeightPx } = props;
  const rootRef = useRef<HTMLDivElement>(null);
  const headRef = useRef<HTMLDivElement>(null);
  const bodyRef = useRef<HTMLDivElement>(null);
  useStickyHeight(headRef, 'table-head');
  const isSelectable = selection !== undefined;
  const layouts = useMemo(() => columnLayouts(columns, isSelectable), [columns, isSelectable]);
  const room = useTableLayout(rootRef, layouts);
  const isPrinting = useIsPrinting();
  // Paper gets every column.
  const layout = isPrinting ? 'wide' : (room?.layout ?? 'card');
  const rowSelection = useRowSelection(rows, keyOf, selection);
  // By key: a row that a poll inserts must not move the focus.
  const [currentKey, setCurrentKey] = useState<string | null>(null);
  const foundIndex = useMemo(
    () => (currentKey === null ? -1 : rows.findIndex((row) => keyOf(row) === currentKey)),
    [rows, keyOf, currentKey],
  );
  const currentIndex = Math.max(0, foundIndex);
  const wantsFocus = useRef(false);

  const [scrollMarginPx, setScrollMarginPx] = useState(USUAL_MARGIN_PX);
  useLayoutEffect(() => {
    const body = bodyRef.current;
    if (body === null) return;
    // Notices and filters above the rows change height.
    const update = () => setScrollMarginPx(Math.round(body.getBoundingClientRect().top + window.scrollY));
    update();
    const observer = new ResizeObserver(update);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);

  const { density } = usePreferences();
  const morePx = layout !== 'card' && density === 'comfortable' ? COMFORT_PX : 0;
  const offsets = useMemo(
    () => rowOffsets(rows, (row) => rowHeightPx(row, layout) + morePx),
    [rows, rowHeightPx, layout, morePx],
  );
  const inView = useWindowRows(rows.length, offsets, scrollMarginPx);
  const { first, end } = isPrinting ? { first: 0, end: Math.min(rows.length, PRINTED_ROWS) } : inView;
  const drawn = Array.from({ length: Math.max(0, end - first) }, (_, place) => first + place);
  // The focused row stays in the document, or the focus would be lost.
  if (foundIndex >= 0 && foundIndex < first) drawn.unshift(foundIndex);
  if (foundIndex >= end && !isPrinting) drawn.push(foundIndex);

  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    const row = bodyRef.current?.querySelector<HTMLElement>(`[data-row="${foundIndex}"]`);
    if (row == null) return;
    wantsFocus.current = false;
    row.focus({ preventScroll: true });
  });

  const goToRow = (index: number) => {
    const bounded = Math.min(Math.max(index, 0), rows.length - 1);
    const row = rows[bounded];
    if (row === undefined) return;
    wantsFocus.current = true;
    scrollToRow(bounded, offsets, scrollMarginPx);
    if (keyOf(row) !== currentKey) setCurrentKey(keyOf(row));
    else
      bodyRef.current?.querySelector<HTMLElement>(`[data-row="${bounded}"]`)?.focus({ preventScroll: true });
  };

  const handleKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]') : null;
    if (row === null || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    const index = Number(row.dataset['row']);
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      Home: 0,
      End: rows.length - 1,
      PageDown: index + PAGE_ROWS,
      PageUp: index - PAGE_ROWS,
    };
    const target = targets[event.key];
    if (target !== undefined) {
      event.preventDefault();
      goToRow(target);
      return;
    }
    if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return;
    event.preventDefault();
    const stops = stopsOf(row);
    const position = stops.findIndex((stop) => stop.matches(':focus'));
    const next = position + (event.key === 'ArrowRight' ? 1 : -1);
    const stop = next < 0 ? row : stops[Math.min(next, stops.length - 1)];
    // Only here can a text with a hint take the focus.
    if (stop?.matches(`[data-hint]:not(${CONTROLS}, [tabindex])`)) stop.tabIndex = -1;
    stop?.focus();
  };

  return (
    <>
      {isPrinting ? props.printNote : null}
      <div
        ref={rootRef}
        role="table"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        className={`virtual-table ${className}`}
        data-layout={layout}
        style={columnStyle(room)}
        onKeyDown={handleKeyDown}
      >
        <div ref={headRef} role="rowgroup" className="virtual-table__head">
          {isPrinting ? props.printHead : null}
          <div role="row" aria-rowindex={1} className="virtual-table__header">
            {selection === undefined ? null : (
              <div role="columnheader">
                {layout === 'card' ? (
                  <span className="visually-hidden">{selection.texts.region}</span>
                ) : (
                  <SelectAll rows={rows} keyOf={keyOf} selection={selection} />
                )}
              </div>
            )}
            {columns.map((column) =>
              isInLayout(column, layout) ? (
                <ColumnHead key={column.key} column={column} layout={layout} sort={sort} />
              ) : null,
            )}
          </div>
        </div>
        <div
          ref={bodyRef}
          role="rowgroup"
          className="virtual-table__body"
          style={{ height: offsets.totalPx || undefined }}
          onFocus={(event) => {
            const element = event.target.closest<HTMLElement>('[data-row]');
            const row = element === null ? undefined : rows[Number(element.dataset['row'])];
            if (row !== undefined) setCurrentKey(keyOf(row));
          }}
        >
          {rows.length === 0 ? (
            <SkeletonRows rows={PLACEHOLDERS} heightPx={rowHeightPx(null, layout) + morePx} />
          ) : null}
          {drawn.map((index) => {
            const row = rows[index];
            if (row === undefined) return null;
            const key = keyOf(row);
            return (
              <TableRow
                key={key}
                row={row}
                extra={props.extraOf(row)}
                columns={columns}
                className={props.rowClassName}
                attributesOf={props.attributesOf}
                layout={layout}
                index={index}
                offsetPx={offsets.startOf(index)}
                heightPx={offsets.heightOf(index)}
                isCurrent={index === currentIndex}
                isSelected={selection?.selected.has(key) ?? false}
                selection={rowSelection}
              />
            );
          })}
        </div>
      </div>
    </>
  );
}

interface ColumnHeadProps<Row, Extra, SortKey extends string> {
  column: Column<Row, Extra, SortKey>;
  layout: TableLayout;
  sort: TableSort<SortKey> | undefined;
}

function ColumnHead<Row, Extra, SortKey extends string>({
  column: { header, isHeaderHidden, headerMenu, isNumber, sort: sortKey },
  layout,
  sort,
}: ColumnHeadProps<Row, Extra, SortKey>) {
  const label = typeof header === 'string' ? header : header(layout);
  if (sortKey !== undefined && sort !== undefined) {
    return (
      <SortHeader
        label={label}
        direction={sort.key === sortKey ? sort.direction : null}
        // The header of cards is visually hidden, so its buttons must not take the focus.
        onSort={layout === 'card' ? null : () => sort.onSort(sortKey)}
        isNumber={isNumber ?? false}
      />
    );
  }
  return (
    <div role="columnheader" data-number={isNumber || undefined}>
      {isHeaderHidden ? <span className="visually-hidden">{label}</span> : <span>{label}</span>}
      {layout === 'card' || sort === undefined ? null : headerMenu}
    </div>
  );
}
