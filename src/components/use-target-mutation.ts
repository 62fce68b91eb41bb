import { type MutationKey, useIsMutating, useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { activityKeys } from '../api/activity-keys';
import { backupKeys } from '../api/backups';
import { restorePreflightKeys } from '../api/one-server';
import { serverKeys } from '../api/servers';
import { mayHaveActed } from './failed-write';
import { useLastFailure } from './loading/late-part';

export interface TargetMutationOptions<Variables, Result> {
  /** Key of the write, ending with its target: writes to other targets do not wait for it. */
  mutationKey: MutationKey;
  mutationFn: (variables: Variables) => Promise<Result>;
  /** Called even if the caller was unmounted meanwhile. */
  onSuccess: (result: Result, variables: Variables) => void;
  /** Called only if the error can't be shown in place: the caller was unmounted, or crashed. */
  onUnseenError: (error: Error, variables: Variables) => void;
}

/**
 * A write to one target, sent once and never retried: while one with the same key is under way, `start` does nothing.
 * `isUnderWay` is also true for one sent by a dialog that was closed since.
 */
export function useTargetMutation<Variables, Result>(options: TargetMutationOptions<Variables, Result>) {
  const { mutationKey, mutationFn, onSuccess, onUnseenError } = options;
  const client = useQueryClient();
  const isMounted = useRef(false);
  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
    };
  }, []);
  const lastFailure = useLastFailure();
  const mutation = useMutation({
    mutationKey,
    mutationFn,
    retry: false,
    onSuccess,
    onMutate: () => {
      lastFailure.current = null;
    },
    onError: (error, variables) => {
      if (mayHaveActed(error)) {
        // The outcome is unknown: the lists, and the server in an open dialog, may have changed.
        for (const queryKey of [backupKeys.all, serverKeys.every, restorePreflightKeys.every]) {
          void client.invalidateQueries({ queryKey });
        }
      }
      if (isMounted.current) lastFailure.current = () => onUnseenError(error, variables);
      else onUnseenError(error, variables);
    },
    // Either way the activity log has a new entry.
    onSettled: () => void client.invalidateQueries({ queryKey: activityKeys.every }),
  });
  const { mutate } = mutation;
  const start = useCallback(
    (variables: Variables, onDone?: (result: Result) => void) => {
      if (client.isMutating({ mutationKey }) > 0) return;
      mutate(variables, { onSuccess: (result) => onDone?.(result) });
    },
    [client, mutate, mutationKey],
  );
  const underWayCount = useIsMutating({ mutationKey });
  return { ...mutation, start, isUnderWay: mutation.isPending || underWayCount > 0 };
}
