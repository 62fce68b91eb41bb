import { type MutationKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { useNoteFailure } from './list/shown-failures';

export interface ExclusiveMutationOptions<Variables, Result> {
  mutationKey: MutationKey;
  mutationFn: (variables: Variables) => Promise<Result>;
  /** Cache work and announcements: run even when the page that asked is gone. */
  onSuccess: (result: Result, variables: Variables) => void | Promise<void>;
  /** Told only when nobody is left to show the error in place, or what showed it broke. */
  onUnseenError: (error: Error, variables: Variables) => void;
}

/**
 * A write that is sent once: while one with the same key is on its way, further calls do nothing (two clicks in
 * one frame, Enter twice). Writes are never retried by themselves.
 */
export function useExclusiveMutation<Variables, Result>(
  options: ExclusiveMutationOptions<Variables, Result>,
) {
  const client = useQueryClient();
  const isMounted = useRef(false);
  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
    };
  }, []);
  const noteFailure = useNoteFailure();
  const { mutationKey, mutationFn, onSuccess, onUnseenError } = options;
  const mutation = useMutation({
    mutationKey,
    mutationFn,
    retry: false,
    onSuccess,
    onMutate: () => noteFailure(null),
    onError: (error, variables) => {
      if (isMounted.current) noteFailure(() => onUnseenError(error, variables));
      else onUnseenError(error, variables);
    },
  });
  const { mutate } = mutation;
  const start = useCallback(
    (variables: Variables, onDone?: (result: Result) => void) => {
      if (client.isMutating({ mutationKey }) > 0) return;
      mutate(variables, { onSuccess: (result) => onDone?.(result) });
    },
    [client, mutate, mutationKey],
  );
  return { ...mutation, start };
}
