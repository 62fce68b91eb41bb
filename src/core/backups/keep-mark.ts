import type { Backup } from './backup';

/** In its description, locks a manual backup in this dashboard. The provider does not know it. */
export const KEEP_MARK = '[keep]';

/** In UTF-16 units, as a form field counts them; the provider never counts more. */
export const DESCRIPTION_MAX_LENGTH = 255;

/** Case-insensitive, because people type it in the provider's panel too. */
const MARKS = /\[keep\]/i;

/** What determines the lock of a backup. */
export type Keepable = Pick<Backup, 'type' | 'description' | 'mark'>;

/** Whether the backup is locked in this dashboard: by its description, or by somebody's lock here. */
export function isKept(backup: Keepable): boolean {
  return isKeptByDescription(backup) || backup.mark?.kept != null;
}

/** A lock that cannot be lifted. Automatic backups never have it: the provider writes their description. */
export function isKeptByDescription({ type, description }: Keepable): boolean {
  return type === 'manual' && MARKS.test(description);
}

/** Locked backups are deleted one at a time, by typing their id. */
export function canBulkDelete(backup: Keepable): boolean {
  return !isKept(backup);
}

/** The description without marks, for display with a lock icon. Unchanged without a mark. */
export function withoutKeepMark(text: string): string {
  const parts = text.split(MARKS);
  if (parts.length === 1) return text;
  // Joined by a space, so that the parts around a mark cannot form another one.
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' ');
}

/** The description with the mark in front, where truncation cannot remove it. Idempotent. */
export function addKeepMark(text: string): string {
  if (MARKS.test(text) && text.length <= DESCRIPTION_MAX_LENGTH) return text;
  return cutDescription(`${KEEP_MARK} ${withoutKeepMark(text).trim()}`.trimEnd());
}

/** Truncates to {@link DESCRIPTION_MAX_LENGTH}, never inside a character. */
export function cutDescription(text: string): string {
  if (text.length <= DESCRIPTION_MAX_LENGTH) return text;
  return text
    .slice(0, DESCRIPTION_MAX_LENGTH)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd();
}
