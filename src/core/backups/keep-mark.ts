import type { Backup } from './backup';

/**
 * `[keep]` in the description of a manual backup locks it in this dashboard. It is a convention of this dashboard:
 * the provider does not know it and deletes such a backup when told to by other means.
 */
export const KEEP_MARK = '[keep]';

/** Longest description, in UTF-16 units as a form field counts them: never more than what the provider counts. */
export const DESCRIPTION_MAX_LENGTH = 255;

/** Typed by hand in the provider's own panel too, so `[Keep]` means the same. */
const MARKS = /\[keep\]/i;

/** Whether this dashboard treats the backup as locked. Automatic ones never are: their words are the provider's. */
export function isKept(backup: Pick<Backup, 'type' | 'description'>): boolean {
  return backup.type === 'manual' && MARKS.test(backup.description);
}

/** Whether the backup may be one of several: `[keep]` ones are deleted one at a time, by their id. */
export function canBulkDelete(backup: Pick<Backup, 'type' | 'description'>): boolean {
  return !isKept(backup);
}

/** The description for a person to read, where a lock stands for the mark. Without a mark the very same text. */
export function withoutKeepMark(text: string): string {
  const parts = text.split(MARKS);
  if (parts.length === 1) return text;
  // Joined by a blank, so that what stood around a mark cannot become one.
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' ');
}

/** The description with the mark in front, where no cut can lose it; at most 255 long. Again: the same text. */
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
