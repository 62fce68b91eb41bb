import { type QueryClient, useIsMutating, useQueryClient } from '@tanstack/react-query';
import { createBackup, deleteBackup } from '../../api/backups';
import { ApiError } from '../../api/errors';
import { addCreatedBackup, dropDeletedBackup, queryKeys } from '../../api/queries';
import { restoreServer } from '../../api/servers';
import { type Backup, idKey } from '../../domain/backup';
import { type I18n, useI18n } from '../../i18n/i18n-provider';
import { showToast } from '../../ui/toast-store';
import { errorLine } from '../shared/error-text';
import { rememberAcceptedRestore } from '../shared/followed-restores';
import { rememberStartedBackup, rememberStartedRestore } from '../shared/started-here';
import { type ExclusiveMutationOptions, useExclusiveMutation } from '../shared/use-exclusive-mutation';
import { RESTORE_PREFLIGHT_KEY } from './dialogs/use-restore-preflight';
import { GiveUpError, giveUpErrorText } from './give-up';
import { CREATE_BACKUP_KEY, DELETE_BACKUP_KEY, RESTORE_SERVER_KEY } from './mutation-keys';
import { confirmRestoreTarget, RestoreTargetError, targetErrorText } from './restore-target';
import { noteRestoreBegun } from './safe-restore/operation-store';

/**
 * A write to one target, named at the end of its key: writes to other targets do not wait for it. `isUnderWay`
 * is true as well for one that a dialog left before has begun, so that the new dialog can show it.
 */
function useTargetMutation<Variables, Result>(options: ExclusiveMutationOptions<Variables, Result>) {
  const client = useQueryClient();
  const mutation = useExclusiveMutation<Variables, Result>({
    ...options,
    mutationFn: async (variables) => {
      try {
        return await options.mutationFn(variables);
      } catch (error) {
        if (mayHaveActed(error)) listAgain(client);
        throw error;
      } finally {
        // However it ended, the log has a new entry.
        void client.invalidateQueries({ queryKey: queryKeys.activity });
      }
    },
  });
  const underWayCount = useIsMutating({ mutationKey: options.mutationKey });
  return { ...mutation, isUnderWay: mutation.isPending || underWayCount > 0 };
}

function mayHaveActed(error: unknown): boolean {
  return error instanceof ApiError && error.mayHaveActed;
}

/** Nobody knows whether it was done: not a guess but the lists, and the server in an open dialog, tell. */
function listAgain(client: QueryClient): void {
  for (const queryKey of [queryKeys.backups, queryKeys.everyServer, RESTORE_PREFLIGHT_KEY]) {
    void client.invalidateQueries({ queryKey });
  }
}

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
      if (!mayHaveActed(error)) void client.invalidateQueries({ queryKey: queryKeys.backups });
    },
  });
}

/** What to say when a backup was not deleted, or nobody knows whether it was. */
export function deleteErrorText(error: Error, i18n: I18n): string {
  if (error instanceof GiveUpError) return giveUpErrorText(error, i18n);
  const params = { reason: errorLine(error, i18n) };
  return i18n.t(mayHaveActed(error) ? 'delete.unknown' : 'delete.refused', params);
}

export interface RestoreInput {
  readonly serverId: Backup['serverId'];
  readonly serverName: string;
  readonly backupId: Backup['id'];
}

/** Restores a server from exactly this backup; afterwards the server's own status tells how it goes. */
export function useRestoreServer(serverKey: string) {
  const client = useQueryClient();
  const i18n = useI18n();
  const { t } = i18n;
  return useTargetMutation({
    mutationKey: [...RESTORE_SERVER_KEY, serverKey],
    mutationFn: async ({ serverId, backupId }: RestoreInput) => {
      await confirmRestoreTarget(client, serverId, backupId);
      return restoreServer({ serverId, backupId });
    },
    onSuccess: ({ message }, { serverId, serverName, backupId }) => {
      rememberStartedRestore(serverId);
      rememberAcceptedRestore({ id: serverId, name: serverName });
      noteRestoreBegun(backupId);
      const started = t('restore.started', { server: serverName, id: idKey(backupId) });
      showToast({ tone: 'info', text: message === null ? started : `${started} ${message}` });
      void client.invalidateQueries({ queryKey: queryKeys.server(serverId) });
      void client.invalidateQueries({ queryKey: queryKeys.servers });
    },
    onUnseenError: (error, { serverName }) => {
      const params = { reason: errorLine(error, i18n) };
      const text =
        error instanceof RestoreTargetError
          ? targetErrorText(error, serverName, i18n)
          : t(mayHaveActed(error) ? 'restore.unknown' : 'restore.refused', params);
      showToast({ tone: 'bad', text });
      if (!mayHaveActed(error)) void client.invalidateQueries({ queryKey: queryKeys.servers });
    },
  });
}

export interface SafeRestoreInput extends RestoreInput {
  /** Begins it and gives its id; null when another one of the server is not settled. */
  readonly begin: () => string | null;
}

/** Looks at backup and server once more, as a restore without a copy does, and only then begins the one with a copy. */
export function useBeginSafeRestore(serverKey: string) {
  const client = useQueryClient();
  const i18n = useI18n();
  return useTargetMutation({
    mutationKey: [...RESTORE_SERVER_KEY, serverKey],
    mutationFn: async ({ serverId, backupId, begin }: SafeRestoreInput) => {
      await confirmRestoreTarget(client, serverId, backupId);
      return begin();
    },
    onSuccess: (operationId, { backupId }) => {
      if (operationId !== null) noteRestoreBegun(backupId);
    },
    onUnseenError: (error, { serverName }) => {
      const text =
        error instanceof RestoreTargetError
          ? targetErrorText(error, serverName, i18n)
          : i18n.t('restore.refused', { reason: errorLine(error, i18n) });
      showToast({ tone: 'bad', text });
    },
  });
}
