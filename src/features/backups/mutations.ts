import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { acceptedSizesIn } from '../../api/agreements/agreements';
import {
  addCreatedBackup,
  createBackup,
  deleteBackup,
  dropDeletedBackup,
  readServerBackups,
} from '../../api/backup-changes';
import { backupKeys } from '../../api/backups';
import { correctedNowMs } from '../../browser/clock';
import { rememberStarted } from '../../components/backups/started-here';
import { DELETE_BACKUP_KEY } from '../../components/backups/use-deleting-backups';
import { failedOutcome, mayHaveActed } from '../../components/failed-write';
import { type I18n, useI18n } from '../../components/i18n/i18n-provider';
import { errorLine } from '../../components/loading/error-text';
import { useTargetMutation } from '../../components/use-target-mutation';
import { type Backup, idKey } from '../../core/backups/backup';
import { isKept } from '../../core/backups/keep-mark';
import { ApiError } from '../../core/contract/errors';
import { deleteThenCreateRefusal } from '../../core/deletion/slot-candidate';
import { showToast } from '../../ui/overlays/toast-store';

export interface CreateInput {
  readonly serverId: Backup['serverId'];
  readonly serverName: string;
  readonly description: string;
}

/** Creates a manual backup; its row appears at once and is followed. */
export function useCreateBackup(serverKey: string | null) {
  const client = useQueryClient();
  const i18n = useI18n();
  const { t } = i18n;
  return useTargetMutation({
    mutationKey: ['create-backup', serverKey],
    mutationFn: ({ serverId, description }: CreateInput) => createBackup({ serverId, description }),
    onSuccess: ({ backup, message }) => {
      addCreatedBackup(client, backup);
      rememberStarted('backups', backup.id);
      const started = t('create.started', { id: idKey(backup.id), server: backup.serverName });
      showToast({ tone: 'info', text: message === null ? started : `${started} ${message}` });
    },
    onUnseenError: (error, { serverName }) => {
      const line = errorLine(error, i18n);
      const text = mayHaveActed(error)
        ? `${t('create.unknown.title')} ${t('create.unknown.text', { reason: line, server: serverName })}`
        : t('create.refused', { reason: line });
      showToast({ tone: 'bad', text });
    },
  });
}

/** Right before deleting a backup to free its slot, that was no longer safe. Nothing was sent. */
class GiveUpError extends Error {
  override readonly name = 'GiveUpError';
  readonly reason: 'noOtherGood' | 'changed';

  constructor(reason: GiveUpError['reason']) {
    super(reason);
    this.reason = reason;
  }
}

/** Throws `GiveUpError` if the backup may no longer be deleted for a slot, `ApiError` if the list cannot be read. */
async function confirmGiveUp(client: QueryClient, { id, serverId }: Pick<Backup, 'id' | 'serverId'>) {
  const list = await readServerBackups(client, serverId);
  const refusal = deleteThenCreateRefusal(list.backups, id, correctedNowMs(), acceptedSizesIn(client));
  if (refusal !== null) throw new GiveUpError(refusal === 'noOtherGood' ? refusal : 'changed');
}

/**
 * Deletes one backup; one that is already gone counts as deleted. @param isGivenUp to free a slot for a new backup: the
 * server's list is first read and checked again
 */
export function useDeleteBackup(backupKey: string, isGivenUp: boolean) {
  const client = useQueryClient();
  const i18n = useI18n();
  const { t } = i18n;
  return useTargetMutation({
    mutationKey: [DELETE_BACKUP_KEY, backupKey],
    mutationFn: async (backup: Backup) => {
      if (isGivenUp) await confirmGiveUp(client, backup);
      try {
        await deleteBackup(backup.id, isKept(backup));
        return { wasGone: false };
      } catch (error) {
        if (error instanceof ApiError && error.kind === 'notFound') return { wasGone: true };
        throw error;
      }
    },
    onSuccess: ({ wasGone }, { id, serverName }) => {
      dropDeletedBackup(client, id);
      const params = { id: idKey(id), server: serverName };
      showToast({ tone: 'ok', text: t(wasGone ? 'delete.alreadyGone' : 'delete.done', params) });
    },
    onUnseenError: (error) => {
      showToast({ tone: 'bad', text: deleteErrorText(error, backupKey, i18n) });
      if (!mayHaveActed(error)) void client.invalidateQueries({ queryKey: backupKeys.all });
    },
  });
}

export function deleteErrorText(error: Error, backupKey: string, i18n: I18n): string {
  const { t } = i18n;
  if (error instanceof GiveUpError) {
    return error.reason === 'noOtherGood' ? t('slot.noOtherGood') : t('slot.changed', { id: backupKey });
  }
  return t(`delete.${failedOutcome(error)}`, { reason: errorLine(error, i18n) });
}
