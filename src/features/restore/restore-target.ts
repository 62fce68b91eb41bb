import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { readServerBackups } from '../../api/backup-changes';
import { getServer, restorePreflightKeys } from '../../api/one-server';
import { serverKeys } from '../../api/servers';
import { restoreRefusalText } from '../../components/backups/backup-labels';
import type { I18n } from '../../components/i18n/i18n-provider';
import { type Backup, type BackupList, type Id, idKey } from '../../core/backups/backup';
import { type RestoreObstacle, restoreObstacle } from '../../core/restore/restore-obstacle';
import type { Server } from '../../core/servers/server';
import { RESTORING_STATUS } from '../../core/servers/server';

/** The backups of a server, and the server, as just read. */
interface RestoreTarget {
  readonly list: BackupList;
  /** Null if the Servers API does not answer; `serverError` says why. */
  readonly server: Server | null;
  readonly serverError: Error | null;
}

/** An unreadable server is no error; throws `ApiError` when the backups cannot be read. */
async function readRestoreTarget(
  client: QueryClient,
  serverId: Id,
  signal?: AbortSignal,
): Promise<RestoreTarget> {
  const [listed, read] = await Promise.allSettled([
    readServerBackups(client, serverId, signal),
    getServer(serverId, { signal }),
  ]);
  if (listed.status === 'rejected') throw listed.reason;
  return {
    list: listed.value,
    server: read.status === 'fulfilled' ? read.value : null,
    serverError: read.status === 'rejected' && read.reason instanceof Error ? read.reason : null,
  };
}

/** Reads the backup and its server each time the dialog opens. */
export function useRestoreTarget({ id, serverId }: Backup) {
  const client = useQueryClient();
  return useQuery({
    queryKey: restorePreflightKeys.one(idKey(id)),
    queryFn: ({ signal }) => readRestoreTarget(client, serverId, signal),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnMount: 'always',
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

/** Backup or server changed between confirmation and send. Nothing was sent. */
export class RestoreTargetError extends Error {
  override readonly name = 'RestoreTargetError';
  readonly backupId: Id;
  readonly reason: RestoreObstacle | 'restoring';

  constructor(backupId: Id, reason: RestoreTargetError['reason']) {
    super(reason);
    this.backupId = backupId;
    this.reason = reason;
  }
}

/** Reads both once more right before the restore. Throws `RestoreTargetError` or `ApiError`. */
export async function confirmRestoreTarget(client: QueryClient, serverId: Id, backupId: Id): Promise<void> {
  const { list, server } = await readRestoreTarget(client, serverId);
  const obstacle = restoreObstacle(list, serverId, backupId);
  if (obstacle !== null) throw new RestoreTargetError(backupId, obstacle);
  if (server !== null) client.setQueryData(serverKeys.one(serverId), server);
  if (server?.status === RESTORING_STATUS) throw new RestoreTargetError(backupId, 'restoring');
}

type Translate = Pick<I18n, 't'>;

/** The obstacle, shown instead of the dialog's fields. */
export function obstacleText(obstacle: RestoreObstacle, backup: Backup, { t }: Translate): string {
  const id = idKey(backup.id);
  if (obstacle === 'notRestorable') return restoreRefusalText(backup, { t }) ?? '';
  return t(obstacle === 'moved' ? 'restore.otherServer' : `restore.${obstacle}`, { id });
}

/** The obstacle as the reason why nothing was sent. */
export function targetErrorText(
  { reason, backupId }: RestoreTargetError,
  server: string,
  { t }: Translate,
): string {
  const id = idKey(backupId);
  if (reason === 'restoring') return t('restore.running', { server });
  if (reason === 'notRestorable') return t('safe.end.backupNotRestorable', { id });
  return t(reason === 'moved' ? 'restore.otherServer' : `restore.${reason}`, { id });
}
