import { type QueryClient, useIsMutating, useQueryClient } from '@tanstack/react-query';
import { activityKeys } from '../api/activity-keys';
import { backupKeys } from '../api/backups';
import { restorePreflightKeys, serverKeys } from '../api/servers';
import { ApiError } from '../core/contract/errors';
import { type ExclusiveMutationOptions, useExclusiveMutation } from './use-exclusive-mutation';

/**
 * A write to one target, the last part of its key: writes to other targets do not wait for it. `isUnderWay` is also
 * true for one that a dialog sent before it was left, so that a new dialog shows it.
 */
export function useTargetMutation<Variables, Result>(options: ExclusiveMutationOptions<Variables, Result>) {
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
        // The log has a new entry either way.
        void client.invalidateQueries({ queryKey: activityKeys.every });
      }
    },
  });
  const underWayCount = useIsMutating({ mutationKey: options.mutationKey });
  return { ...mutation, isUnderWay: mutation.isPending || underWayCount > 0 };
}

/** Whether the write may have been carried out although its answer was lost. */
export function mayHaveActed(error: unknown): boolean {
  return error instanceof ApiError && error.mayHaveActed;
}

/** The outcome is unknown: reads the lists, and the server in an open dialog, again. */
function listAgain(client: QueryClient): void {
  for (const queryKey of [backupKeys.all, serverKeys.every, restorePreflightKeys.every]) {
    void client.invalidateQueries({ queryKey });
  }
}
