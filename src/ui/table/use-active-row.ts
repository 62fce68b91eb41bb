import { type FocusEvent, useState } from 'react';

/**
 * Whether a row is under the pointer or holds the focus, and the handlers that tell. Most rows are neither: their
 * buttons and hints need not be drawn.
 */
export function useActiveRow() {
  const [isUnderPointer, setUnderPointer] = useState(false);
  const [hasFocus, setHasFocus] = useState(false);
  const handlers = {
    onPointerEnter: () => setUnderPointer(true),
    onPointerLeave: () => setUnderPointer(false),
    onFocus: () => setHasFocus(true),
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
      if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setHasFocus(false);
    },
  };
  return [isUnderPointer || hasFocus, handlers] as const;
}
