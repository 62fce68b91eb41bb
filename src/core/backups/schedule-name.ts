import type { Backup } from './backup';

/** The start of what `makeScheduleDescription` writes. Apart from the rest, because every first page needs it. */
const NAMED = /^(?:\[keep\] )?(.+?) · \[schedule:/i;

/** The name of the schedule that made a backup; undefined for any other. */
export function scheduleNameOf({
  type,
  description,
}: Pick<Backup, 'type' | 'description'>): string | undefined {
  return type === 'manual' ? NAMED.exec(description)?.[1] : undefined;
}
