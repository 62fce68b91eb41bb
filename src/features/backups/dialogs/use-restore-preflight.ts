import { useQuery, useQueryClient } from '@tanstack/react-query';
import { readServerBackups } from '../../../api/queries';
import { getServer } from '../../../api/servers';
import { type Backup, idKey } from '../../../domain/backup';
import type { Server } from '../../../domain/server';

export type RestorePreflight =
  | { readonly state: 'reading' }
  /** The backup could not be read again: nothing may be restored on old knowledge. */
  | {
      readonly state: 'unreadable';
      readonly error: Error;
      readonly retry: () => void;
      readonly isRetrying: boolean;
    }
  | { readonly state: 'gone' }
  | {
      readonly state: 'ready';
      readonly backup: Backup;
      /** Null where the Servers API does not answer; then its error says why. */
      readonly server: Server | null;
      readonly serverError: Error | null;
      /** Backups of the server that are newer than this one, newest first. */
      readonly newer: readonly Backup[];
    };

/** Reads the backup and its server again, anew for every opening of the dialog. */
export function useRestorePreflight(backup: Backup): RestorePreflight {
  const client = useQueryClient();
  const { serverId } = backup;
  const key = idKey(backup.id);
  const check = useQuery({
    queryKey: ['restore-preflight', key],
    queryFn: async ({ signal }) => {
      const [list, server] = await Promise.allSettled([
        readServerBackups(client, serverId, signal),
        getServer(serverId, { signal }),
      ]);
      if (list.status === 'rejected') throw list.reason;
      return {
        list: list.value,
        server: server.status === 'fulfilled' ? server.value : null,
        serverError: server.status === 'rejected' && server.reason instanceof Error ? server.reason : null,
      };
    },
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnMount: 'always',
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  if (check.error !== null) {
    return {
      state: 'unreadable',
      error: check.error,
      retry: () => void check.refetch(),
      isRetrying: check.isFetching,
    };
  }
  if (check.data === undefined) return { state: 'reading' };
  const { list, server, serverError } = check.data;
  const found = list.backups.find((each) => idKey(each.id) === key);
  if (found === undefined) return { state: 'gone' };
  const { createdAt } = found;
  const newer =
    createdAt === null
      ? []
      : list.backups
          .filter((each) => each.createdAt !== null && each.createdAt > createdAt)
          .sort((a, b) => ((a.createdAt ?? '') < (b.createdAt ?? '') ? 1 : -1));
  return { state: 'ready', backup: found, server, serverError, newer };
}
