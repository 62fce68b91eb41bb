import { describe, expect, it } from 'vitest';
import { fc } from '../../src/testing/properties';
import { mayTakePlace } from './semaphore';

describe('one more place', () => {
  it.each([
    // places, own, others, may
    [32, 0, 0, true],
    [32, 15, 0, true],
    [32, 16, 0, false],
    [32, 7, 16, true],
    [32, 8, 16, false],
    [32, 0, 31, true],
    [32, 0, 32, false],
    [32, 1, 30, false],
    [1, 0, 0, true],
    [1, 1, 0, false],
    [0, 0, 0, false],
  ])('of %i, with %i held by the caller and %i by others: %s', (places, own, others, may) => {
    expect(mayTakePlace({ places, own, others })).toBe(may);
  });

  it('never gives one caller more than half, and always admits one who has none, unless all are taken', () => {
    const places = 32;
    const who = fc.nat({ max: 9 });
    fc.assert(
      fc.property(fc.array(fc.record({ who, isLeaving: fc.boolean() }), { maxLength: 200 }), (steps) => {
        const taken = new Map<number, number>();
        const load = (one: number) => {
          const own = taken.get(one) ?? 0;
          const total = [...taken.values()].reduce((sum, count) => sum + count, 0);
          return { places, own, others: total - own };
        };
        for (const { who: one, isLeaving } of steps) {
          const { own, others } = load(one);
          if (own === 0) expect(mayTakePlace({ places, own, others })).toBe(others < places);
          if (isLeaving) taken.set(one, Math.max(0, own - 1));
          else if (mayTakePlace({ places, own, others })) taken.set(one, own + 1);
          expect(load(one).own).toBeLessThanOrEqual(places / 2);
        }
      }),
    );
  });

  it('is shared equally by callers who want as many as possible', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 10 }), (count) => {
        const places = 32;
        const taken = Array.from({ length: count }, () => 0);
        const total = () => taken.reduce((sum, own) => sum + own, 0);
        for (let round = 0; round < places; round += 1) {
          for (const [one, own] of taken.entries()) {
            if (mayTakePlace({ places, own, others: total() - own })) taken[one] = own + 1;
          }
        }
        expect(Math.max(...taken) - Math.min(...taken)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
