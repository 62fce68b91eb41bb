import { useEffect } from 'react';
import { useStore } from '../../browser/store';
import { toasts } from './toast-store';

/**
 * On a screen zoomed to 400 % toasts reach over most of its height: the page gets their height as room at its end, and a
 * focused control comes out from under them.
 */
export function ToastRoom() {
  const shown = useStore(toasts);
  useEffect(() => {
    const region = document.querySelector<HTMLElement>('.toast-region');
    // In the store, but not yet or no longer drawn.
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
