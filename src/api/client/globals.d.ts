import type { EarlyCalls } from './early-calls';

declare global {
  /** Set by the inline script of `index.html`. */
  var earlyCalls: EarlyCalls | undefined;
}
