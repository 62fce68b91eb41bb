import { describe, expect, it } from 'vitest';
import { fc } from '../../testing/properties';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../lib/time-units';
import type { Exposure } from '../protection/protection-exposure';
import type { Pair } from './comparison';
import { comparedEnds, comparedReach, comparedTimes, durationApart, sizeApart } from './difference';

describe('comparedTimes, where less is better', () => {
  it.each<[string, Pair<number | null>, string, 0 | 1 | null]>([
    ['a day apart', [DAY_MS, 2 * DAY_MS], 'duration', 0],
    ['the other way round', [2 * DAY_MS, DAY_MS], 'duration', 1],
    ['minutes apart, as in one night', [DAY_MS, DAY_MS + 7 * MINUTE_MS], 'duration', null],
    ['seconds apart', [DAY_MS, DAY_MS + 7_000], 'same', null],
    ['one is none', [null, 9 * DAY_MS], 'other', 1],
    ['both are none', [null, null], 'same', null],
    ['one is unknown', [Number.NaN, DAY_MS], 'unknown', null],
    ['one is unknown, the other none', [Number.NaN, null], 'unknown', null],
  ])('%s', (_name, pair, kind, better) => {
    const compared = comparedTimes(pair, false, HOUR_MS);
    expect([compared.difference.kind, compared.better]).toEqual([kind, better]);
  });
});

const at = (days: number): Exposure => ({
  kind: 'at',
  iso: new Date(Date.UTC(2025, 0, 1) + days * DAY_MS).toISOString(),
});

describe('comparedEnds', () => {
  it.each<[string, Pair<Exposure>, string, 0 | 1 | null]>([
    ['the later one', [at(3), at(30)], 'duration', 1],
    ['hours apart', [at(30), at(30.5)], 'duration', null],
    ['never is best', [{ kind: 'never' }, at(30)], 'other', 0],
    ['no good backup is worst', [at(1), { kind: 'exposed' }], 'other', 0],
    ['never and no good backup', [{ kind: 'exposed' }, { kind: 'never' }], 'other', 1],
    ['both never', [{ kind: 'never' }, { kind: 'never' }], 'same', null],
    ['unknown', [{ kind: 'unknown' }, { kind: 'never' }], 'unknown', null],
  ])('%s', (_name, pair, kind, better) => {
    const compared = comparedEnds(pair);
    expect([compared.difference.kind, compared.better]).toEqual([kind, better]);
  });
});

it('the older one reaches further back', () => {
  const [older, newer] = [Date.UTC(2024, 5, 1), Date.UTC(2025, 0, 1)];
  expect([comparedReach([older, newer]).better, comparedReach([newer, older]).better]).toEqual([0, 1]);
  expect(comparedReach([null, newer])).toEqual({ difference: { kind: 'other' }, better: 1 });
  expect(comparedReach([Number.NaN, newer]).difference.kind).toBe('unknown');
});

it('says nothing about an unknown size', () => {
  expect(sizeApart([null, 4523])).toEqual({ kind: 'unknown' });
  expect(sizeApart([4455, 4523])).toEqual({ kind: 'size', mb: 68 });
});

it('swapping the sides swaps the better one, and does not change the difference', () => {
  const time = fc.option(fc.oneof(fc.nat({ max: 90 * DAY_MS }), fc.constant(Number.NaN)));
  fc.assert(
    fc.property(time, time, fc.boolean(), (a, b, isLongerBetter) => {
      const one = comparedTimes([a, b], isLongerBetter, HOUR_MS);
      const other = comparedTimes([b, a], isLongerBetter, HOUR_MS);
      expect(other.difference).toEqual(one.difference);
      expect(other.better).toBe(one.better === null ? null : 1 - one.better);
    }),
  );
  expect(durationApart([0, 59_000])).toEqual({ kind: 'same' });
});
