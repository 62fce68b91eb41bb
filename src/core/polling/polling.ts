import type { ApiErrorKind } from '../contract/errors';
import { DAY_MS, MINUTE_MS } from '../lib/time-units';

/**
 * From state to the next poll. Every answer is one of a few fixed steps: the query library restarts its timer
 * whenever the interval changes, so a jittered or continuously growing one would starve the poll.
 */

/** While a backup is in its first minute. */
export const POLL_FAST_MS = 3_000;
/** Up to ten minutes. */
export const POLL_STEADY_MS = 10_000;
/** Beyond ten minutes, and after a failed poll. */
export const POLL_SLOW_MS = 30_000;
/** The whole list, so that what others do appears. */
export const POLL_LIST_MS = MINUTE_MS;

/** How long the fast step lasts. */
export const FAST_UNTIL_MS = MINUTE_MS;
/** After this a running backup "takes longer than usual". */
export const LONG_AFTER_MS = 600_000;

/** What `Retry-After` is rounded up to. A longer wait than the last step is asked for again after it. */
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
const LAST_RETRY_STEP_MS = DAY_MS;

/** How the latest poll failed. An `ApiError` fits as it is. */
export interface PollFailure {
  readonly kind: ApiErrorKind;
  readonly retryAfterMs: number | null;
}

/** Waits before what could not be read even once is tried again: after the first failure, the second, and so on. */
export const FIRST_LOAD_STEPS_MS = [5_000, 10_000, 30_000, MINUTE_MS] as const;
const LAST_FIRST_LOAD_STEP_MS = MINUTE_MS;
/** No shorter, whatever `Retry-After` says. */
const LEAST_WAIT_MS = 1_000;

export interface FollowState {
  /**
   * When each running backup of the server began, epoch ms. `NaN` stands for a begin that could not be read
   * and counts as long ago: it is followed, slowly.
   */
  readonly runningSinceMs: readonly number[];
  /** When the data was last updated (not the clock: a render must not change the answer), epoch ms. */
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
  const elapsedMs = state.observedAtMs - known.reduce((youngest, sinceMs) => Math.max(youngest, sinceMs));
  if (elapsedMs < FAST_UNTIL_MS) return POLL_FAST_MS;
  return elapsedMs <= LONG_AFTER_MS ? POLL_STEADY_MS : POLL_SLOW_MS;
}

/**
 * Milliseconds until the whole list is read again; false when asking again cannot help. Where the provider
 * asks for fewer calls the list never comes sooner than without an error.
 */
export function nextListMs(failure: PollFailure | null): number | false {
  if (failure === null) return POLL_LIST_MS;
  const nextMs = afterFailureMs(failure);
  return failure.kind === 'rateLimited' && nextMs !== false ? Math.max(POLL_LIST_MS, nextMs) : nextMs;
}

/**
 * Milliseconds until what could not be read even once is tried again; false when asking again cannot help. As long as
 * the provider asks for, else in growing steps. `failureCount` is 1 after the first failure.
 */
export function nextFirstLoadMs(failure: PollFailure, failureCount: number): number | false {
  if (afterFailureMs(failure) === false) return false;
  const stepMs = FIRST_LOAD_STEPS_MS[failureCount - 1] ?? LAST_FIRST_LOAD_STEP_MS;
  if (failure.retryAfterMs === null) return stepMs;
  // A provider that always says "at once" is not asked every second for ever.
  return Math.max(failureCount === 1 ? LEAST_WAIT_MS : FIRST_LOAD_STEPS_MS[0], failure.retryAfterMs);
}

/** Milliseconds until a server that is being restored is read again; false when asking again cannot help. */
export function nextRestoreMs(failure: PollFailure | null, isHidden: boolean): number | false {
  if (failure !== null) return afterFailureMs(failure);
  return isHidden ? POLL_SLOW_MS : POLL_STEADY_MS;
}

/** The step that a wait which the provider asks for is rounded up to, ms. */
export function retryStepMs(askedMs: number): number {
  return RETRY_STEPS_MS.find((stepMs) => stepMs >= askedMs) ?? LAST_RETRY_STEP_MS;
}

/**
 * The next poll of anything, put off where the provider has asked everybody to wait: `pauseMs` is the step of
 * that wait, 0 for none. What is over stays over.
 */
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
