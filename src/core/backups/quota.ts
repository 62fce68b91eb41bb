import { type Backup, type Id, idKey } from './backup';

/** How many manual backups a server may have at most. Source: Backups API document, note under "create". */
export const MANUAL_SLOTS = 10;

/**
 * How many of a server's manual slots are taken. Every manual backup counts, whatever its status: one in
 * progress takes its slot from the start, and a failed one keeps it until it is deleted.
 */
export function slotsUsed(backups: readonly Backup[], serverId: Id): number {
  const key = idKey(serverId);
  let used = 0;
  for (const backup of backups) {
    if (backup.type === 'manual' && idKey(backup.serverId) === key) used += 1;
  }
  return used;
}
