import { useEffect } from 'react';
import { isComposing } from '../../browser/composing';
import { hasHint, type ShownHint, shownHint } from './hint';

function showFor(anchor: HTMLElement, { onOpen = null, isHeard = false }: Partial<ShownHint> = {}): void {
  shownHint.set({ anchor, text: anchor.title, onOpen, isHeard });
}

/** A click on text or a disabled control shows its hint; on a link only a tap does, because touch cannot hover. */
function handleClick(event: MouseEvent, isTouch: boolean): void {
  const { target } = event;
  if (!(target instanceof Element) || target.closest('.hint') !== null) return;
  const before = shownHint.get();
  shownHint.set(null);
  const anchor = target.closest('[data-hint]');
  // If the whole row opens something, the text is shown there.
  if (anchor === null || !hasHint(anchor) || anchor.closest('[data-opens]') !== null) return;
  const control = target.closest('a[href], button, input, select, label');
  if (control === null || (control === anchor && control.getAttribute('aria-disabled') === 'true')) {
    if (before?.anchor !== anchor) showFor(anchor);
  } else if (control === anchor && control.matches('a[href]') && isTouch && before?.anchor !== anchor) {
    event.preventDefault();
    event.stopPropagation();
    showFor(anchor, { onOpen: () => anchor.click() });
  }
}

function listen(): () => void {
  let isTouch = false;
  const onPointerDown = ({ pointerType }: PointerEvent) => {
    isTouch = pointerType === 'touch';
  };
  const onClick = (event: MouseEvent) => {
    handleClick(event, isTouch);
    // A scripted click has no pointer event.
    isTouch = false;
  };
  const onFocusIn = ({ target }: FocusEvent) => {
    if (!(target instanceof Element) || target.closest('.hint') !== null) return;
    if (!target.matches(':focus-visible')) return;
    if (hasHint(target)) showFor(target, { isHeard: true });
    else shownHint.set(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || isComposing(event) || shownHint.get() === null) return;
    // Closes the hint only, not the dialog around it.
    event.stopPropagation();
    shownHint.set(null);
  };
  const stop = new AbortController();
  const options = { capture: true, signal: stop.signal };
  document.addEventListener('pointerdown', onPointerDown, options);
  document.addEventListener('click', onClick, options);
  document.addEventListener('focusin', onFocusIn, { signal: stop.signal });
  window.addEventListener('keydown', onKeyDown, options);
  return () => {
    stop.abort();
    shownHint.set(null);
  };
}

/** Follows taps and focus on elements with a hint; the hint layer shows it. */
export function useHintEvents(): void {
  useEffect(listen, []);
}
