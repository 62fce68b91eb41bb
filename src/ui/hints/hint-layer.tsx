import './hint.css';
import { useLayoutEffect, useRef } from 'react';
import { useStore } from '../../browser/storage/store';
import { type HintAnchor, type ShownHint, shownHint } from './hint';

const GAP_PX = 8;

/** Above its anchor, or below if there is no room, always within the window. False if the anchor is out of view. */
function place(hint: HTMLElement, anchor: HintAnchor): boolean {
  const { left, width, top, bottom } = anchor.getBoundingClientRect();
  if (!anchor.isConnected || bottom < 0 || top > window.innerHeight) return false;
  const mostLeft = document.documentElement.clientWidth - hint.offsetWidth - GAP_PX;
  const aboveTop = top - hint.offsetHeight - GAP_PX;
  hint.style.left = `${Math.max(GAP_PX, Math.min(left + width / 2 - hint.offsetWidth / 2, mostLeft))}px`;
  const lowest = document.documentElement.clientHeight - hint.offsetHeight - GAP_PX;
  hint.style.top = `${aboveTop >= GAP_PX ? aboveTop : Math.max(GAP_PX, Math.min(bottom + GAP_PX, lowest))}px`;
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
    const stop = new AbortController();
    window.addEventListener('scroll', follow, { capture: true, passive: true, signal: stop.signal });
    window.addEventListener('resize', follow, { signal: stop.signal });
    return () => stop.abort();
  }, [anchor]);
  return (
    <div
      ref={ref}
      className="hint"
      role={isHeard ? undefined : 'status'}
      aria-hidden={isHeard || undefined}
      dir="auto"
      onPointerLeave={({ pointerType }) => {
        // On touch, the pointer leaves before the tap arrives.
        if (pointerType !== 'touch') shownHint.set(null);
      }}
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

/** Shows the hint requested by a tap or focus, see `useHintEvents`. One for the whole page. */
export function HintLayer({ openLabel }: { openLabel: string }) {
  const hint = useStore(shownHint);
  return hint === null ? null : <Hint hint={hint} openLabel={openLabel} />;
}
