import { ApiError } from '../core/contract/errors';
import { nextFirstLoadMs, type PollFailure } from '../core/polling/polling';
import { providerPauseMs } from './provider-pause';

const FRESH_FOR_MS = 30_000;

/** While the provider asks to be left alone, nothing that is already here is read again. */
function isPaused(): boolean {
  return providerPauseMs(Date.now()) > 0;
}

const alwaysUnlessPaused = () => (isPaused() ? false : 'always');

/** For the lists that every page needs: fresh for 30 s, read again when the page is seen or the connection returns. */
export const LIST_POLICY = {
  staleTime: FRESH_FOR_MS,
  refetchOnWindowFocus: alwaysUnlessPaused,
  refetchOnReconnect: alwaysUnlessPaused,
  refetchOnMount: () => !isPaused(),
  retry: false,
  // A page opened after a failed first load shows the failure; polls and the Retry button read again.
  retryOnMount: false,
} as const;

/** For what must be of this moment whenever it is looked at. */
export const LIVE_POLICY = { staleTime: 0, retry: false } as const;

/** Gives the visible error state, which counts down to its own retry, the first try. */
const AFTER_VISIBLE_RETRY_MS = 2_000;

/** Milliseconds until a failed first load is retried where no page shows the failure; false for never. */
export function untilReadMs(state: { data: unknown; error: Error | null; errorUpdateCount: number }) {
  if (state.data !== undefined || state.error === null) return false;
  const waitMs = nextFirstLoadMs(asPollFailure(state.error), state.errorUpdateCount);
  return waitMs === false ? false : Math.max(waitMs, providerPauseMs(Date.now())) + AFTER_VISIBLE_RETRY_MS;
}

/** How the latest poll of a query failed; null when it did not. */
export function failureOf({ state: { error } }: { readonly state: { readonly error: Error | null } }) {
  return error === null ? null : asPollFailure(error);
}

/** Anything but an `ApiError` is a bug of this program and is polled like an unreadable answer. */
export function asPollFailure(error: unknown): PollFailure {
  return error instanceof ApiError ? error : { kind: 'contract', retryAfterMs: null };
}
