import { useQueryClient } from '@tanstack/react-query';
import { startRestore } from '../../api/operations';
import { serverKeys } from '../../api/servers';
import { rememberStarted } from '../../components/backups/started-here';
import { failedOutcome, mayHaveActed } from '../../components/failed-write';
import { type I18n, useI18n } from '../../components/i18n/i18n-provider';
import { errorLine } from '../../components/loading/error-text';
import { rememberAcceptedRestore } from '../../components/servers/followed-restores';
import { useTargetMutation } from '../../components/use-target-mutation';
import { type Id, idKey } from '../../core/backups/backup';
import type { RestoreOperation } from '../../core/restore/restore-operation';
import { showToast } from '../../ui/overlays/toast-store';
import { apiErrorOf } from './operation-text';
import { confirmRestoreTarget, RestoreTargetError, targetErrorText } from './restore-target';

export interface RestoreInput {
  readonly serverId: Id;
  readonly serverName: string;
  readonly backupId: Id;
  /** Whether a safety backup is made first. */
  readonly isWithCopy: boolean;
  readonly usualP90Ms: number | null;
}

/** Starts a restore of exactly this backup by the gateway, after reading backup and server once more. */
export function useRestoreServer(serverKey: string) {
  const client = useQueryClient();
  const i18n = useI18n();
  const { t } = i18n;
  return useTargetMutation({
    mutationKey: ['restore-server', serverKey],
    mutationFn: async ({ serverId, backupId, isWithCopy, usualP90Ms }: RestoreInput) => {
      await confirmRestoreTarget(client, serverId, backupId);
      const operationId = crypto.randomUUID();
      const input = { operationId, serverId, backupId, isWithCopy, usualP90Ms };
      return unlessFailed(await startRestore(client, input), input);
    },
    onSuccess: ({ state, message }, { serverId, serverName, backupId }) => {
      if (!isAccepted(state)) return;
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

/** Whether the answer to the start is final: the provider has accepted the restore. */
export function isAccepted({ phase }: RestoreOperation['state']): boolean {
  return phase.kind === 'restored' || (phase.kind === 'restoring' && phase.acceptedAtMs !== null);
}

const OBSTACLES = {
  backupGone: 'gone',
  backupMoved: 'moved',
  backupNotRestorable: 'notRestorable',
  serverRestoring: 'restoring',
} as const;

/** Throws if a restore without a safety backup was refused, or its outcome is unknown. */
function unlessFailed(operation: RestoreOperation, { backupId }: Pick<RestoreInput, 'backupId'>) {
  const { phase } = operation.state;
  switch (phase.kind) {
    case 'refused':
      if (phase.reason !== 'createRefused') throw new RestoreTargetError(backupId, OBSTACLES[phase.reason]);
      return operation;
    case 'restoreRefused':
      throw apiErrorOf(phase.error);
    case 'restoreUnknown':
      throw apiErrorOf(phase.error ?? { kind: 'network', detail: null }, true);
    default:
      return operation;
  }
}

/** Why a restore was not sent, was refused, or has an unknown outcome. */
export function restoreErrorText(error: Error, serverName: string, i18n: I18n): string {
  if (error instanceof RestoreTargetError) return targetErrorText(error, serverName, i18n);
  return i18n.t(`restore.${failedOutcome(error)}`, { reason: errorLine(error, i18n) });
}
