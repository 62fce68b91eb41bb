import type { Backup } from './backup';

/** Locks a manual backup in this dashboard when in its description. The provider does not know it. */
export const KEEP_MARK = '[keep]';

/** In UTF-16 units, as a form field counts them; the provider never counts more. */
export const DESCRIPTION_MAX_LENGTH = 255;

/** Case-insensitive, because people type it in the provider's panel too. */
const MARKS = /\[keep\]/i;

/** Whether the backup is locked. Automatic ones never are: the provider writes their description. */
export function isKept(backup: Pick<Backup, 'type' | 'description'>): boolean {
  return backup.type === 'manual' && MARKS.test(backup.description);
}

/** `[keep]` backups are deleted one at a time, by typing their id. */
export function canBulkDelete(backup: Pick<Backup, 'type' | 'description'>): boolean {
  return !isKept(backup);
}

/** The description without marks, where a lock icon stands for them. Unchanged without a mark. */
export function withoutKeepMark(text: string): string {
  const parts = text.split(MARKS);
  if (parts.length === 1) return text;
  // Joined by a blank, so that the parts around a mark do not form another one.
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' ');
}

/** The description with the mark in front, where no cut can lose it. Idempotent. */
export function addKeepMark(text: string): string {
  if (MARKS.test(text) && text.length <= DESCRIPTION_MAX_LENGTH) return text;
  return cutDescription(`${KEEP_MARK} ${withoutKeepMark(text).trim()}`.trimEnd());
}

/** Cuts to {@link DESCRIPTION_MAX_LENGTH}, never through a character. */
export function cutDescription(text: string): string {
  if (text.length <= DESCRIPTION_MAX_LENGTH) return text;
  return text
    .slice(0, DESCRIPTION_MAX_LENGTH)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd();
}
