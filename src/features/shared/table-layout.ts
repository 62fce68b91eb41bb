import { type RefObject, useLayoutEffect, useState } from 'react';

/** How a row is laid out; chosen by the room there is, not by the device. */
export type TableLayout = 'wide' | 'medium' | 'card';

/** From which width of the table on a layout has room, CSS pixels; below both, rows are cards. */
export interface LayoutWidths {
  readonly wideFromPx: number;
  readonly mediumFromPx: number;
}

export function layoutFor(widthPx: number, widths: LayoutWidths): TableLayout {
  if (widthPx >= widths.wideFromPx) return 'wide';
  return widthPx >= widths.mediumFromPx ? 'medium' : 'card';
}

/** Watches the room of an element. */
export function useTableLayout(ref: RefObject<HTMLElement | null>, widths: LayoutWidths): TableLayout {
  const [layout, setLayout] = useState<TableLayout>(() => layoutFor(window.innerWidth, widths));
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const update = () => {
      if (element.clientWidth > 0) setLayout(layoutFor(element.clientWidth, widths));
    };
    update();
    const observer = new ResizeObserver(update);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref, widths]);
  return layout;
}
