import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rowOffsets } from './row-offsets';
import { rowsAround } from './use-window-rows';

const ROW_PX = 44;
const VIEW_PX = 900;

const offsetsOf = (count: number) => rowOffsets(Array.from({ length: count }), () => ROW_PX);

describe('the rows that are drawn', () => {
  test('hold every row in view, wherever the page is scrolled to', () => {
    fc.assert(
      fc.property(fc.nat({ max: 200 }), fc.integer({ min: -2_000, max: 10_000 }), (count, topPx) => {
        const offsets = offsetsOf(count);
        const { first, end } = rowsAround(count, offsets, topPx, topPx + VIEW_PX);
        for (let index = 0; index < count; index += 1) {
          const startPx = offsets.startOf(index);
          const isInView = startPx < topPx + VIEW_PX && startPx + ROW_PX > topPx;
          if (isInView) expect(index >= first && index < end).toBe(true);
        }
      }),
    );
  });

  test('change once in six rows while the page scrolls, with six rows to spare on both sides', () => {
    const offsets = offsetsOf(1_000);
    const seen = new Set<string>();
    for (let topPx = 60 * ROW_PX; topPx < 120 * ROW_PX; topPx += 5) {
      const { first, end } = rowsAround(1_000, offsets, topPx, topPx + VIEW_PX);
      seen.add(`${first} to ${end}`);
      expect(first).toBeLessThanOrEqual(Math.floor(topPx / ROW_PX) - 6);
      expect(end).toBeGreaterThan(Math.floor((topPx + VIEW_PX) / ROW_PX) + 6);
    }
    expect(seen.size).toBe(10);
  });

  test('are not more than a screen and two steps at the top of the page, where a visit begins', () => {
    expect(rowsAround(1_000, offsetsOf(1_000), -230, -230 + VIEW_PX)).toEqual({ first: 0, end: 28 });
  });

  test('are one in a table far away, as in a group further down the page', () => {
    const offsets = offsetsOf(50);
    for (const topPx of [-4 * VIEW_PX, offsets.totalPx + 3 * VIEW_PX])
      expect(rowsAround(50, offsets, topPx, topPx + VIEW_PX)).toEqual({ first: 0, end: 1 });
    expect(rowsAround(50, offsets, -1_000, -800).end).toBeGreaterThan(10);
    expect(rowsAround(0, offsetsOf(0), 5 * VIEW_PX, 6 * VIEW_PX)).toEqual({ first: 0, end: 0 });
  });
});
