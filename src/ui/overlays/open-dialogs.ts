import { useEffect } from 'react';
import { createStore, useStore } from '../../browser/storage/store';

const count = createStore(0);

export function useCountAsDialog(): void {
  useEffect(() => {
    count.set(count.get() + 1);
    return () => count.set(count.get() - 1);
  }, []);
}

/** Whether a dialog is open that may cover a toast. */
export function useIsUnderDialog(): boolean {
  return useStore(count) > 0;
}
