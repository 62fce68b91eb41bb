import { storageKey } from './storage/stored-store';

/** Time of the last sign-in; other tabs see it change. */
const SIGNED_IN_KEY = storageKey('signed-in');

/** Tells the other tabs of this browser that somebody signed in. */
export function announceSignIn(): void {
  try {
    localStorage.setItem(SIGNED_IN_KEY, String(Date.now()));
  } catch {
    // Full or forbidden: the other tabs look when they are shown again.
  }
}

/** Calls `look` when another tab signs in, and when this tab is shown again. Returns a stop function. */
export function followSignIn(look: () => void): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  window.addEventListener('storage', ({ key }) => key === SIGNED_IN_KEY && look(), { signal });
  document.addEventListener('visibilitychange', () => document.hidden || look(), { signal });
  return () => stop.abort();
}
