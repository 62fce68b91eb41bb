import { useEffect } from 'react';
import { createStore, useStore } from '../browser/store';

const count = createStore(0);

/** Counts the calling component as a dialog that stands over the page. */
export function useCountAsDialog(): void {
  useEffect(() => {
    count.set(count.get() + 1);
    return () => count.set(count.get() - 1);
  }, []);
}

/** Whether a dialog stands over the page, and perhaps over a message. */
export function useIsUnderDialog(): boolean {
  return useStore(count) > 0;
}
