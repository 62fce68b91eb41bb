import type { ApiError } from '../contract/errors';
import { DAY_MS, MINUTE_MS } from '../lib/time-units';

/** Of a backup that runs for more than ten minutes, and after a failed poll. */
export const POLL_SLOW_MS = 30_000;

/** `Retry-After` is rounded up to one of these; after the last step, the provider is asked again. */
export const RETRY_STEPS_MS = [
  30_000,
  MINUTE_MS,
  2 * MINUTE_MS,
  5 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  60 * MINUTE_MS,
  3 * 60 * MINUTE_MS,
  12 * 60 * MINUTE_MS,
  DAY_MS,
] as const;

/** How the latest poll failed. */
export type PollFailure = Pick<ApiError, 'kind' | 'retryAfterMs'>;

/** Waits between attempts of a first load: after the first failure, the second, and so on. */
export const FIRST_LOAD_STEPS_MS = [5_000, 10_000, 30_000, MINUTE_MS] as const;

/** Minimum, whatever `Retry-After` says. */
const LEAST_WAIT_MS = 1_000;

/**
 * Milliseconds until a failed first load is retried; false when retrying cannot help. `Retry-After` overrides the steps.
 * @param failureCount 1 after the first failure
 */
export function nextFirstLoadMs(failure: PollFailure, failureCount: number): number | false {
  if (afterFailureMs(failure) === false) return false;
  const stepMs = FIRST_LOAD_STEPS_MS[failureCount - 1] ?? MINUTE_MS;
  if (failure.retryAfterMs === null) return stepMs;
  // A provider that always answers `Retry-After: 0` must not be polled every second.
  return Math.max(failureCount === 1 ? LEAST_WAIT_MS : FIRST_LOAD_STEPS_MS[0], failure.retryAfterMs);
}

/** The retry step for a requested wait, ms. */
export function retryStepMs(askedMs: number): number {
  return RETRY_STEPS_MS.find((stepMs) => stepMs >= askedMs) ?? DAY_MS;
}

/** The wait after a failed poll, ms; false when retrying cannot help. */
export function afterFailureMs(failure: PollFailure): number | false {
  switch (failure.kind) {
    case 'unauthorized':
    case 'forbidden':
    case 'notFound':
      return false;
    case 'rateLimited':
      return retryStepMs(failure.retryAfterMs ?? 0);
    default:
      return POLL_SLOW_MS;
  }
}
