import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ApiError } from '../../api/errors';
import { backupsQuery, serversQuery } from '../../api/queries';
import { type ServerSummary, serverSummaries } from '../../domain/backup-totals';

export interface ServerSummaries {
  /** Null until the backups were read once. */
  readonly summaries: readonly ServerSummary[] | null;
  /** Why the Servers API gave nothing; null when it answered. */
  readonly serversError: Error | null;
  /** The token may not read servers, or the provider has no such call: no fault, but a limit to be told. */
  readonly isServersForbidden: boolean;
  readonly isServerListComplete: boolean;
}

/** Every known server with what its backups say. Works on without the Servers API. */
export function useServerSummaries(): ServerSummaries {
  const { data: list } = useQuery(backupsQuery());
  const { data: servers, error } = useQuery(serversQuery());
  const summaries = useMemo(
    () =>
      list === undefined
        ? null
        : serverSummaries(list.backups, servers?.servers ?? null, servers?.isComplete ?? false),
    [list, servers],
  );
  const isForbidden = error instanceof ApiError && (error.kind === 'forbidden' || error.kind === 'notFound');
  return {
    summaries,
    serversError: servers === undefined ? error : null,
    isServersForbidden: servers === undefined && isForbidden,
    isServerListComplete: servers?.isComplete ?? true,
  };
}
