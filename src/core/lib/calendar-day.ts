/** Whether a text begins with a day (`YYYY-MM-DD`) that the calendar has: `Date` takes 30 February for a day of March. */
export function isCalendarDay(text: string): boolean {
  const day = text.slice(0, 10);
  const start = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(start.getTime()) && start.toISOString().startsWith(day);
}
