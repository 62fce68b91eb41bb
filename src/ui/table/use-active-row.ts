import { type FocusEvent, type PointerEvent, type SyntheticEvent, useState } from 'react';

/** React bubbles events of an open menu to its button's row, although the menu is not inside it. */
function isWithin({ currentTarget, target }: SyntheticEvent<HTMLElement>): boolean {
  return target instanceof Node && currentTarget.contains(target);
}

/**
 * Whether a row is hovered or focused, and the handlers that track it. Most rows are neither, so their buttons and
 * hints need not be rendered.
 */
export function useActiveRow() {
  const [isUnderPointer, setUnderPointer] = useState(false);
  const [hasFocus, setHasFocus] = useState(false);
  const handlers = {
    onPointerOver: (event: PointerEvent<HTMLElement>) =>
      setUnderPointer(event.pointerType !== 'touch' && isWithin(event)),
    onPointerLeave: () => setUnderPointer(false),
    onFocus: (event: FocusEvent<HTMLElement>) => {
      // A menu closed by pointer returns the focus to its button, but then the hovered row is the active one.
      const isFromMenu = event.relatedTarget?.closest('[role="menu"]') != null;
      setHasFocus(isWithin(event) && !(isFromMenu && !event.target.matches(':focus-visible')));
    },
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
      // Another window took the focus: it will return to the same element.
      const isStillHere = currentTarget.contains(document.activeElement);
      const next = relatedTarget instanceof Node ? relatedTarget : null;
      if (!isStillHere && !currentTarget.contains(next)) setHasFocus(false);
    },
  };
  return [isUnderPointer || hasFocus, handlers] as const;
}
