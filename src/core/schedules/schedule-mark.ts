import type { Backup } from '../backups/backup';
import { withoutKeepMark } from '../backups/keep-mark';

/** The id has four signs without look-alikes. */
const MARK = /^(.*?)(?: · )?\[schedule:([0-9a-hjkmnp-tv-z]{4})\]/s;

/** The description of a backup that a schedule makes: `Nightly · [schedule:7k2m]`. */
export function makeScheduleDescription(name: string, scheduleId: string): string {
  return `${name} · [schedule:${scheduleId}]`;
}

/** What the description says of the schedule that made the backup. */
export interface ScheduleMark {
  /** Its name at that time. */
  readonly name: string;
  readonly scheduleId: string;
}

/** Reads what {@link makeScheduleDescription} wrote, also beside a `[keep]`; null for any other backup. */
export function scheduleMarkOf({
  type,
  description,
}: Pick<Backup, 'type' | 'description'>): ScheduleMark | null {
  if (type !== 'manual' || !description.includes('[schedule:')) return null;
  const [, name = '', scheduleId] = MARK.exec(withoutKeepMark(description)) ?? [];
  return scheduleId === undefined ? null : { name: name.trim(), scheduleId };
}
