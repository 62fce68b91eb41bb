import { expect, it } from 'vitest';
import { fc } from '../../testing/properties';
import { MAX_AGE_HOURS, MAX_GOOD, MAX_REACH_DAYS } from './agreement';
import { expectationIn, expectationSigns, tagExpectationSigns } from './logged-expectation';

const count = (max: number) => fc.option(fc.integer({ min: 1, max }));
const expectation = fc.record({
  max_age_hours: fc.integer({ min: 1, max: MAX_AGE_HOURS }),
  free_days: fc.subarray([1, 2, 3, 4, 5, 6, 7] as const),
  time_zone: fc.constant('UTC'),
  min_good: count(MAX_GOOD),
  reach_back_days: count(MAX_REACH_DAYS),
});

it('reads what it wrote, with any tag', () => {
  const tags = fc.option(fc.stringMatching(/^[\p{L}\d#·≥][\p{L}\d ·]{0,20}[\p{L}\d]$/u));
  fc.assert(
    fc.property(expectation, tags, (wire, tag) => {
      const signs = tag === null ? expectationSigns(wire) : tagExpectationSigns(tag, wire);
      expect(expectationIn(signs)).toEqual({
        tag,
        maxAgeHours: wire.max_age_hours,
        freeDays: wire.free_days,
        minGood: wire.min_good,
        reachBackDays: wire.reach_back_days,
      });
    }),
  );
});

it.each([
  // Written before the free days were logged.
  ['≤ 26 h · ≥ 3', { tag: null, maxAgeHours: 26, freeDays: [], minGood: 3, reachBackDays: null }],
  ['≥ 30 d', { tag: null, maxAgeHours: null, freeDays: [], minGood: null, reachBackDays: 30 }],
  ['#web', { tag: 'web', maxAgeHours: null, freeDays: [], minGood: null, reachBackDays: null }],
  ['', null],
  ['≤ 26 h and more', null],
  ['At least three', null],
])('%s', (description, read) => {
  expect(expectationIn(description)).toEqual(read);
});
