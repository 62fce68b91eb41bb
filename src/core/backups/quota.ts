import { type Backup, type Id, isSameId } from './backup';

/** Maximum number of manual backups of a server. Source: Backups API document, note under "create". */
export const MANUAL_SLOTS = 10;

/** Number of a server's manual slots in use. Every manual backup takes one, running and failed ones too. */
export function slotsUsed(backups: readonly Backup[], serverId: Id): number {
  return backups.filter((backup) => backup.type === 'manual' && isSameId(backup.serverId, serverId)).length;
}
