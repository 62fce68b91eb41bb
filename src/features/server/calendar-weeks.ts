import { DAY_MS } from '../../core/lib/time-units';

const DAYS_IN_WEEK = 7;
/** Fewer would leave the card half empty. */
const MIN_WEEKS = 6;
/** A year: more days than this are for the list, not for a picture. */
export const MAX_WEEKS = 53;

/** Weeks since one far in the past, each beginning on a Monday. */
function weekNumber(day: string): number {
  // The first of January 1970 was a Thursday, three days after a Monday.
  return Math.floor((Date.parse(`${day}T00:00:00Z`) / DAY_MS + 3) / DAYS_IN_WEEK);
}

/** Monday 0 to Sunday 6. */
export function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % DAYS_IN_WEEK;
}

/**
 * How many weeks a calendar shows: from the one of the oldest listed backup to that of today, within bounds. Days
 * are `YYYY-MM-DD`, so that it does not matter how long they are.
 */
export function weeksToShow(oldestDay: string | null, today: string): number {
  const weeks = oldestDay === null ? 0 : weekNumber(today) - weekNumber(oldestDay) + 1;
  return Math.min(MAX_WEEKS, Math.max(MIN_WEEKS, weeks));
}
