import { useDeferredValue, useRef, useSyncExternalStore } from 'react';
import { scrollInsetsPx } from '../../browser/use-sticky-height';
import type { RowOffsets } from './row-offsets';

/**
 * Extra rows above and below the view, for fast scrolling. While scrolling, rows change in steps of this many, because
 * a frame without new rows costs next to nothing.
 */
const SPARE_ROWS = 6;
/** From here on only the row in the Tab order is drawn: a group of a long page, not the rows below the fold of a small one. */
const FAR_PX = 2_000;

/** Row indexes; `end` is exclusive. */
export interface RowRange {
  readonly first: number;
  readonly end: number;
}

/**
 * The rows to draw.
 * @param topPx where the view begins, CSS pixels from the top of the first row
 * @param bottomPx where it ends
 */
export function rowsAround(
  count: number,
  offsets: RowOffsets,
  topPx: number,
  bottomPx: number,
  spareRows: number = SPARE_ROWS,
): RowRange {
  if (bottomPx + FAR_PX < 0 || topPx - FAR_PX > offsets.totalPx) return { first: 0, end: Math.min(count, 1) };
  const top = offsets.indexAt(topPx);
  const step = top - (top % Math.max(1, spareRows));
  const bottom = offsets.indexAt(Math.min(topPx, offsets.startOf(step)) + bottomPx - topPx);
  return { first: Math.max(0, step - spareRows), end: Math.min(count, bottom + 1 + 2 * spareRows) };
}

/** What the window shows of the page, CSS pixels; `bottom` is exclusive. */
let view = { topPx: 0, bottomPx: 0 };

function readView(): void {
  view = { topPx: window.scrollY, bottomPx: window.scrollY + window.innerHeight };
}

function subscribe(onChange: () => void): () => void {
  readView();
  const follow = () => {
    readView();
    onChange();
  };
  window.addEventListener('scroll', follow, { passive: true });
  window.addEventListener('resize', follow);
  return () => {
    window.removeEventListener('scroll', follow);
    window.removeEventListener('resize', follow);
  };
}

/**
 * The rows in view of the window, with overscan. Renders again only when the range changes. Where the window stands is
 * read in its own events only: read while rows change, it would cost a layout each time.
 * @param marginPx height above the first row, CSS pixels
 */
export function useWindowRows(count: number, offsets: RowOffsets, marginPx: number): RowRange {
  if (view.bottomPx === 0) readView();
  const last = useRef<RowRange>({ first: 0, end: 0 });
  // The rows in view are painted first.
  const spareRows = useDeferredValue(SPARE_ROWS, 0);
  // One subscription: React renders between two listeners of an event, and the second one would read a dirty layout.
  return useSyncExternalStore(subscribe, () => {
    const [topPx, bottomPx] = [view.topPx - marginPx, view.bottomPx - marginPx];
    const { first, end } = rowsAround(count, offsets, topPx, bottomPx, spareRows);
    if (first !== last.current.first || end !== last.current.end) last.current = { first, end };
    return last.current;
  });
}

/** Scrolls the window just enough to show a row between the sticky bars. */
export function scrollToRow(index: number, offsets: RowOffsets, marginPx: number): void {
  const startPx = offsets.startOf(index) + marginPx;
  const endPx = startPx + offsets.heightOf(index);
  const { top, bottom } = scrollInsetsPx();
  const viewPx = window.innerHeight - bottom;
  // The start first: a row may be taller than a small screen.
  if (startPx - top < window.scrollY || endPx - startPx > viewPx - top) window.scrollTo(0, startPx - top);
  else if (endPx > window.scrollY + viewPx) window.scrollTo(0, endPx - viewPx);
}
