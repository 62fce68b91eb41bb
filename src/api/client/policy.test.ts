import { describe, expect, it } from 'vitest';
import { ApiError } from '../../core/contract/errors';
import { nextPollMs } from './policy';

describe('nextPollMs', () => {
  const everyMs = (data: { readonly isBusy: boolean }) => (data.isBusy ? 3_000 : 10_000);
  const busy = { isBusy: true };
  it.each([
    ['the page retries the first load', undefined, null, false],
    ['a failed first load too', undefined, new ApiError({ kind: 'server' }), false],
    ['as the data ask', busy, null, 3_000],
    ['as other data ask', { isBusy: false }, null, 10_000],
    ['slowly after a failure', busy, new ApiError({ kind: 'server' }), 30_000],
    ['slowly after a bug', busy, new TypeError('bug'), 30_000],
    ['as the provider asks', busy, new ApiError({ kind: 'rateLimited', retryAfterMs: 50_000 }), 60_000],
    ['never if a retry cannot help', busy, new ApiError({ kind: 'forbidden' }), false],
  ])('%s', (_name, data, error, expected) => {
    expect(nextPollMs({ state: { data, error } }, everyMs)).toBe(expected);
  });
});
