import { useEffect, useSyncExternalStore } from 'react';

let count = 0;
const listeners = new Set<() => void>();

function change(by: number): void {
  count += by;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Counts the calling component as a dialog that stands over the page. */
export function useCountAsDialog(): void {
  useEffect(() => {
    change(1);
    return () => change(-1);
  }, []);
}

/** Whether a dialog stands over the page, and perhaps over a message. */
export function useIsUnderDialog(): boolean {
  return useSyncExternalStore(subscribe, () => count > 0);
}
