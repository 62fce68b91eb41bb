import { type FocusEvent, type PointerEvent, type SyntheticEvent, useState } from 'react';

/** React passes events of an open menu on to the row of its button, in which it does not lie. */
function isWithin({ currentTarget, target }: SyntheticEvent<HTMLElement>): boolean {
  return target instanceof Node && currentTarget.contains(target);
}

/**
 * Whether a row is under the pointer or holds the focus, and the handlers that tell. Most rows are neither: their
 * buttons and hints need not be drawn.
 */
export function useActiveRow() {
  const [isUnderPointer, setUnderPointer] = useState(false);
  const [hasFocus, setHasFocus] = useState(false);
  const handlers = {
    onPointerOver: (event: PointerEvent<HTMLElement>) =>
      setUnderPointer(event.pointerType !== 'touch' && isWithin(event)),
    onPointerLeave: () => setUnderPointer(false),
    onFocus: (event: FocusEvent<HTMLElement>) => {
      // A menu that the pointer has closed gives the focus back to its button; the pointer says where one is.
      const isFromMenu = event.relatedTarget?.closest('[role="menu"]') != null;
      setHasFocus(isWithin(event) && !(isFromMenu && !event.target.matches(':focus-visible')));
    },
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
      // Another window took the focus: it comes back to the element that has it still.
      const isStillHere = currentTarget.contains(document.activeElement);
      const next = relatedTarget instanceof Node ? relatedTarget : null;
      if (!isStillHere && !currentTarget.contains(next)) setHasFocus(false);
    },
  };
  return [isUnderPointer || hasFocus, handlers] as const;
}
