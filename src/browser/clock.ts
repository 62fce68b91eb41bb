import { createStore } from './store';

/**
 * Added to this computer's clock wherever ages are shown, for machines whose clock is wrong; ms. Zero: this
 * computer's clock is trusted.
 */
export const clockOffsetMs = createStore(0);

/** Now, corrected; epoch milliseconds. */
export function correctedNowMs(): number {
  return Date.now() + clockOffsetMs.get();
}
