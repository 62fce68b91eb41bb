import { describe, expect, it } from 'vitest';
import { fc } from '../../testing/properties';
import { rowOffsets } from './row-offsets';

const same = (height: number) => height;

describe('rowOffsets', () => {
  it('adds up the heights', () => {
    const offsets = rowOffsets([62, 100, 62], same);
    expect([0, 1, 2].map(offsets.startOf)).toEqual([0, 62, 162]);
    expect([0, 1, 2].map(offsets.heightOf)).toEqual([62, 100, 62]);
    expect(offsets.totalPx).toBe(224);
  });

  it.each([
    ['above the first row', -10, 0],
    ['at its top', 0, 0],
    ['in its last pixel', 61, 0],
    ['at the top of the next', 62, 1],
    ['beyond the last', 5_000, 2],
  ])('finds the row %s', (_place, px, index) => {
    expect(rowOffsets([62, 100, 62], same).indexAt(px)).toBe(index);
  });

  it('works without rows', () => {
    const offsets = rowOffsets([], same);
    expect([offsets.totalPx, offsets.indexAt(300)]).toEqual([0, 0]);
  });

  it('finds the row at its own position, whatever the heights', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1 }), fc.nat(), (heights, seed) => {
        const offsets = rowOffsets(heights, same);
        const index = seed % heights.length;
        expect(offsets.indexAt(offsets.startOf(index))).toBe(index);
        expect(offsets.indexAt(offsets.startOf(index + 1) - 1)).toBe(index);
      }),
    );
  });
});
