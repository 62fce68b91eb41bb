import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { clockOffsetMs, correctedNowMs } from '../../browser/clock';
import { observeProviderClock } from './provider-clock';

const NOW = Date.UTC(2025, 0, 16, 15, 45);
const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** An answer that took `tookMs`, with the provider's clock this far ahead on arrival. */
function answer(aheadMs: number, roundTripMs = 100): void {
  const date = new Date(Date.now() - roundTripMs / 2 + aheadMs).toUTCString();
  vi.spyOn(performance, 'now').mockReturnValue(50_000 + roundTripMs);
  observeProviderClock(new Headers({ 'x-provider-date': date }), 50_000);
}

const offsetMinutes = () => clockOffsetMs.get() / MINUTE_MS;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
});

afterEach(() => {
  clockOffsetMs.set(0);
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('the clock of the provider', () => {
  it.each([
    ['an hour ahead', 60],
    ['an hour behind', -60],
    ['three minutes ahead', 3],
    ['years away', 5 * 365 * 24 * 60],
  ])('is followed where it is %s', (_name, minutes) => {
    answer(minutes * MINUTE_MS);
    expect(offsetMinutes()).toBeCloseTo(minutes, 1);
    expect(Math.abs(correctedNowMs() - (NOW + minutes * MINUTE_MS))).toBeLessThan(2 * SECOND_MS);
  });

  it.each([
    'Sat, 13 Sep 275760 00:00:00 GMT',
    'Fri, 31 Dec 9999 23:59:59 GMT',
    'Thu, 01 Jan 1970 00:00:00 GMT',
  ])('is not followed to where no calendar reaches: %s', (date) => {
    observeProviderClock(new Headers({ 'x-provider-date': date }), performance.now());
    expect(clockOffsetMs.get()).toBe(0);
    expect(new Date(correctedNowMs()).toISOString()).toBe('2025-01-16T15:45:00.000Z');
  });

  it.each([0, 1, 119, -119])('is not used if it differs by %d s', (seconds) => {
    answer(seconds * SECOND_MS);
    expect(clockOffsetMs.get()).toBe(0);
  });

  it('is not taken from an answer too slow to tell, but from a fast one', () => {
    answer(2.1 * MINUTE_MS, 20 * SECOND_MS);
    expect(clockOffsetMs.get()).toBe(0);
    answer(2.1 * MINUTE_MS);
    expect(offsetMinutes()).toBeCloseTo(2.1, 1);
  });

  it('is taken from a slow answer if the difference is certain', () => {
    answer(60 * MINUTE_MS, 30 * SECOND_MS);
    expect(offsetMinutes()).toBeCloseTo(60, 0);
  });

  it('is kept after a slow answer that proves nothing', () => {
    answer(3 * MINUTE_MS);
    const before = clockOffsetMs.get();
    answer(0, 10 * MINUTE_MS);
    expect(clockOffsetMs.get()).toBe(before);
  });

  it('does not shift ages because of rounding to seconds', () => {
    answer(60 * MINUTE_MS);
    const before = clockOffsetMs.get();
    for (const noiseMs of [900, -1_400, 3_000, -3_900]) answer(60 * MINUTE_MS + noiseMs, 700);
    expect(clockOffsetMs.get()).toBe(before);
    answer(61 * MINUTE_MS);
    expect(offsetMinutes()).toBeCloseTo(61, 1);
  });

  it("is dropped as soon as this computer's clock was corrected", () => {
    answer(60 * MINUTE_MS);
    answer(20 * SECOND_MS);
    expect(clockOffsetMs.get()).toBe(0);
  });

  it.each([
    ['no date', {}],
    ['a date that is none', { 'x-provider-date': 'yesterday' }],
    // The gateway's own responses say nothing about the provider's clock.
    ['only the date of the gateway', { date: new Date(NOW + 60 * MINUTE_MS).toUTCString() }],
  ])('stays as it is known after an answer with %s', (_name, headers) => {
    answer(10 * MINUTE_MS);
    const before = clockOffsetMs.get();
    observeProviderClock(new Headers(headers), performance.now());
    expect(clockOffsetMs.get()).toBe(before);
  });
});
