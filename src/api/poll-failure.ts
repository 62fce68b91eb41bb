import type { PollFailure } from '../domain/polling';
import { ApiError } from './errors';

interface PolledQuery {
  readonly state: { readonly error: Error | null };
}

/** How the latest poll of a query failed; null when it did not. */
export function failureOf({ state: { error } }: PolledQuery): PollFailure | null {
  if (error === null) return null;
  return error instanceof ApiError ? error : { kind: 'contract', retryAfterMs: null };
}
