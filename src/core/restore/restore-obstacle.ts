import { type BackupList, type Id, isSameId, isWholeList } from '../backups/backup';
import { restoreRefusal } from '../backups/backup-actions';

/** `unseen`: not in the list, which is incomplete. */
export type RestoreObstacle = 'gone' | 'unseen' | 'moved' | 'notRestorable';

/** Why a backup cannot be restored to this server by a list just read; null if it can. */
export function restoreObstacle(list: BackupList, serverId: Id, backupId: Id): RestoreObstacle | null {
  const backup = list.backups.find(({ id }) => isSameId(id, backupId));
  if (backup === undefined) return isWholeList(list) ? 'gone' : 'unseen';
  if (!isSameId(backup.serverId, serverId)) return 'moved';
  return restoreRefusal(backup) === null ? null : 'notRestorable';
}
