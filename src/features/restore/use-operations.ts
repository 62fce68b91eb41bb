import { useQuery, useQueryClient } from '@tanstack/react-query';
import { decideOperation, operationQuery, operationsQuery } from '../../api/operations';
import { useI18n } from '../../components/i18n/i18n-provider';
import { useTargetMutation } from '../../components/use-target-mutation';
import { type Id, idKey } from '../../core/backups/backup';
import { isBlocking, type RestoreOperation } from '../../core/restore/restore-operation';
import { showToast } from '../../ui/overlays/toast-store';
import { type Decision, decisionErrorText, isDecisionOpen } from './operation-text';

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

/** One operation: null if there is none, undefined until `query` has read it. */
export function useOperation(operationId: string) {
  const { data: operations, isPending } = useQuery(operationsQuery());
  const listed = operations?.find(({ state }) => state.operationId === operationId);
  // Read alone, because it may have been dismissed.
  const query = useQuery({ ...operationQuery(operationId), enabled: listed === undefined && !isPending });
  return { operation: listed ?? query.data, query };
}

/**
 * Sends a person's decision about an operation. `error` says why it failed, for as long as it still matters; once the
 * caller is gone, a toast says it.
 */
export function useDecision({ state }: RestoreOperation) {
  const client = useQueryClient();
  const i18n = useI18n();
  const { operationId, serverName } = state;
  const { start, isUnderWay, error, variables } = useTargetMutation({
    mutationKey: ['operations', 'decide', operationId],
    mutationFn: (decision: Decision) =>
      decideOperation(client, operationId, decision === 'unfollow' ? 'stop' : decision),
    onSuccess: () => undefined,
    onUnseenError: (failure, decision) =>
      showToast({ tone: 'bad', text: decisionErrorText(decision, failure, serverName, i18n) }),
  });
  const isShown = error !== null && variables !== undefined && isDecisionOpen(variables, state);
  return {
    decide: start,
    isUnderWay,
    error: isShown ? decisionErrorText(variables, error, serverName, i18n) : null,
  };
}
