import { createStore } from './storage/store';

/** Correction of this computer's clock, ms, added wherever ages are shown; 0 if the clock is right. */
export const clockOffsetMs = createStore(0);

export function correctedNowMs(): number {
  return Date.now() + clockOffsetMs.get();
}
