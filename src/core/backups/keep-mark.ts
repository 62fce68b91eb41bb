import type { Backup } from './backup';

/** In its description, locks a manual backup in this dashboard. The provider does not know it. */
export const KEEP_MARK = '[keep]';

/** Case-insensitive, because people type it in the provider's panel too. */
export const KEEP_PATTERN = /\[keep\]/i;

/** What determines the lock of a backup. */
export type Keepable = Pick<Backup, 'type' | 'description' | 'mark'>;

/** Whether the backup is locked in this dashboard: by its description, or by somebody's lock here. */
export function isKept(backup: Keepable): boolean {
  return isKeptByDescription(backup) || backup.mark?.kept != null;
}

/** A lock that cannot be lifted. Automatic backups never have it: the provider writes their description. */
export function isKeptByDescription({ type, description }: Keepable): boolean {
  return type === 'manual' && KEEP_PATTERN.test(description);
}

/** Locked backups are deleted one at a time, by typing their id. */
export function canBulkDelete(backup: Keepable): boolean {
  return !isKept(backup);
}

/** The description without marks, for display with a lock icon. Unchanged without a mark. */
export function withoutKeepMark(text: string): string {
  const parts = text.split(KEEP_PATTERN);
  if (parts.length === 1) return text;
  // Joined by a space, so that the parts around a mark cannot form another one.
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' ');
}
