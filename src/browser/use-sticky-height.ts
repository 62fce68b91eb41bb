import { type RefObject, useLayoutEffect } from 'react';

/** What stays in view while the page scrolls, by the custom property that holds its height. */
export type StickyBar = 'table-head' | 'nav' | 'selection';

/**
 * Keeps `--sticky-<bar>` at the height of an element, CSS pixels. What the browser scrolls to keeps clear of it by the
 * `scroll-padding` of base.css, which also says where the bars let go.
 */
export function useStickyHeight(ref: RefObject<HTMLElement | null>, bar: StickyBar): void {
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const root = document.documentElement;
    const observer = new ResizeObserver(() => {
      root.style.setProperty(`--sticky-${bar}`, `${element.offsetHeight}px`);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      root.style.removeProperty(`--sticky-${bar}`);
    };
  }, [ref, bar]);
}

/** How much of the window's top and bottom is covered, with a little air; CSS pixels. */
export function scrollInsetsPx(): { readonly top: number; readonly bottom: number } {
  const { scrollPaddingTop, scrollPaddingBottom } = getComputedStyle(document.documentElement);
  return {
    top: Number.parseFloat(scrollPaddingTop) || 0,
    bottom: Number.parseFloat(scrollPaddingBottom) || 0,
  };
}
