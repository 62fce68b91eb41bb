import { type RefObject, useLayoutEffect, useState } from 'react';

/** How a row is laid out, by the width of the table. */
export type TableLayout = 'wide' | 'medium' | 'card';

/** The width of a column: its minimum, CSS pixels, and its share of the remaining width. */
export interface Track {
  readonly minPx: number;
  readonly grow?: number;
}

export interface ColumnLayout {
  readonly layout: Exclude<TableLayout, 'card'>;
  readonly tracks: readonly Track[];
}

/** The style sheet gets these from `columnStyle`. */
const COLUMN_GAP_PX = 12;
const ROW_INSET_PX = 16;

/** The width that every column's minimum, the gaps and the insets need, CSS pixels. */
export function leastWidthPx({ tracks }: ColumnLayout): number {
  const columnsPx = tracks.reduce((sum, { minPx }) => sum + minPx, 0);
  return columnsPx + Math.max(0, tracks.length - 1) * COLUMN_GAP_PX + 2 * ROW_INSET_PX;
}

/** The widest layout that fits; null if rows must be cards. `layouts`: widest first. */
export function layoutFor(widthPx: number, layouts: readonly ColumnLayout[]): ColumnLayout | null {
  return layouts.find((each) => leastWidthPx(each) <= widthPx) ?? null;
}

/** Custom properties that give header and rows the same columns. */
export function columnStyle(columns: ColumnLayout | null): Readonly<Record<`--${string}`, string>> {
  if (columns === null) return { '--row-inset': `${ROW_INSET_PX}px` };
  const template = columns.tracks.map(({ minPx, grow }) =>
    grow === undefined ? `${minPx}px` : `minmax(${minPx}px, ${grow}fr)`,
  );
  return {
    '--columns': template.join(' '),
    '--column-gap': `${COLUMN_GAP_PX}px`,
    '--row-inset': `${ROW_INSET_PX}px`,
  };
}

/** The layout for the width of an element, see `layoutFor`. */
export function useTableLayout(
  ref: RefObject<HTMLElement | null>,
  layouts: readonly ColumnLayout[],
): ColumnLayout | null {
  const [widthPx, setWidthPx] = useState(() => window.innerWidth);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const update = () => {
      if (element.clientWidth > 0) setWidthPx(element.clientWidth);
    };
    update();
    const observer = new ResizeObserver(update);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return layoutFor(widthPx, layouts);
}
