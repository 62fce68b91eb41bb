import { describe, expect, it } from 'vitest';
import { fc } from '../../testing/properties';
import { type Direction, orderEqualRows, rowNumbers, rowOrder } from './row-order';

const column = (...values: number[]) => Float64Array.from(values);
const order = (...values: number[]) => [...rowOrder(column(...values), 'asc', rowNumbers(values.length))];

/** Small ones that are often equal, instants, fractions, and what is too far apart for one exact number. */
const value = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2025, 0, 2) }),
  fc.double({ noDefaultInfinity: true }),
  fc.constantFrom(Number.NaN, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, Number.POSITIVE_INFINITY),
);
const whole = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constant(Number.NaN));

function compare(a: number, b: number, direction: Direction): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  if (a === b) return 0;
  return a < b === (direction === 'asc') ? -1 : 1;
}

describe('rowOrder', () => {
  it.each([
    [[], []],
    [[5], [0]],
    [
      [3, 1, 2],
      [1, 2, 0],
    ],
    [
      [2, Number.NaN, 1],
      [2, 0, 1],
    ],
    [
      [Number.NaN, Number.NaN],
      [0, 1],
    ],
    [
      [0.5, 0.25],
      [1, 0],
    ],
    [
      [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 0],
      [1, 2, 0],
    ],
    [
      [0, -0, 0],
      [0, 1, 2],
    ],
  ])('%j', (values, expected) => {
    expect(order(...values)).toEqual(expected);
  });

  it('is what a stable sort with a comparator gives, whatever the values, the direction and the order before', () => {
    const columns = fc.oneof(fc.array(value), fc.array(whole));
    const directions = fc.constantFrom<Direction[]>('asc', 'desc');
    fc.assert(
      fc.property(columns, directions, fc.nat(), (values, direction, seed) => {
        const all = column(...values);
        const before = rowNumbers(values.length).sort(
          (a, b) => ((a * 31 + seed) % 7) - ((b * 31 + seed) % 7),
        );
        const expected = [...before].sort((a, b) => compare(all[a] ?? 0, all[b] ?? 0, direction));
        expect([...rowOrder(all, direction, before)]).toEqual(expected);
      }),
    );
  });

  it('leaves the column and the order before as they are', () => {
    const all = column(2, 1);
    const rows = rowNumbers(2);
    rowOrder(all, 'asc', rows);
    expect([...all]).toEqual([2, 1]);
    expect([...rows]).toEqual([0, 1]);
  });
});

describe('orderEqualRows', () => {
  it('touches only rows that have the same value, or none', () => {
    const all = column(1, 0, -0, Number.NaN, Number.NaN, 3);
    const rows = Uint32Array.from([1, 2, 0, 5, 3, 4]);
    orderEqualRows(rows, all, (a, b) => b - a);
    expect([...rows]).toEqual([2, 1, 0, 5, 4, 3]);
  });
});
