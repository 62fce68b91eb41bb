import { ApiError } from '../core/contract/errors';

/** Whether the write may have been carried out although its answer was lost. */
export function mayHaveActed(error: unknown): boolean {
  return error instanceof ApiError && error.mayHaveActed;
}

/** How a failed write ended: `refused` did nothing, `unknown` may have been carried out. Names the text of each. */
export function failedOutcome(error: unknown): 'refused' | 'unknown' {
  return mayHaveActed(error) ? 'unknown' : 'refused';
}
