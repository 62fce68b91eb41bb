import { spreadOf } from '../support/measurements';
import type { MeasureResult, Reading, Unit } from './measure';

const DIGITS: Record<Unit, number> = { ms: 0, kB: 1, MB: 1, '×': 2, '%': 1, count: 0, score: 3 };
const HEAD = ['', 'min', 'median', 'max', '', 'goal'] as const;

/** One measure as text: one line per figure, notes below. */
export function formatMeasure(name: string, about: string, { readings, notes = [] }: MeasureResult): string {
  const rows = [[...HEAD], ...readings.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  return [`## ${name}: ${about}`, ...lines, ...notes.map((note) => `  · ${note}`), ''].join('\n');
}

function cells(reading: Reading): string[] {
  const { what, unit, values, goal } = reading;
  const spread = spreadOf(values);
  // One decimal, to tell a difference of one frame.
  const digits = (value: number) => (unit === 'ms' && Math.abs(value) < 100 ? 1 : DIGITS[unit]);
  const text = (value: number | undefined) => (value === undefined ? '–' : value.toFixed(digits(value)));
  return [
    what,
    text(spread?.min),
    text(spread?.median),
    text(spread?.max),
    unit === 'count' || unit === 'score' ? '' : unit,
    goal === undefined ? '' : `${isMet(reading) ? 'met' : 'MISSED'} ≤ ${goal}`,
  ];
}

/** Whether the median is within the goal; null without a goal or a measurement. */
export function isMet({ values, goal, unit }: Reading): boolean | null {
  const spread = spreadOf(values);
  if (spread === null || goal === undefined) return null;
  // Compared as printed, so that a figure that looks equal to the goal meets it.
  const digits = unit === 'ms' ? 1 : DIGITS[unit];
  return Number(spread.median.toFixed(digits)) <= goal;
}
