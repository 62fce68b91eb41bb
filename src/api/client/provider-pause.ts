import { createStore } from '../../browser/storage/store';
import type { ApiError } from '../../core/contract/errors';
import { retryStepMs } from '../../core/polling/retry';

interface Pause {
  /** Epoch ms of this computer. */
  readonly untilMs: number;
  readonly stepMs: number;
}

export const providerPause = createStore<Pause | null>(null);

/** A 429 with `Retry-After` applies to the whole account: until then nothing is read unless a person asks for it. */
export function observeRateLimit({ kind, retryAfterMs }: ApiError, nowMs: number): void {
  if (kind !== 'rateLimited' || retryAfterMs === null) return;
  const untilMs = nowMs + retryAfterMs;
  if (untilMs > providerPauseEnd()) providerPause.set({ untilMs, stepMs: retryStepMs(retryAfterMs) });
}

/** The polling interval while the provider asks for a pause, ms; else 0. */
export function providerPauseMs(nowMs: number): number {
  const pause = providerPause.get();
  return pause === null || nowMs >= pause.untilMs ? 0 : pause.stepMs;
}

/** End of the pause the provider asked for, epoch ms; 0 without one. */
export function providerPauseEnd(): number {
  return providerPause.get()?.untilMs ?? 0;
}
