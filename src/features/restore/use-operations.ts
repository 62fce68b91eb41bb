import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { activityKeys } from '../../api/activity-keys';
import { askOperation, operationQuery, operationsQuery } from '../../api/operations';
import { useI18n } from '../../components/i18n/i18n-provider';
import { errorLine } from '../../components/loading/error-text';
import { type Id, idKey } from '../../core/backups/backup';
import { isBlocking, type RestoreOperation } from '../../core/restore/restore-operation';
import { showToast } from '../../ui/overlays/toast-store';

const NONE: readonly RestoreOperation[] = [];

/** This account's restores that are running, wait for a person, or ended and were not dismissed. */
function useOperations(): readonly RestoreOperation[] {
  return useQuery(operationsQuery()).data ?? NONE;
}

/** Id of the server's running or unsettled operation; null if a new one may start. */
export function useBlockingOperation(serverId: Id): string | null {
  const key = idKey(serverId);
  const blocking = useOperations().find((each) => idKey(each.state.serverId) === key && isBlocking(each));
  return blocking?.state.operationId ?? null;
}

/** One operation; null if there is none, undefined until known. */
export function useOperation(operationId: string): RestoreOperation | null | undefined {
  const { data: operations, isPending } = useQuery(operationsQuery());
  const listed = operations?.find(({ state }) => state.operationId === operationId);
  // Read alone, because it may have been dismissed.
  const single = useQuery({ ...operationQuery(operationId), enabled: listed === undefined && !isPending });
  return listed ?? (single.isError ? null : single.data);
}

/** A person's decision about an operation. */
export function useAskOperation(operationId: string) {
  const client = useQueryClient();
  const i18n = useI18n();
  return useMutation({
    mutationFn: (what: 'stop' | 'continue' | 'dismiss') => askOperation(client, operationId, what),
    retry: false,
    onError: (error) =>
      showToast({ tone: 'bad', text: i18n.t('safe.askFailed', { reason: errorLine(error, i18n) }) }),
    onSettled: () => void client.invalidateQueries({ queryKey: activityKeys.every }),
  });
}
