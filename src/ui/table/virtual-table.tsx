import './virtual-table.css';
import {
  type KeyboardEvent,
  type ReactNode,
  useDeferredValue,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useIsPrinting } from '../../browser/use-is-printing';
import { useStickyHeight } from '../../browser/use-sticky-height';
import { hasHint } from '../hint';
import { PRINTED_ROWS } from './printed-rows';
import { rowOffsets } from './row-offsets';
import { type ColumnLayout, columnStyle, type TableLayout, useTableLayout } from './table-layout';
import { scrollToRow, useWindowRows } from './use-window-rows';

const PAGE_ROWS = 10;
/** What usually stands above the rows: the first draw goes by it, until it is measured, before anything is seen. */
const USUAL_MARGIN_PX = 300;

/** Where a row stands. Spread `rowProps` of it on the row's element. */
export interface RowPlace {
  readonly layout: TableLayout;
  /** From 0. */
  readonly index: number;
  readonly offsetPx: number;
  readonly heightPx: number;
  /** Whether the Tab key leads to this row. */
  readonly isCurrent: boolean;
  /** Whether what is looked at second is drawn too. It comes when the rows were painted for the first time. */
  readonly hasDetails: boolean;
}

/** The attributes by which the table finds, places and names its rows. */
export function rowProps({ index, offsetPx, heightPx, isCurrent }: RowPlace) {
  return {
    role: 'row',
    'aria-rowindex': index + 2,
    'data-row': index,
    tabIndex: isCurrent ? 0 : -1,
    style: { transform: `translateY(${offsetPx}px)`, height: heightPx },
  } as const;
}

export interface VirtualTableProps<Row> {
  label: string;
  className: string;
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /**
   * CSS pixels. Known beforehand, so that 100,000 rows need no measuring (a library that measures weighs 10 kB more);
   * the style sheet follows it. The same function from draw to draw.
   */
  rowHeightPx: (row: Row, layout: TableLayout) => number;
  /** Its ways to set rows in columns, the widest first; narrower than the last, rows are cards. */
  layouts: readonly ColumnLayout[];
  /** The cells of the head, with their roles. */
  renderHead: (layout: TableLayout) => ReactNode;
  renderRow: (row: Row, place: RowPlace) => ReactNode;
  isServerShown?: boolean;
  /** Stand above and below the rows on paper only. */
  printHead: ReactNode;
  printNote: ReactNode;
}

/**
 * A table of any length. Only the rows in view exist; the page itself scrolls. Rows are placed one by one, which
 * table elements do not survive: so these are plain elements with the roles of a table. One row at a time is in
 * the Tab order; the arrow keys, Home, End and the page keys go from row to row, left and right into a row.
 */
export function VirtualTable<Row>(props: VirtualTableProps<Row>) {
  const { label, className, rows, keyOf, rowHeightPx, layouts, renderHead, renderRow, isServerShown } = props;
  const rootRef = useRef<HTMLDivElement>(null);
  const headRef = useRef<HTMLDivElement>(null);
  const bodyRef = useRef<HTMLDivElement>(null);
  useStickyHeight(headRef, 'table-head');
  const columns = useTableLayout(rootRef, layouts);
  const isPrinting = useIsPrinting();
  // Paper gets every column: the style sheet makes a real table of it, as wide as the sheet.
  const layout = isPrinting ? 'wide' : (columns?.layout ?? 'card');
  const hasDetails = useDeferredValue(true, false);
  // By key, not by place: rows that a poll inserts must not move the focus to another row.
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
    // What stands above the rows changes its height with notices and filters; the offset must follow.
    const update = () => setScrollMarginPx(Math.round(body.getBoundingClientRect().top + window.scrollY));
    update();
    const observer = new ResizeObserver(update);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);

  const offsets = useMemo(
    () => rowOffsets(rows, (row) => rowHeightPx(row, layout)),
    [rows, rowHeightPx, layout],
  );
  const inView = useWindowRows(rows.length, offsets, scrollMarginPx);
  const { first, end } = isPrinting ? { first: 0, end: Math.min(rows.length, PRINTED_ROWS) } : inView;
  const drawn = Array.from({ length: Math.max(0, end - first) }, (_, place) => first + place);
  // The row with the focus stays in the page however far the view moves, or the focus would be lost.
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
    const row = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-row]') : null;
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
    const stops = row.querySelectorAll<HTMLElement>(
      'a, button, input:not(:disabled), [data-strip], [data-hint][tabindex]',
    );
    // A text that can be seen whole has nothing more to say.
    const controls = [...stops].filter((stop) => stop.dataset['hint'] !== 'cut' || hasHint(stop));
    const position = controls.findIndex((control) => control.matches(':focus'));
    const next = position + (event.key === 'ArrowRight' ? 1 : -1);
    (next < 0 ? row : controls[Math.min(next, controls.length - 1)])?.focus();
  };

  const table = (
    <div
      ref={rootRef}
      role="table"
      aria-label={label}
      aria-busy={!hasDetails || undefined}
      aria-rowcount={rows.length + 1}
      className={`virtual-table ${className}`}
      data-layout={layout}
      data-tight={columns?.isTight || undefined}
      style={columnStyle(columns)}
      data-server-shown={isServerShown}
      onKeyDown={handleKeyDown}
    >
      <div ref={headRef} role="rowgroup" className="virtual-table__head">
        {isPrinting ? props.printHead : null}
        <div role="row" aria-rowindex={1} className="virtual-table__header">
          {renderHead(layout)}
        </div>
      </div>
      <div
        ref={bodyRef}
        role="rowgroup"
        className="virtual-table__body"
        style={{ height: offsets.totalPx }}
        onFocus={(event) => {
          const element = event.target.closest<HTMLElement>('[data-row]');
          const row = element === null ? undefined : rows[Number(element.dataset['row'])];
          if (row !== undefined) setCurrentKey(keyOf(row));
        }}
      >
        {drawn.map((index) => {
          const row = rows[index];
          if (row === undefined) return null;
          return renderRow(row, {
            layout,
            index,
            offsetPx: offsets.startOf(index),
            heightPx: offsets.heightOf(index),
            isCurrent: index === currentIndex,
            hasDetails,
          });
        })}
      </div>
    </div>
  );
  return (
    <>
      {isPrinting ? props.printNote : null}
      {table}
    </>
  );
}
