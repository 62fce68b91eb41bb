/** The key code of keys that an input method handles; in Safari also of the key that ends the composition. */
const TAKEN_KEY_CODE = 229;

/** Whether a key belongs to an input method (Japanese, Chinese, Korean). */
export function isComposing({ isComposing, keyCode }: KeyboardEvent): boolean {
  return isComposing || keyCode === TAKEN_KEY_CODE;
}

/**
 * Hides the keys of an input method from every handler of the page, libraries included: its Escape closes no dialog, its
 * Enter submits nothing. Returns a stop function.
 */
export function shieldComposing(): () => void {
  const shield = (event: KeyboardEvent) => {
    if (!isComposing(event)) return;
    event.stopPropagation();
    // Default actions of the browser: submit the form, empty a search field.
    if (event.isComposing && (event.key === 'Enter' || event.key === 'Escape')) event.preventDefault();
  };
  window.addEventListener('keydown', shield, true);
  return () => window.removeEventListener('keydown', shield, true);
}
