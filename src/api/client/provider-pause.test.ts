import { afterEach, describe, expect, it } from 'vitest';
import { resetStores } from '../../browser/storage/store';
import { ApiError } from '../../core/contract/errors';
import { observeRateLimit, providerPause, providerPauseEnd, providerPauseMs } from './provider-pause';

const NOW_MS = Date.parse('2025-01-16T15:45:00Z');

function limited(retryAfterMs: number | null): ApiError {
  return new ApiError({ kind: 'rateLimited', status: 429, retryAfterMs });
}

afterEach(resetStores);

describe('the wait that a provider asks for', () => {
  it('applies to everything that polls, as one fixed step, until it is over', () => {
    observeRateLimit(limited(45_000), NOW_MS);
    for (const passedMs of [0, 1, 30_000, 44_999]) expect(providerPauseMs(NOW_MS + passedMs)).toBe(60_000);
    expect(providerPauseMs(NOW_MS + 45_000)).toBe(0);
  });

  it('is never shortened by a later answer', () => {
    observeRateLimit(limited(120_000), NOW_MS);
    observeRateLimit(limited(10_000), NOW_MS + 1000);
    expect(providerPauseMs(NOW_MS + 60_000)).toBe(120_000);
  });

  it('notifies when it begins or grows, so that running timers are reset', () => {
    const ends: number[] = [];
    const unsubscribe = providerPause.subscribe(() => ends.push(providerPauseEnd()));
    observeRateLimit(limited(30_000), NOW_MS);
    observeRateLimit(limited(10_000), NOW_MS);
    observeRateLimit(limited(60_000), NOW_MS);
    unsubscribe();
    observeRateLimit(limited(90_000), NOW_MS);
    expect(ends).toEqual([NOW_MS + 30_000, NOW_MS + 60_000]);
  });

  it.each([
    ['another failure', new ApiError({ kind: 'server', status: 503, retryAfterMs: 60_000 })],
    ['a 429 that names no time', limited(null)],
  ])('is not begun by %s', (_name, error) => {
    observeRateLimit(error, NOW_MS);
    expect(providerPauseMs(NOW_MS)).toBe(0);
  });
});
