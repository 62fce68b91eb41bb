import type { ApiError } from '../contract/errors';
import { DAY_MS, MINUTE_MS } from '../lib/time-units';

// The next poll as a function of state. Intervals have a few fixed steps, because the query library restarts its timer
// whenever the interval changes: a growing one would never elapse.

/** During the first minute of a backup. */
export const POLL_FAST_MS = 3_000;
/** Up to ten minutes. */
export const POLL_STEADY_MS = 10_000;
/** Beyond ten minutes, and after a failed poll. */
export const POLL_SLOW_MS = 30_000;
/** The whole list, to show changes made elsewhere. */
export const POLL_LIST_MS = MINUTE_MS;

const FAST_UNTIL_MS = MINUTE_MS;
/** After this a running backup "takes longer than usual". */
const LONG_AFTER_MS = 600_000;

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

export interface FollowState {
  /** Start of each running backup of the server, epoch ms; `NaN` (unreadable) counts as long ago. */
  readonly runningSinceMs: readonly number[];
  /** When the data was last updated, epoch ms. Not the current time: a render must not change the result. */
  readonly observedAtMs: number;
  /** Null when the latest poll succeeded. */
  readonly failure: PollFailure | null;
}

/** Milliseconds until a server with running backups is listed again; false when following ends. */
export function nextFollowMs(state: FollowState): number | false {
  if (state.runningSinceMs.length === 0) return false;
  if (state.failure !== null) return afterFailureMs(state.failure);
  const known = state.runningSinceMs.filter((sinceMs) => !Number.isNaN(sinceMs));
  if (known.length === 0) return POLL_SLOW_MS;
  const elapsedMs = state.observedAtMs - Math.max(...known);
  if (elapsedMs < FAST_UNTIL_MS) return POLL_FAST_MS;
  return elapsedMs <= LONG_AFTER_MS ? POLL_STEADY_MS : POLL_SLOW_MS;
}

/** Milliseconds until the whole list is read again; false when retrying cannot help. Never sooner when rate limited. */
export function nextListMs(failure: PollFailure | null): number | false {
  if (failure === null) return POLL_LIST_MS;
  const nextMs = afterFailureMs(failure);
  return failure.kind === 'rateLimited' && nextMs !== false ? Math.max(POLL_LIST_MS, nextMs) : nextMs;
}

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

/** Milliseconds until a restoring server is read again; false when retrying cannot help. */
export function nextRestoreMs(failure: PollFailure | null, isHidden: boolean): number | false {
  if (failure !== null) return afterFailureMs(failure);
  return isHidden ? POLL_SLOW_MS : POLL_STEADY_MS;
}

/** The retry step for a requested wait, ms. */
export function retryStepMs(askedMs: number): number {
  return RETRY_STEPS_MS.find((stepMs) => stepMs >= askedMs) ?? DAY_MS;
}

/** Delays a poll while the provider has asked all callers to wait: `pauseMs`, 0 for none. False stays false. */
export function afterPauseMs(nextMs: number | false, pauseMs: number): number | false {
  return nextMs === false ? false : Math.max(nextMs, pauseMs);
}

function afterFailureMs(failure: PollFailure): number | false {
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

/** Whether a backup running since `startedAt` (ISO; null when unknown) takes longer than ten minutes. */
export function isTakingLong(startedAt: string | null, nowMs: number): boolean {
  return startedAt !== null && nowMs - Date.parse(startedAt) > LONG_AFTER_MS;
}
