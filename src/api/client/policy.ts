import { ApiError } from '../../core/contract/errors';
import { afterFailureMs, nextFirstLoadMs, type PollFailure } from '../../core/polling/retry';
import { providerPauseMs } from './provider-pause';

const FRESH_FOR_MS = 30_000;

/** While the provider asks for a pause, known data is not refetched. */
function isPaused(): boolean {
  return providerPauseMs(Date.now()) > 0;
}

const alwaysUnlessPaused = () => (isPaused() ? false : 'always');

/** Lists that every page needs: fresh for 30 s, refetched on focus and reconnection. */
export const LIST_POLICY = {
  staleTime: FRESH_FOR_MS,
  refetchOnWindowFocus: alwaysUnlessPaused,
  refetchOnReconnect: alwaysUnlessPaused,
  refetchOnMount: () => !isPaused(),
  retry: false,
  // A page opened after a failed first load shows the failure.
  retryOnMount: false,
} as const;

/** For data that is always stale. */
export const LIVE_POLICY = { staleTime: 0, retry: false } as const;

/** Retrying is left to the error state on screen. */
const AFTER_VISIBLE_RETRY_MS = 2_000;

/** Ms until a failed first load is retried if no page shows the failure; false for never. */
export function untilReadMs(state: { data: unknown; error: Error | null; errorUpdateCount: number }) {
  if (state.data !== undefined || state.error === null) return false;
  const waitMs = nextFirstLoadMs(asPollFailure(state.error), state.errorUpdateCount);
  return waitMs === false ? false : Math.max(waitMs, providerPauseMs(Date.now())) + AFTER_VISIBLE_RETRY_MS;
}

/** How the latest poll failed; null if it did not. */
export function failureOf({ state: { error } }: { readonly state: { readonly error: Error | null } }) {
  return error === null ? null : asPollFailure(error);
}

/** Ms until the next poll of data whose first load the page itself retries; false for none. */
export function nextPollMs<Data>(
  query: { readonly state: { readonly data: Data | undefined; readonly error: Error | null } },
  everyMs: (data: Data) => number,
): number | false {
  const { data } = query.state;
  if (data === undefined) return false;
  const failure = failureOf(query);
  return failure === null ? everyMs(data) : afterFailureMs(failure);
}

/** Other errors are bugs in the dashboard; poll as after an unreadable answer. */
export function asPollFailure(error: unknown): PollFailure {
  return error instanceof ApiError ? error : { kind: 'contract', retryAfterMs: null };
}
