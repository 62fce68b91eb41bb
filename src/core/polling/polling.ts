import { LONG_AFTER_MS } from '../backups/durations';
import { MINUTE_MS } from '../lib/time-units';
import { afterFailureMs, POLL_SLOW_MS, type PollFailure } from './retry';

// The next poll as a function of state. Intervals have a few fixed steps, because the query library restarts its timer
// whenever the interval changes: a growing one would never elapse.

/** During the first minute of a backup. */
export const POLL_FAST_MS = 3_000;
/** Up to ten minutes. */
export const POLL_STEADY_MS = 10_000;
/** The whole list, to show changes made elsewhere. */
export const POLL_LIST_MS = MINUTE_MS;

const FAST_UNTIL_MS = MINUTE_MS;

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

/** Milliseconds until a restoring server is read again; false when retrying cannot help. */
export function nextRestoreMs(failure: PollFailure | null, isHidden: boolean): number | false {
  if (failure !== null) return afterFailureMs(failure);
  return isHidden ? POLL_SLOW_MS : POLL_STEADY_MS;
}

/** Delays a poll while the provider has asked all callers to wait: `pauseMs`, 0 for none. False stays false. */
export function afterPauseMs(nextMs: number | false, pauseMs: number): number | false {
  return nextMs === false ? false : Math.max(nextMs, pauseMs);
}
