import { useQueryClient } from '@tanstack/react-query';
import {
  addCreatedBackup,
  backupKeys,
  createBackup,
  deleteBackup,
  dropDeletedBackup,
} from '../../api/backups';
import { type I18n, useI18n } from '../../components/i18n/i18n-provider';
import { errorLine } from '../../components/list/error-text';
import { CREATE_BACKUP_KEY, DELETE_BACKUP_KEY } from '../../components/mutation-keys';
import { rememberStartedBackup } from '../../components/started-here';
import { mayHaveActed, useTargetMutation } from '../../components/use-target-mutation';
import { type Backup, idKey } from '../../core/backups/backup';
import { ApiError } from '../../core/contract/errors';
import { showToast } from '../../ui/toast-store';
import { GiveUpError, giveUpErrorText } from './give-up';

export interface CreateInput {
  readonly serverId: Backup['serverId'];
  readonly serverName: string;
  readonly description: string;
}

/** Asks the provider for a manual backup; the new row appears at once and is followed from then on. */
export function useCreateBackup(serverKey: string | null) {
  const client = useQueryClient();
  const i18n = useI18n();
  const { t } = i18n;
  return useTargetMutation({
    mutationKey: [...CREATE_BACKUP_KEY, serverKey],
    mutationFn: ({ serverId, description }: CreateInput) => createBackup({ serverId, description }),
    onSuccess: ({ backup, message }) => {
      addCreatedBackup(client, backup);
      rememberStartedBackup(backup.id);
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

/**
 * Deletes one backup. One that is already gone is as good as deleted.
 * @param confirm asked right before the deletion is sent; what it throws keeps it from being sent
 */
export function useDeleteBackup(backupKey: string, confirm?: () => Promise<void>) {
  const client = useQueryClient();
  const i18n = useI18n();
  const { t } = i18n;
  return useTargetMutation({
    mutationKey: [...DELETE_BACKUP_KEY, backupKey],
    mutationFn: async ({ id }: Pick<Backup, 'id' | 'serverName'>) => {
      await confirm?.();
      try {
        await deleteBackup(id);
        return { wasGone: false };
      } catch (error) {
        if (error instanceof ApiError && error.kind === 'notFound') return { wasGone: true };
        throw error;
      }
    },
    onSuccess: ({ wasGone }, { id, serverName }) => {
      dropDeletedBackup(client, id);
      const params = { id: idKey(id), server: serverName };
      showToast({ tone: 'ok', text: wasGone ? t('delete.alreadyGone', params) : t('delete.done', params) });
    },
    onUnseenError: (error) => {
      showToast({ tone: 'bad', text: deleteErrorText(error, i18n) });
      if (!mayHaveActed(error)) void client.invalidateQueries({ queryKey: backupKeys.all });
    },
  });
}

/** What to say when a backup was not deleted, or nobody knows whether it was. */
export function deleteErrorText(error: Error, i18n: I18n): string {
  if (error instanceof GiveUpError) return giveUpErrorText(error, i18n);
  const params = { reason: errorLine(error, i18n) };
  return i18n.t(mayHaveActed(error) ? 'delete.unknown' : 'delete.refused', params);
}
