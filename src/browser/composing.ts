/** How browsers number a key that an input method took; Safari so marks the one that ends the composing as well. */
const TAKEN_KEY_CODE = 229;

/** Whether a key belongs to an input method (Japanese, Chinese, Korean …) and not to the page. */
export function isComposing({ isComposing, keyCode }: KeyboardEvent): boolean {
  return isComposing || keyCode === TAKEN_KEY_CODE;
}

/**
 * Keeps the keys of an input method from every handler of the page at once, libraries included: its Escape closes no
 * dialog and empties no search, its Enter chooses and sends nothing. Returns a stop.
 */
export function shieldComposing(): () => void {
  const shield = (event: KeyboardEvent) => {
    if (!isComposing(event)) return;
    event.stopPropagation();
    // The browser itself would send the form, and empty a search.
    if (event.isComposing && (event.key === 'Enter' || event.key === 'Escape')) event.preventDefault();
  };
  window.addEventListener('keydown', shield, true);
  return () => window.removeEventListener('keydown', shield, true);
}
