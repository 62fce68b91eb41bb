import { describe, expect, it } from 'vitest';
import { automatic, FAILED, manual, NOW, PENDING, RUNNING, UNDATED } from '../../testing/fleets/protection';
import { fc } from '../../testing/properties';
import { HOUR_MS } from '../lib/time-units';
import { historyOf } from './protection-history';
import { sizeTicks, sizeTrend } from './size-trend';

describe('sizeTrend', () => {
  it('has one point per finished backup, oldest first, by type, with failures marked', () => {
    const trend = sizeTrend(
      historyOf([
        automatic(1, { sizeMb: 4600 }),
        automatic(25, { sizeMb: 0 }),
        manual(10, { sizeMb: 4500 }),
        automatic(49, FAILED),
        automatic(73, { ...FAILED, id: 7, sizeMb: 12 }),
        automatic(3, { type: 'weekly', id: 'weekly' }),
      ]),
    );
    expect(trend.points.map(({ kind, sizeMb, isSuspicious }) => [kind, sizeMb, isSuspicious])).toEqual([
      ['failed', 12, false],
      ['failed', null, false],
      ['automatic', 0, true],
      ['manual', 4500, false],
      ['other', 4456, false],
      ['automatic', 4600, false],
    ]);
    expect(trend.points[0]).toEqual({
      atMs: NOW - 73 * HOUR_MS,
      sizeMb: 12,
      kind: 'failed',
      isSuspicious: false,
      type: 'automatic',
      key: '7',
    });
    expect(trend.rangeMb).toEqual({ minMb: 0, maxMb: 4600 });
  });

  it('counts backups left out, and ignores running ones', () => {
    expect(
      sizeTrend(
        historyOf([
          automatic(1, { sizeMb: null }),
          automatic(2, UNDATED),
          automatic(3, RUNNING),
          manual(4, PENDING),
        ]),
      ),
    ).toEqual({ points: [], unknownSizeCount: 1, undatedCount: 1, rangeMb: null });
  });
});

describe('sizeTicks', () => {
  it.each([
    ['megabytes', 4523, [0, 2000, 4000, 6000]],
    ['gigabytes', 48_210, [0, 20_000, 40_000, 60_000]],
    ['terabytes', 1_900_000, [0, 500_000, 1_000_000, 1_500_000, 2_000_000]],
    ['less than a megabyte', 0.9, [0, 0.5, 1]],
    ['fractions without rounding errors', 0.35, [0, 0.1, 0.2, 0.3, 0.4]],
    ['less than a byte', 5e-324, [0, 1e-6]],
    ['empty backups only', 0, [0, 0.5, 1]],
  ])('are round for %s', (_name, maxMb, ticksMb) => {
    expect(sizeTicks(maxMb)).toEqual(ticksMb);
  });

  it('always span the sizes with two to five ticks', () => {
    const size = fc.oneof(fc.nat({ max: 10_000 }), fc.nat({ max: 1e9 }));
    fc.assert(
      fc.property(size, (maxMb) => {
        const ticksMb = sizeTicks(maxMb);
        expect(ticksMb[0]).toBe(0);
        expect(ticksMb.at(-1)).toBeGreaterThanOrEqual(maxMb);
        expect(ticksMb.length).toBeGreaterThanOrEqual(2);
        expect(ticksMb.length).toBeLessThanOrEqual(5);
        expect(ticksMb).toEqual(ticksMb.toSorted((x, y) => x - y));
      }),
    );
  });
});
