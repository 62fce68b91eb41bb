import type { QueryClient } from '@tanstack/react-query';
import { readServerBackups } from '../../api/queries';
import { type Id, idKey, isSameId, isWholeList } from '../../domain/backup';
import { restoreRefusal } from '../../domain/backup-actions';
import type { I18n } from '../../i18n/i18n-provider';

/** Right before a restore was sent, the backup was not what the person had confirmed any more. Nothing was sent. */
export class RestoreTargetError extends Error {
  override readonly name = 'RestoreTargetError';
  readonly backupKey: string;
  /** `unseen`: it is not in a list of which something is missing. */
  readonly reason: 'gone' | 'unseen' | 'moved' | 'notRestorable';

  constructor(backupId: Id, reason: RestoreTargetError['reason']) {
    super(reason);
    this.backupKey = idKey(backupId);
    this.reason = reason;
  }
}

export function targetErrorText(
  { reason, backupKey: id }: RestoreTargetError,
  { t }: Pick<I18n, 't'>,
): string {
  if (reason === 'gone' || reason === 'unseen') return t(`restore.${reason}`, { id });
  return reason === 'moved' ? t('restore.otherServer', { id }) : t('safe.end.backupNotRestorable', { id });
}

/**
 * Reads the backup once more and makes sure that it is still this server's and can be restored. Throws
 * `RestoreTargetError` when it is not, `ApiError` when it cannot be read.
 */
export async function confirmRestoreTarget(client: QueryClient, serverId: Id, backupId: Id): Promise<void> {
  const list = await readServerBackups(client, serverId);
  const found = list.backups.find(({ id }) => isSameId(id, backupId));
  if (found === undefined) throw new RestoreTargetError(backupId, isWholeList(list) ? 'gone' : 'unseen');
  if (!isSameId(found.serverId, serverId)) throw new RestoreTargetError(backupId, 'moved');
  if (restoreRefusal(found) !== null) throw new RestoreTargetError(backupId, 'notRestorable');
}
