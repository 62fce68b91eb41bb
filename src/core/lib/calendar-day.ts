/** Whether a text begins with an existing day (`YYYY-MM-DD`). `Date` alone reads 30 February as a day of March. */
export function isCalendarDay(text: string): boolean {
  const day = text.slice(0, 10);
  const start = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(start.getTime()) && start.toISOString().startsWith(day);
}
