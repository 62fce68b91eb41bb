import type { QueryClient } from '@tanstack/react-query';
import { readServerBackups } from '../../api/backups';
import { getServer, serverKeys } from '../../api/servers';
import type { I18n } from '../../components/i18n/i18n-provider';
import { type Id, idKey, isSameId, isWholeList } from '../../core/backups/backup';
import { RESTORING_STATUS, restoreRefusal } from '../../core/backups/backup-actions';

/** Backup or server changed between confirmation and send. Nothing was sent. */
export class RestoreTargetError extends Error {
  override readonly name = 'RestoreTargetError';
  readonly backupKey: string;
  /** `unseen`: not in the list, which is incomplete. */
  readonly reason: 'gone' | 'unseen' | 'moved' | 'notRestorable' | 'restoring';

  constructor(backupId: Id, reason: RestoreTargetError['reason']) {
    super(reason);
    this.backupKey = idKey(backupId);
    this.reason = reason;
  }
}

export function targetErrorText(
  { reason, backupKey: id }: RestoreTargetError,
  server: string,
  { t }: Pick<I18n, 't'>,
): string {
  if (reason === 'restoring') return t('restore.running', { server });
  if (reason === 'gone' || reason === 'unseen') return t(`restore.${reason}`, { id });
  return reason === 'moved' ? t('restore.otherServer', { id }) : t('safe.end.backupNotRestorable', { id });
}

/**
 * Reads backup and server once more and makes sure that the backup is still this server's and can be restored, and
 * that the server is not being restored already; an unreadable server does not block. Throws
 * `RestoreTargetError` when they do not fit, `ApiError` when the backup cannot be read.
 */
export async function confirmRestoreTarget(client: QueryClient, serverId: Id, backupId: Id): Promise<void> {
  const [list, server] = await Promise.allSettled([readServerBackups(client, serverId), getServer(serverId)]);
  if (list.status === 'rejected') throw list.reason;
  const found = list.value.backups.find(({ id }) => isSameId(id, backupId));
  if (found === undefined)
    throw new RestoreTargetError(backupId, isWholeList(list.value) ? 'gone' : 'unseen');
  if (!isSameId(found.serverId, serverId)) throw new RestoreTargetError(backupId, 'moved');
  if (restoreRefusal(found) !== null) throw new RestoreTargetError(backupId, 'notRestorable');
  if (server.status === 'rejected') return;
  client.setQueryData(serverKeys.one(serverId), server.value);
  if (server.value.status === RESTORING_STATUS) throw new RestoreTargetError(backupId, 'restoring');
}
