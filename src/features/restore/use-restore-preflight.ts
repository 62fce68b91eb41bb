import { useQuery, useQueryClient } from '@tanstack/react-query';
import { readServerBackups } from '../../api/backups';
import { getServer, restorePreflightKeys } from '../../api/servers';
import { correctedNowMs } from '../../browser/clock';
import type { LoadingQuery } from '../../components/list/first-load';
import { type Backup, idKey, isWholeList } from '../../core/backups/backup';
import { type RestoreLoss, restoreLoss } from '../../core/restore/restore-loss';
import type { Server } from '../../core/servers/server';

export type RestorePreflight =
  /** It is being read, or could not be: nothing may be restored on old knowledge. */
  | { readonly state: 'unread'; readonly query: LoadingQuery }
  | { readonly state: 'gone' }
  /** Not in the list, which is incomplete. */
  | { readonly state: 'unseen'; readonly retry: () => void; readonly isRetrying: boolean }
  | {
      readonly state: 'ready';
      readonly backup: Backup;
      /** Null where the Servers API does not answer; then its error says why. */
      readonly server: Server | null;
      readonly serverError: Error | null;
      /** What the restore overwrites. */
      readonly loss: RestoreLoss;
      /** All backups of the server, as just read. */
      readonly backups: readonly Backup[];
    };

/** Reads the backup and its server again each time the dialog opens. */
export function useRestorePreflight(backup: Backup): RestorePreflight {
  const client = useQueryClient();
  const { serverId } = backup;
  const key = idKey(backup.id);
  const check = useQuery({
    queryKey: restorePreflightKeys.one(key),
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
  if (check.error !== null || check.data === undefined) return { state: 'unread', query: check };
  const { list, server, serverError } = check.data;
  const found = list.backups.find((each) => idKey(each.id) === key);
  if (found === undefined) {
    const again = { retry: () => void check.refetch(), isRetrying: check.isFetching };
    return isWholeList(list) ? { state: 'gone' } : { state: 'unseen', ...again };
  }
  const loss = restoreLoss(found, list.backups, correctedNowMs());
  return { state: 'ready', backup: found, server, serverError, loss, backups: list.backups };
}
