import { useEffect } from 'react';
import { useStore } from '../../browser/storage/store';
import { toasts } from './toast-store';

/**
 * At 400 % zoom, toasts cover most of the screen: the page gets their height as extra space at its end, so that a
 * focused control can scroll out from under them.
 */
export function ToastRoom() {
  const shown = useStore(toasts);
  useEffect(() => {
    const region = document.querySelector<HTMLElement>('.toast-region');
    // In the store, but not rendered yet or any more.
    if (region === null) return;
    document.documentElement.style.setProperty('--sticky-toast', `${region.offsetHeight}px`);
    const focused = document.activeElement;
    if (shown.length === 0 || focused === null || !focused.matches('a, button, input, select')) return;
    const cover = region.getBoundingClientRect();
    const { top, bottom, right } = focused.getBoundingClientRect();
    const isCovered = bottom > cover.top && top < cover.bottom && right > cover.left;
    if (isCovered && !region.contains(focused)) focused.scrollIntoView({ block: 'center' });
  }, [shown]);
  return null;
}
