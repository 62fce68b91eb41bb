/** What is put off must not wait for ever where the machine is always busy, ms. */
const LATEST_MS = 3_000;
/** Where the browser does not tell when it is idle: so long after what was drawn last, ms. */
const OTHERWISE_AFTER_MS = 200;
/** The person begins to act. */
const ACTS = ['keydown', 'pointerdown', 'focusin'] as const;

/**
 * Does something once, when what was drawn last is painted and nothing else is to be done, or at once when the person
 * begins to act. The returned function takes the wish back.
 */
export function whenIdle(act: () => void): () => void {
  const isKnown = typeof requestIdleCallback === 'function';
  const go = () => {
    stop();
    act();
  };
  const handle = isKnown
    ? requestIdleCallback(go, { timeout: LATEST_MS })
    : window.setTimeout(go, OTHERWISE_AFTER_MS);
  for (const type of ACTS) window.addEventListener(type, go, true);
  const stop = () => {
    if (isKnown) cancelIdleCallback(handle);
    else window.clearTimeout(handle);
    for (const type of ACTS) window.removeEventListener(type, go, true);
  };
  return stop;
}
