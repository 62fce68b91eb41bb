import { describe, expect, it } from 'vitest';
import { MAX_WEEKS, weekdayOf, weeksToShow } from './calendar-weeks';

describe('the weeks of a calendar', () => {
  it.each([
    ['none is listed', null, 6],
    ['the oldest is of today', '2025-01-16', 6],
    ['the oldest is dated ahead', '2025-03-01', 6],
    ['the oldest is of the Monday of the sixth week', '2024-12-09', 6],
    ['the oldest is of the Sunday before', '2024-12-08', 7],
    ['a weekly server keeps its copies for three months', '2024-10-17', 14],
    ['a manual copy is as old as the calendar goes', '2024-01-15', MAX_WEEKS],
    ['a manual copy is older', '2021-06-01', MAX_WEEKS],
  ])('reach from the oldest listed backup to today: %s', (_name, oldest, weeks) => {
    // A Thursday.
    expect(weeksToShow(oldest, '2025-01-16')).toBe(weeks);
  });

  it('begin on Mondays', () => {
    expect(['2025-01-13', '2025-01-16', '2025-01-19'].map(weekdayOf)).toEqual([0, 3, 6]);
  });
});
