import { describe, expect, it } from 'vitest';
import { NOW } from '../../testing/fleets/protection';
import { fc } from '../../testing/properties';
import { HOUR_MS, MINUTE_MS } from '../lib/time-units';
import { clockOffset, correctedNowMs } from './clock-skew';

const reading = (behindMs: number, roundTripMs = 0) =>
  clockOffset({ providerDateMs: NOW + behindMs - 500, receivedAtMs: NOW, roundTripMs });

describe('clockOffset', () => {
  it('assumes the header was written in the middle of the round trip', () => {
    expect(reading(0, 4000)).toEqual({ offsetMs: 2000, uncertaintyMs: 2500, isApplied: false });
  });

  it.each([
    ['right', 0, 0, false],
    ['two minutes behind', 2 * MINUTE_MS, 0, false],
    ['surely more than two minutes behind', 2 * MINUTE_MS + 501, 0, true],
    ['surely more than two minutes ahead', -2 * MINUTE_MS - 501, 0, true],
    ['perhaps more than two minutes behind, after a slow answer', 2 * MINUTE_MS, 20_000, false],
    ['hours ahead, whatever the answer took', -3 * HOUR_MS, 20_000, true],
  ])('for a clock that is %s', (_name, behindMs, roundTripMs, isApplied) => {
    const offset = reading(behindMs, roundTripMs);
    expect(offset?.isApplied).toBe(isApplied);
    expect(correctedNowMs(NOW, offset)).toBe(isApplied ? NOW + behindMs + roundTripMs / 2 : NOW);
  });

  it.each([
    ['no readable header', { providerDateMs: Number.NaN, receivedAtMs: NOW, roundTripMs: 10 }],
    ['a round trip that ends before it begins', { providerDateMs: NOW, receivedAtMs: NOW, roundTripMs: -1 }],
    ['the last date there is', { providerDateMs: 8.64e15, receivedAtMs: NOW, roundTripMs: 10 }],
    ['a date of the year 9999', { providerDateMs: Date.UTC(9999, 0, 1), receivedAtMs: NOW, roundTripMs: 10 }],
    ['a date before there were any', { providerDateMs: 0, receivedAtMs: NOW, roundTripMs: 10 }],
    ['no round trip', { providerDateMs: NOW, receivedAtMs: NOW, roundTripMs: Number.NaN }],
  ])('is null for %s', (_name, broken) => {
    expect(clockOffset(broken)).toBeNull();
  });

  it('uses the local clock while no offset is known', () => {
    expect(correctedNowMs(NOW, null)).toBe(NOW);
  });

  it('has the true offset within its uncertainty', () => {
    const hour = fc.integer({ min: -HOUR_MS, max: HOUR_MS });
    fc.assert(
      fc.property(hour, fc.nat({ max: 20_000 }), fc.nat({ max: 100 }), (trueMs, roundTripMs, percent) => {
        const writtenAtMs = NOW + trueMs - roundTripMs * (1 - percent / 100);
        const providerDateMs = Math.floor(writtenAtMs / 1000) * 1000;
        const offset = clockOffset({ providerDateMs, receivedAtMs: NOW, roundTripMs });
        expect(Math.abs((offset?.offsetMs ?? Number.NaN) - trueMs)).toBeLessThanOrEqual(
          offset?.uncertaintyMs ?? 0,
        );
        // A clock that is right within two minutes is never "set right".
        if (Math.abs(trueMs) <= 2 * MINUTE_MS) expect(offset?.isApplied).toBe(false);
      }),
    );
  });
});
