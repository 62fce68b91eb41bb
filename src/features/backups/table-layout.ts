import { type RefObject, useLayoutEffect, useState } from 'react';

/** How a row is laid out; chosen by the room there is, not by the device. */
export type TableLayout = 'wide' | 'medium' | 'card';

/** Row heights in CSS pixels. Fixed, so that 20,000 rows need no measuring; the style sheet follows them. */
export const ROW_HEIGHT_PX: Record<TableLayout, number> = { wide: 62, medium: 62, card: 172 };

const WIDE_FROM_PX = 1020;
const MEDIUM_FROM_PX = 800;

/** Source of the break points: the sum of the columns' least widths. */
export function layoutFor(widthPx: number): TableLayout {
  if (widthPx >= WIDE_FROM_PX) return 'wide';
  return widthPx >= MEDIUM_FROM_PX ? 'medium' : 'card';
}

/** Watches the room of an element. */
export function useTableLayout(ref: RefObject<HTMLElement | null>): TableLayout {
  const [layout, setLayout] = useState<TableLayout>(() => layoutFor(window.innerWidth));
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const update = () => {
      if (element.clientWidth > 0) setLayout(layoutFor(element.clientWidth));
    };
    update();
    const observer = new ResizeObserver(update);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return layout;
}
