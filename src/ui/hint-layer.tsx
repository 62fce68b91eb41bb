import './hint.css';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { useStore } from '../browser/store';
import { hasHint, type ShownHint, shownHint } from './hint';

const GAP_PX = 8;

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

/** Above what it is about, or below where there is no room; never beyond the window. False when that is out of view. */
function place(hint: HTMLElement, anchor: Element): boolean {
  const { left, width, top, bottom } = anchor.getBoundingClientRect();
  if (!anchor.isConnected || bottom < 0 || top > window.innerHeight) return false;
  const mostLeft = document.documentElement.clientWidth - hint.offsetWidth - GAP_PX;
  const aboveTop = top - hint.offsetHeight - GAP_PX;
  hint.style.left = `${Math.max(GAP_PX, Math.min(left + width / 2 - hint.offsetWidth / 2, mostLeft))}px`;
  hint.style.top = `${aboveTop >= GAP_PX ? aboveTop : bottom + GAP_PX}px`;
  return true;
}

function Hint({ hint, openLabel }: { hint: ShownHint; openLabel: string }) {
  const ref = useRef<HTMLDivElement>(null);
  const { anchor, text, onOpen, isHeard } = hint;
  useLayoutEffect(() => {
    const follow = () => {
      if (ref.current !== null && !place(ref.current, anchor)) shownHint.set(null);
    };
    follow();
    window.addEventListener('scroll', follow, { capture: true, passive: true });
    window.addEventListener('resize', follow);
    return () => {
      window.removeEventListener('scroll', follow, { capture: true });
      window.removeEventListener('resize', follow);
    };
  }, [anchor]);
  return (
    <div
      ref={ref}
      className="hint"
      role={isHeard ? undefined : 'status'}
      aria-hidden={isHeard || undefined}
      dir="auto"
    >
      <span>{text}</span>
      {onOpen === null ? null : (
        <button
          type="button"
          className="hint__open"
          onClick={() => {
            shownHint.set(null);
            onOpen();
          }}
        >
          {openLabel}
        </button>
      )}
    </div>
  );
}

/** Shows what stands only in a `title`, for fingers and keyboards: see `hint`. One for the whole page. */
export function HintLayer({ openLabel }: { openLabel: string }) {
  const hint = useStore(shownHint);
  useEffect(() => {
    const stop = listen();
    return () => {
      stop();
      shownHint.set(null);
    };
  }, []);
  return hint === null ? null : <Hint hint={hint} openLabel={openLabel} />;
}
