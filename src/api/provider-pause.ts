import type { ApiError } from '../core/contract/errors';
import { retryStepMs } from '../core/polling/polling';

interface Pause {
  /** Epoch ms of this computer. */
  readonly untilMs: number;
  readonly stepMs: number;
}

let pause: Pause | null = null;
const listeners = new Set<() => void>();

function change(next: Pause | null): void {
  pause = next;
  for (const listener of listeners) listener();
}

/**
 * Learns from a failed call. A 429 with `Retry-After` is about the account, not about the one call that met it:
 * until then nothing is asked that nobody asked for. A person's own click is not held back.
 */
export function observeRateLimit({ kind, retryAfterMs }: ApiError, nowMs: number): void {
  if (kind !== 'rateLimited' || retryAfterMs === null) return;
  const untilMs = nowMs + retryAfterMs;
  if (pause === null || untilMs > pause.untilMs) change({ untilMs, stepMs: retryStepMs(retryAfterMs) });
}

/** While the provider has asked to wait: that wait as a step of polling, ms, the same until it is over. Else 0. */
export function providerPauseMs(nowMs: number): number {
  if (pause !== null && nowMs >= pause.untilMs) pause = null;
  return pause?.stepMs ?? 0;
}

/** Forgets the wait, as another account or another start would. */
export function endProviderPause(): void {
  change(null);
}

/** Until when the provider has asked to wait, epoch ms; null for never, or no longer. */
export function providerPauseEnd(): number | null {
  return pause?.untilMs ?? null;
}

/** Tells when a wait begins or grows; timers that are set already do not see it by themselves. */
export function subscribeToProviderPause(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
