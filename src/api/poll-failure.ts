import { ApiError } from '../core/contract/errors';
import type { PollFailure } from '../core/polling/polling';

interface PolledQuery {
  readonly state: { readonly error: Error | null };
}

/** How the latest poll of a query failed; null when it did not. */
export function failureOf({ state: { error } }: PolledQuery): PollFailure | null {
  return error === null ? null : asPollFailure(error);
}

/** What is not an `ApiError` is a fault of this program, or an answer that it cannot read. */
export function asPollFailure(error: unknown): PollFailure {
  return error instanceof ApiError ? error : { kind: 'contract', retryAfterMs: null };
}
