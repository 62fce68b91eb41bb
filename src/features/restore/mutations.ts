import { useQueryClient } from '@tanstack/react-query';
import { restoreServer, serverKeys } from '../../api/servers';
import { rememberAcceptedRestore } from '../../components/followed-restores';
import { type I18n, useI18n } from '../../components/i18n/i18n-provider';
import { errorLine } from '../../components/list/error-text';
import { rememberStarted } from '../../components/started-here';
import { mayHaveActed, useTargetMutation } from '../../components/use-target-mutation';
import { type Id, idKey } from '../../core/backups/backup';
import { showToast } from '../../ui/toast-store';
import { noteRestoreBegun } from './operation-store';
import { confirmRestoreTarget, RestoreTargetError, targetErrorText } from './restore-target';

export interface RestoreInput {
  readonly serverId: Id;
  readonly serverName: string;
  readonly backupId: Id;
  /** Starts a safe restore in place of a plain one. Returns its id; null while another one of the server is open. */
  readonly beginSafe: (() => string | null) | null;
}

/** Restores a server from exactly this backup, after reading both once more. */
export function useRestoreServer(serverKey: string) {
  const client = useQueryClient();
  const i18n = useI18n();
  const { t } = i18n;
  return useTargetMutation({
    mutationKey: ['restore-server', serverKey],
    mutationFn: async ({ serverId, backupId, beginSafe }: RestoreInput) => {
      await confirmRestoreTarget(client, serverId, backupId);
      if (beginSafe !== null) return { operationId: beginSafe(), message: null };
      return { operationId: null, ...(await restoreServer({ serverId, backupId })) };
    },
    onSuccess: ({ operationId, message }, { serverId, serverName, backupId, beginSafe }) => {
      if (beginSafe === null || operationId !== null) noteRestoreBegun(backupId);
      if (beginSafe !== null) return;
      rememberStarted('restores', serverId);
      rememberAcceptedRestore({ id: serverId, name: serverName });
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

/** Why a restore was not sent, was refused, or has an outcome that nobody knows. */
export function restoreErrorText(error: Error, serverName: string, i18n: I18n): string {
  if (error instanceof RestoreTargetError) return targetErrorText(error, serverName, i18n);
  const params = { reason: errorLine(error, i18n) };
  return i18n.t(mayHaveActed(error) ? 'restore.unknown' : 'restore.refused', params);
}
