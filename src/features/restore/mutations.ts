import { useQueryClient } from '@tanstack/react-query';
import { restoreServer, serverKeys } from '../../api/servers';
import { rememberAcceptedRestore } from '../../components/followed-restores';
import { type I18n, useI18n } from '../../components/i18n/i18n-provider';
import { errorLine } from '../../components/list/error-text';
import { RESTORE_SERVER_KEY } from '../../components/mutation-keys';
import { rememberStartedRestore } from '../../components/started-here';
import { mayHaveActed, useTargetMutation } from '../../components/use-target-mutation';
import { type Backup, idKey } from '../../core/backups/backup';
import { showToast } from '../../ui/toast-store';
import { noteRestoreBegun } from './operation-store';
import { confirmRestoreTarget, RestoreTargetError, targetErrorText } from './restore-target';

export interface RestoreInput {
  readonly serverId: Backup['serverId'];
  readonly serverName: string;
  readonly backupId: Backup['id'];
}

/** Restores a server from exactly this backup; its progress is then read from the server's status. */
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
      void client.invalidateQueries({ queryKey: serverKeys.one(serverId) });
      void client.invalidateQueries({ queryKey: serverKeys.all });
    },
    onUnseenError: (error, { serverName }) => {
      showToast({ tone: 'bad', text: restoreErrorText(error, serverName, i18n) });
      if (!mayHaveActed(error)) void client.invalidateQueries({ queryKey: serverKeys.all });
    },
  });
}

export interface SafeRestoreInput extends RestoreInput {
  /** Starts it and returns its id; null when another one of the server is not settled. */
  readonly begin: () => string | null;
}

/** Reads backup and server once more, as a plain restore does, and only then begins one with a safety backup. */
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
      showToast({ tone: 'bad', text: restoreErrorText(error, serverName, i18n) });
    },
  });
}

/** Why a restore was not sent, was refused, or has an outcome that nobody knows. */
export function restoreErrorText(error: Error, serverName: string, i18n: I18n): string {
  if (error instanceof RestoreTargetError) return targetErrorText(error, serverName, i18n);
  const params = { reason: errorLine(error, i18n) };
  return i18n.t(mayHaveActed(error) ? 'restore.unknown' : 'restore.refused', params);
}
