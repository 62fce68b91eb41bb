import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { AgreementsRead } from '../core/agreements/no-agreements';
import { type Backup, type BackupList, type Id, idKey } from '../core/backups/backup';
import { isSameList, reconcile } from '../core/backups/backup-list';
import { EMPTY_MEMORY, type ListMemory, pruneMemory, rememberListRead } from '../core/backups/list-memory';
import { backupSchema } from '../core/contract/schema';
import type { ListAnswer } from '../core/contract/schema-list';
import { AGREEMENTS_KEY } from './agreements/agreements-key';
import { apiPath, type CallOptions } from './client/http';
import { listOf, readList, type TaggedList } from './client/pagination';
import { LIST_POLICY } from './client/policy';

export const backupKeys = {
  all: ['backups', 'all'],
  ofServer: (serverId: Id) => ['backups', 'server', idKey(serverId)],
  /** What this tab recently created, deleted and read: a `ListMemory`. */
  memory: ['backups', 'memory'],
} as const;

export interface BackupListFilter {
  readonly serverId?: Id | undefined;
  readonly type?: 'manual' | 'automatic' | undefined;
}

/** All backups, or those of a server or type; `known` itself if unchanged. Source: Backups API, `GET /backups/`. Throws `ApiError`. */
export function listBackups(
  filter: BackupListFilter = {},
  options?: CallOptions,
  known: TaggedList<BackupList> | null = null,
): Promise<TaggedList<BackupList>> {
  const query = new URLSearchParams();
  if (filter.serverId !== undefined) query.set('server_id', String(filter.serverId));
  if (filter.type !== undefined) query.set('backup_type', filter.type);
  const source = {
    path: apiPath('backups'),
    query,
    schema: backupSchema,
    subject: 'backups',
    toList: ({ entries, ...facts }: ListAnswer<Backup>): BackupList => ({ backups: entries, ...facts }),
  };
  return readList(source, options, known);
}

/** What this tab recently created, deleted and read. */
export function memoryOf(client: QueryClient): ListMemory {
  return client.getQueryData<ListMemory>(backupKeys.memory) ?? EMPTY_MEMORY;
}

/** Changes the memory and drops entries too old to matter. */
export function remember(client: QueryClient, change: (memory: ListMemory) => ListMemory): void {
  const memory = pruneMemory(change(memoryOf(client)), Date.now());
  // No component observes it, so the cache would drop it after five minutes.
  client.getQueryCache().build(client, { queryKey: backupKeys.memory, gcTime: Infinity }).setData(memory);
}

/** The list with people's marks on its backups, as far as those were read. */
export function marked(client: QueryClient, list: BackupList): BackupList {
  return client.getQueryData<AgreementsRead>(AGREEMENTS_KEY)?.marked?.(list) ?? list;
}

/** The cached list of all backups. */
export function cachedBackups(client: QueryClient): BackupList | undefined {
  return client.getQueryData<TaggedList<BackupList>>(backupKeys.all)?.list;
}

/** All backups of the account. Unchanged rows keep their identity; an answer never overwrites what is newer. */
export function backupsQuery() {
  return queryOptions({
    ...LIST_POLICY,
    queryKey: backupKeys.all,
    queryFn: async ({ client, signal }): Promise<TaggedList<BackupList>> => {
      const startedAtMs = Date.now();
      const known = client.getQueryData<TaggedList<BackupList>>(backupKeys.all);
      const read = await listBackups({}, { signal }, known);
      const current = client.getQueryData<TaggedList<BackupList>>(backupKeys.all);
      const memory = memoryOf(client);
      if (read.list.isComplete) remember(client, (before) => rememberListRead(before, startedAtMs));
      // Unchanged both at the provider (304) and here.
      if (read === current) return current;
      const list = marked(client, reconcile(read.list, startedAtMs, current?.list, memory));
      // The ETag identifies exactly this list.
      return { list, etag: isSameList(list, read.list) ? read.etag : null };
    },
    select: listOf,
    structuralSharing: false,
  });
}
