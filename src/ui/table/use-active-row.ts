import { type FocusEvent, type PointerEvent, useState } from 'react';

/**
 * Whether a row is under the pointer or holds the focus, and the handlers that tell. Most rows are neither: their
 * buttons and hints need not be drawn.
 */
export function useActiveRow() {
  const [isUnderPointer, setUnderPointer] = useState(false);
  const [hasFocus, setHasFocus] = useState(false);
  const handlers = {
    onPointerEnter: ({ pointerType }: PointerEvent) => setUnderPointer(pointerType !== 'touch'),
    onPointerLeave: () => setUnderPointer(false),
    onFocus: () => setHasFocus(true),
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
      // Another window took the focus: it comes back to the element that has it still.
      const isStillHere = currentTarget.contains(document.activeElement);
      const next = relatedTarget instanceof Node ? relatedTarget : null;
      if (!isStillHere && !currentTarget.contains(next)) setHasFocus(false);
    },
  };
  return [isUnderPointer || hasFocus, handlers] as const;
}
