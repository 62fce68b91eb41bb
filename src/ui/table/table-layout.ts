import { type RefObject, useLayoutEffect, useState } from 'react';

/** How a row is laid out; chosen by the room there is, not by the device. */
export type TableLayout = 'wide' | 'medium' | 'card';

/** A column: the least width at which its content can be read, CSS pixels, and its share of what is left over. */
export interface Track {
  readonly minPx: number;
  readonly grow?: number;
}

/** One way to set rows in columns. */
export interface ColumnLayout {
  readonly layout: Exclude<TableLayout, 'card'>;
  readonly tracks: readonly Track[];
  /** Row buttons show their icons only. */
  readonly isTight?: boolean;
}

/** Between two columns and at either end of a row; the style sheet takes them from here. CSS pixels. */
const COLUMN_GAP_PX = 12;
const ROW_INSET_PX = 16;

/** The least width at which every column has its own least width, CSS pixels. */
export function leastWidthPx({ tracks }: ColumnLayout): number {
  const columnsPx = tracks.reduce((sum, { minPx }) => sum + minPx, 0);
  return columnsPx + Math.max(0, tracks.length - 1) * COLUMN_GAP_PX + 2 * ROW_INSET_PX;
}

/** The first of the layouts, the widest being the first, that fits; null where rows have to be cards. */
export function layoutFor(widthPx: number, layouts: readonly ColumnLayout[]): ColumnLayout | null {
  return layouts.find((each) => leastWidthPx(each) <= widthPx) ?? null;
}

/** The custom properties by which the style sheet sets head and rows in the same columns. */
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

/** Watches the room of an element. Null: rows are cards. */
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
