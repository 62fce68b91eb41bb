import { useSyncExternalStore } from 'react';

let offsetMs = 0;
const listeners = new Set<() => void>();

/**
 * Corrects the app's idea of now, for machines whose clock is wrong: added to this computer's clock wherever ages
 * are shown. Zero means that this computer's clock is trusted.
 */
export function setClockOffsetMs(nextMs: number): void {
  if (nextMs === offsetMs) return;
  offsetMs = nextMs;
  for (const listener of listeners) listener();
}

export function getClockOffsetMs(): number {
  return offsetMs;
}

/** Now, corrected; epoch milliseconds. */
export function correctedNowMs(): number {
  return Date.now() + offsetMs;
}

export function subscribeClock(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function useClockOffsetMs(): number {
  return useSyncExternalStore(subscribeClock, getClockOffsetMs);
}
