import { describe, expect, it } from 'vitest';
import { fc } from '../../testing/properties';
import { isTakingLong } from '../backups/durations';
import { API_ERROR_KINDS, type ApiErrorKind } from '../contract/errors';
import { nextFollowMs, nextListMs, POLL_FAST_MS, POLL_LIST_MS, POLL_STEADY_MS } from './polling';
import { FIRST_LOAD_STEPS_MS, nextFirstLoadMs, POLL_SLOW_MS, RETRY_STEPS_MS } from './retry';

const NOW = Date.UTC(2025, 0, 16, 15, 45);
function follow(...agesMs: number[]): number | false {
  return nextFollowMs({
    runningSinceMs: agesMs.map((ageMs) => NOW - ageMs),
    observedAtMs: NOW,
    failure: null,
  });
}

describe('nextFollowMs without an error', () => {
  it.each([
    ['just begun', 0, POLL_FAST_MS],
    ['begun in the future by a clock that is ahead', -90_000, POLL_FAST_MS],
    ['in its first minute', 59_999, POLL_FAST_MS],
    ['a minute old', 60_000, POLL_STEADY_MS],
    ['ten minutes old', 600_000, POLL_STEADY_MS],
    ['older', 600_001, POLL_SLOW_MS],
    ['begun at an unknown time', Number.NaN, POLL_SLOW_MS],
  ])('a backup %s', (_name, ageMs, expected) => {
    expect(follow(ageMs)).toBe(expected);
  });

  it('depends on the youngest of several', () => {
    expect(follow(3_600_000, 5_000, Number.NaN)).toBe(POLL_FAST_MS);
  });

  it('ends when nothing is running, also after a failure', () => {
    expect(follow()).toBe(false);
    for (const kind of API_ERROR_KINDS) {
      const failure = { kind, retryAfterMs: null };
      expect(nextFollowMs({ runningSinceMs: [], observedAtMs: NOW, failure })).toBe(false);
    }
  });
});

describe('after a failed poll', () => {
  const failed = (kind: ApiErrorKind, retryAfterMs: number | null = null) =>
    nextFollowMs({ runningSinceMs: [NOW], observedAtMs: NOW, failure: { kind, retryAfterMs } });

  it.each(['unauthorized', 'forbidden', 'notFound'] as const)('%s ends it', (kind) => {
    expect(failed(kind)).toBe(false);
    expect(nextListMs({ kind, retryAfterMs: null })).toBe(false);
  });

  it.each(['network', 'timeout', 'conflict', 'validation', 'server', 'contract'] as const)(
    '%s slows it down',
    (kind) => {
      expect(failed(kind)).toBe(POLL_SLOW_MS);
      expect(nextListMs({ kind, retryAfterMs: null })).toBe(POLL_SLOW_MS);
    },
  );

  it.each([
    [null, 30_000, 60_000],
    [0, 30_000, 60_000],
    [30_000, 30_000, 60_000],
    [30_001, 60_000, 60_000],
    [61_000, 120_000, 120_000],
    [120_001, 300_000, 300_000],
    [300_001, 600_000, 600_000],
    [600_001, 1_800_000, 1_800_000],
    [1_800_001, 3_600_000, 3_600_000],
    [3_600_001, 10_800_000, 10_800_000],
    [86_400_000, 86_400_000, 86_400_000],
    [900_000_000, 86_400_000, 86_400_000],
  ])('Retry-After of %s ms → follow in %s, list in %s', (retryAfterMs, followMs, listMs) => {
    expect(failed('rateLimited', retryAfterMs)).toBe(followMs);
    expect(nextListMs({ kind: 'rateLimited', retryAfterMs })).toBe(listMs);
  });
});

describe('every answer', () => {
  it('is false or one of the fixed steps', () => {
    const steps: readonly (number | false)[] = [
      false,
      POLL_FAST_MS,
      POLL_STEADY_MS,
      POLL_SLOW_MS,
      POLL_LIST_MS,
      ...RETRY_STEPS_MS,
    ];
    const failure = fc.option(
      fc.record({ kind: fc.constantFrom(...API_ERROR_KINDS), retryAfterMs: fc.option(fc.double()) }),
    );
    fc.assert(
      fc.property(fc.array(fc.double()), fc.double(), failure, (runningSinceMs, observedAtMs, last) => {
        expect(steps).toContain(nextFollowMs({ runningSinceMs, observedAtMs, failure: last }));
        expect(steps).toContain(nextListMs(last));
      }),
    );
  });

  it('waits at least as long as the provider asks, up to a day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86_400_000 }), (retryAfterMs) => {
        const failure = { kind: 'rateLimited' as const, retryAfterMs };
        expect(nextListMs(failure)).toBeGreaterThanOrEqual(retryAfterMs);
        expect(nextFollowMs({ runningSinceMs: [NOW], observedAtMs: NOW, failure })).toBeGreaterThanOrEqual(
          retryAfterMs,
        );
      }),
    );
  });
});

describe('the list without an error', () => {
  it('is read every minute', () => {
    expect(nextListMs(null)).toBe(60_000);
  });
});

describe('isTakingLong', () => {
  it.each([
    ['2025-01-16T15:45:00.000Z', false],
    ['2025-01-16T15:35:00.000Z', false],
    ['2025-01-16T15:34:59.999Z', true],
    [null, false],
  ])('begun at %s, now 15:45 → %s', (startedAt, expected) => {
    expect(isTakingLong(startedAt, NOW)).toBe(expected);
  });
});

describe('nextFirstLoadMs', () => {
  const server = (retryAfterMs: number | null) => ({ kind: 'server', retryAfterMs }) as const;

  it('waits longer after each failure, up to a minute', () => {
    const waits = [1, 2, 3, 4, 5, 100].map((count) => nextFirstLoadMs(server(null), count));
    expect(waits).toEqual([...FIRST_LOAD_STEPS_MS, 60_000, 60_000]);
  });

  it('waits as long as the provider asks, with a minimum', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 86_400_000 }),
        fc.integer({ min: 1, max: 50 }),
        (askedMs, count) => {
          const waitMs = nextFirstLoadMs({ kind: 'rateLimited', retryAfterMs: askedMs }, count);
          expect(waitMs).toBe(Math.max(askedMs, count === 1 ? 1_000 : 5_000));
        },
      ),
    );
  });

  it.each(['unauthorized', 'forbidden', 'notFound'] as const)('does not retry automatically: %s', (kind) => {
    expect(nextFirstLoadMs({ kind, retryAfterMs: null }, 1)).toBe(false);
  });
});
