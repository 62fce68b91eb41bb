import { differenceInCalendarWeeks } from 'date-fns/differenceInCalendarWeeks';

/** Fewer would leave the card half empty. */
const MIN_WEEKS = 6;
/** A year: more days than this are for the list, not for a picture. */
export const MAX_WEEKS = 53;

/** Monday 0 to Sunday 6. Days are `YYYY-MM-DD`. */
export function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** How many weeks the calendar shows: from the oldest listed backup's to today's, within bounds. */
export function weeksToShow(oldestDay: string | null, today: string): number {
  const weeks =
    oldestDay === null
      ? 0
      : differenceInCalendarWeeks(`${today}T00:00`, `${oldestDay}T00:00`, { weekStartsOn: 1 }) + 1;
  return Math.min(MAX_WEEKS, Math.max(MIN_WEEKS, weeks));
}
