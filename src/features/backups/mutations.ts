import { useQueryClient } from '@tanstack/react-query';
import { createBackup, deleteBackup } from '../../api/backups';
import { ApiError } from '../../api/errors';
import { addCreatedBackup, dropDeletedBackup, queryKeys } from '../../api/queries';
import { restoreServer } from '../../api/servers';
import { type Backup, idKey } from '../../domain/backup';
import { useI18n } from '../../i18n/i18n-provider';
import { showToast } from '../../ui/toast-store';
import { errorLine } from '../shared/error-text';
import { useExclusiveMutation } from '../shared/use-exclusive-mutation';

export const CREATE_BACKUP_KEY = ['create-backup'] as const;
export const DELETE_BACKUP_KEY = ['delete-backup'] as const;
export const RESTORE_SERVER_KEY = ['restore-server'] as const;

export interface CreateInput {
  readonly serverId: Backup['serverId'];
  readonly serverName: string;
  readonly description: string;
}

/** Asks the provider for a manual backup; the new row appears at once and is followed from then on. */
export function useCreateBackup() {
  const client = useQueryClient();
  const i18n = useI18n();
  const { t } = i18n;
  return useExclusiveMutation({
    mutationKey: CREATE_BACKUP_KEY,
    mutationFn: ({ serverId, description }: CreateInput) => createBackup({ serverId, description }),
    onSuccess: ({ backup, message }) => {
      addCreatedBackup(client, backup);
      const started = t('create.started', { id: idKey(backup.id), server: backup.serverName });
      showToast({ tone: 'info', text: message === null ? started : `${started} ${message}` });
    },
    onUnseenError: (error, { serverName }) => {
      const line = errorLine(error, i18n);
      const isUnknown = error instanceof ApiError && error.mayHaveActed;
      const text = isUnknown
        ? `${t('create.unknown.title')} ${t('create.unknown.text', { reason: line, server: serverName })}`
        : t('create.refused', { reason: line });
      showToast({ tone: 'bad', text });
      // The person has left; the list, not a guess, tells whether it was started after all.
      void client.invalidateQueries({ queryKey: queryKeys.backups });
    },
  });
}

/** Deletes one backup. One that is already gone is as good as deleted. */
export function useDeleteBackup() {
  const client = useQueryClient();
  const i18n = useI18n();
  const { t } = i18n;
  return useExclusiveMutation({
    mutationKey: DELETE_BACKUP_KEY,
    mutationFn: async ({ id }: Pick<Backup, 'id' | 'serverName'>) => {
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
      const isUnknown = error instanceof ApiError && error.mayHaveActed;
      const params = { reason: errorLine(error, i18n) };
      showToast({ tone: 'bad', text: isUnknown ? t('delete.unknown', params) : t('delete.refused', params) });
      void client.invalidateQueries({ queryKey: queryKeys.backups });
    },
  });
}

export interface RestoreInput {
  readonly serverId: Backup['serverId'];
  readonly serverName: string;
  readonly backupId: Backup['id'];
}

/** Restores a server from exactly this backup; afterwards the server's own status tells how it goes. */
export function useRestoreServer() {
  const client = useQueryClient();
  const i18n = useI18n();
  const { t } = i18n;
  return useExclusiveMutation({
    mutationKey: RESTORE_SERVER_KEY,
    mutationFn: ({ serverId, backupId }: RestoreInput) => restoreServer({ serverId, backupId }),
    onSuccess: ({ message }, { serverId, serverName, backupId }) => {
      const started = t('restore.started', { server: serverName, id: idKey(backupId) });
      showToast({ tone: 'info', text: message === null ? started : `${started} ${message}` });
      void client.invalidateQueries({ queryKey: queryKeys.server(serverId) });
      void client.invalidateQueries({ queryKey: queryKeys.servers });
    },
    onUnseenError: (error) => {
      const isUnknown = error instanceof ApiError && error.mayHaveActed;
      const params = { reason: errorLine(error, i18n) };
      showToast({
        tone: 'bad',
        text: isUnknown ? t('restore.unknown', params) : t('restore.refused', params),
      });
      void client.invalidateQueries({ queryKey: queryKeys.servers });
    },
  });
}
