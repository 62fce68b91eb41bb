import { type RefObject, useLayoutEffect } from 'react';

export type StickyBar = 'table-head' | 'nav' | 'selection';

/** Keeps `--sticky-<bar>` at the height of an element; base.css derives the page's `scroll-padding` from it. */
export function useStickyHeight(ref: RefObject<HTMLElement | null>, bar: StickyBar): void {
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const { style } = document.documentElement;
    const name = `--sticky-${bar}`;
    const set = (height: number) => style.setProperty(name, `${height}px`);
    const observer = new ResizeObserver(() => set(element.offsetHeight));
    observer.observe(element);
    element.dataset['sticky'] = bar;
    return () => {
      observer.disconnect();
      delete element.dataset['sticky'];
      // Of two tables on a page, one may go.
      const other = document.querySelector<HTMLElement>(`[data-sticky="${bar}"]`);
      if (other === null) style.removeProperty(name);
      else set(other.offsetHeight);
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
