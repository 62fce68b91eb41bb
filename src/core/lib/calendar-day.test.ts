import { expect, it } from 'vitest';
import { isCalendarDay } from './calendar-day';

it.each([
  ['2024-02-29', true],
  ['2026-12-31T23:59:59Z', true],
  ['2026-02-29', false],
  ['2026-02-30', false],
  ['2026-04-31T10:00:00+02:00', false],
  ['2026-13-01', false],
  ['2026-00-10', false],
  ['yesterday', false],
  ['', false],
])('%j: %s', (text, isDay) => {
  expect(isCalendarDay(text)).toBe(isDay);
});
