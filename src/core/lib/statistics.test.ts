import { describe, expect, it } from 'vitest';
import { median, quantile } from './statistics';

describe('quantile', () => {
  it.each([
    ['the middle of three, in any order', [30, 10, 20], 0.5, 20],
    ['halfway between the middle two of four', [40, 10, 20, 30], 0.5, 25],
    ['by value, not by text', [9, 10, 100], 0.5, 10],
    ['the smallest', [3, 1, 2], 0, 1],
    ['the largest', [3, 1, 2], 1, 3],
    ['between two values, by the share', [10, 20], 0.1, 11],
    ['the only one', [7], 0.9, 7],
    ['nothing of nothing', [], 0.5, null],
  ])('gives %s', (_name, values, q, expected) => {
    expect(quantile(values, q)).toBe(expected);
  });

  it('does not reorder its input', () => {
    const values = [3, 1, 2];
    expect(median(values)).toBe(2);
    expect(values).toEqual([3, 1, 2]);
  });
});
