import { type RefObject, useLayoutEffect } from 'react';

export type StickyBar = 'table-head' | 'nav' | 'selection';

/** Keeps `--sticky-<bar>` at the height of an element; base.css derives the page's `scroll-padding` from it. */
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

/** The height that bars cover at the top and bottom of the window, CSS pixels. */
export function scrollInsetsPx(): { readonly top: number; readonly bottom: number } {
  const { scrollPaddingTop, scrollPaddingBottom } = getComputedStyle(document.documentElement);
  return {
    top: Number.parseFloat(scrollPaddingTop) || 0,
    bottom: Number.parseFloat(scrollPaddingBottom) || 0,
  };
}
