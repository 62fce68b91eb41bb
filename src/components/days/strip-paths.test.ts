import { describe, expect, it } from 'vitest';
import { DAY_KINDS, type DayCell, type DayKind } from '../../core/protection/day-strip';
import { aDay } from '../../testing/fleets/protection';
import { DAY_STEP, type StripShape, stripPaths } from './strip-paths';

/** Where the boxes of each look begin. */
function boxesOf(
  cells: readonly Partial<DayCell>[],
): Partial<Record<StripShape, (readonly [number, number])[]>> {
  const paths = stripPaths(cells.map(aDay));
  return Object.fromEntries(
    [...paths].map(([shape, path]) => [
      shape,
      [...path.matchAll(/M([\d.]+) ([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]),
    ]),
  );
}

describe('stripPaths', () => {
  it('draws the days of a kind as one path, each at its place', () => {
    expect(boxesOf([{ kind: 'good' }, { kind: 'missed' }, { kind: 'good' }])).toEqual({
      good: [
        [0, 1.5],
        [2 * DAY_STEP, 1.5],
      ],
      missed: [[DAY_STEP + 0.5, 0.5]],
    });
  });

  it('draws no future day, and every other kind', () => {
    const drawn = (kind: DayKind) => Object.keys(boxesOf([{ kind }]));
    for (const kind of DAY_KINDS) {
      expect(drawn(kind), kind).toEqual(
        kind === 'after' ? [] : kind === 'failed' ? ['failed', 'hatch'] : [kind],
      );
    }
  });

  it('draws the manual backups of a day above the automatic ones', () => {
    expect(boxesOf([{ kind: 'good', manualKind: 'good' }])).toEqual({ good: [[0, 10]], manual: [[0, 1.5]] });
    expect(boxesOf([{ kind: 'good', manualKind: 'running' }])).toEqual({
      good: [[0, 10]],
      running: [[0, 1.5]],
    });
    expect(boxesOf([{ kind: 'missed', manualKind: 'good' }])).toEqual({
      missed: [[0.5, 0.5]],
      manual: [[0, 1.5]],
    });
  });

  it('hatches what failed and nothing else, last of all', () => {
    const automatic = boxesOf([{ kind: 'failed', manualKind: 'good' }]);
    expect(automatic['hatch']?.every(([, y]) => y > 10)).toBe(true);
    const manual = boxesOf([{ kind: 'good', manualKind: 'failed' }]);
    expect(manual['failed']).toEqual([[0, 1.5]]);
    expect(manual['hatch']?.every(([, y]) => y < 10)).toBe(true);
    expect(Object.keys(boxesOf([{ kind: 'failed' }, { kind: 'good' }])).at(-1)).toBe('hatch');
  });
});
