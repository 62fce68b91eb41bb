import { expect, it } from 'vitest';
import { countBy } from './count-by';

it('counts the values of each key, with 0 for a key without any', () => {
  expect(countBy(['good', 'failed', 'late'], ['good', 'late', 'good'])).toEqual({
    good: 2,
    failed: 0,
    late: 1,
  });
});
