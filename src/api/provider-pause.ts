import { createStore } from '../browser/store';
import type { ApiError } from '../core/contract/errors';
import { retryStepMs } from '../core/polling/polling';

interface Pause {
  /** Epoch ms of this computer. */
  readonly untilMs: number;
  readonly stepMs: number;
}

/** Changes when a wait begins or grows; timers that are already set do not see it by themselves. */
export const providerPause = createStore<Pause | null>(null);

/**
 * Learns from a failed call. A 429 with `Retry-After` is about the account, not about the one call that met it:
 * until then nothing is asked that nobody asked for. A person's own click is not held back.
 */
export function observeRateLimit({ kind, retryAfterMs }: ApiError, nowMs: number): void {
  if (kind !== 'rateLimited' || retryAfterMs === null) return;
  const untilMs = nowMs + retryAfterMs;
  if (untilMs > providerPauseEnd()) providerPause.set({ untilMs, stepMs: retryStepMs(retryAfterMs) });
}

/** While the provider has asked to wait: that wait as a step of polling, ms, the same until it is over. Else 0. */
export function providerPauseMs(nowMs: number): number {
  const pause = providerPause.get();
  return pause === null || nowMs >= pause.untilMs ? 0 : pause.stepMs;
}

/** Until when the provider has asked to wait, epoch ms; 0 while it never has. */
export function providerPauseEnd(): number {
  return providerPause.get()?.untilMs ?? 0;
}
