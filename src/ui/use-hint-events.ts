import { useEffect } from 'react';
import { hasHint, type ShownHint, shownHint } from './hint';

/** Works as soon as it is tapped: a hint must not take its place. */
function isWorking(control: Element): boolean {
  return control.getAttribute('aria-disabled') !== 'true';
}

function showFor(anchor: HTMLElement, { onOpen = null, isHeard = false }: Partial<ShownHint> = {}): void {
  shownHint.set({ anchor, text: anchor.title, onOpen, isHeard });
}

/** A tap or click: on what does nothing it shows the reason, on a link only where there is no pointer to hover with. */
function handleClick(event: MouseEvent, isTouch: boolean): void {
  const { target } = event;
  if (!(target instanceof Element) || target.closest('.hint') !== null) return;
  const before = shownHint.get();
  shownHint.set(null);
  const anchor = target.closest('[data-hint]');
  // A row that opens as a whole shows the same there.
  if (anchor === null || !hasHint(anchor) || anchor.closest('[data-opens]') !== null) return;
  const control = target.closest('a[href], button, input, select, label');
  if (control === null || (control === anchor && !isWorking(control))) {
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
    // What a program clicks comes without a finger.
    isTouch = false;
  };
  const onFocusIn = ({ target }: FocusEvent) => {
    if (!(target instanceof Element) || target.closest('.hint') !== null) return;
    if (!target.matches(':focus-visible')) return;
    if (hasHint(target)) showFor(target, { isHeard: true });
    else shownHint.set(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.isComposing || shownHint.get() === null) return;
    // The hint alone goes: not the dialog that it stands in.
    event.stopPropagation();
    shownHint.set(null);
  };
  document.addEventListener('pointerdown', onPointerDown, true);
  document.addEventListener('click', onClick, true);
  document.addEventListener('focusin', onFocusIn);
  window.addEventListener('keydown', onKeyDown, true);
  return () => {
    document.removeEventListener('pointerdown', onPointerDown, true);
    document.removeEventListener('click', onClick, true);
    document.removeEventListener('focusin', onFocusIn);
    window.removeEventListener('keydown', onKeyDown, true);
  };
}

/** Listens for taps and focus on what has a hint, from the first draw on; the layer that draws hints loads later. */
export function useHintEvents(): void {
  useEffect(() => {
    const stop = listen();
    return () => {
      stop();
      shownHint.set(null);
    };
  }, []);
}
