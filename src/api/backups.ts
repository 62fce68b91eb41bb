import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { AgreementsRead } from '../core/agreements/no-agreements';
import { type Backup, type BackupList, type Id, idKey } from '../core/backups/backup';
import {
  foldServerRead,
  insertBackup,
  isSameList,
  reconcile,
  reconcileServer,
  removeBackup,
} from '../core/backups/backup-list';
import {
  EMPTY_MEMORY,
  type ListMemory,
  pruneMemory,
  rememberCreated,
  rememberDeleted,
  rememberListRead,
  rememberServerRead,
} from '../core/backups/list-memory';
import { DELETE_KEPT_HEADER } from '../core/contract/headers';
import { backupSchema, messageIn } from '../core/contract/schema';
import type { ListAnswer } from '../core/contract/schema-list';
import { AGREEMENTS_KEY } from './agreements-key';
import { apiPath, type CallOptions, decodeAnswer, send } from './client/http';
import { changeCachedList, listOf, readList, type TaggedList } from './client/pagination';
import { LIST_POLICY, LIVE_POLICY } from './client/policy';

export const backupKeys = {
  all: ['backups', 'all'],
  ofServer: (serverId: Id) => ['backups', 'server', idKey(serverId)],
  /** What this tab lately created, deleted and read: a `ListMemory`. */
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

export interface CreateBackupInput {
  readonly serverId: Id;
  /** Blank means none. */
  readonly description: string;
}

export interface CreatedBackup {
  readonly backup: Backup;
  /** The provider's message, as text. */
  readonly message: string | null;
}

/**
 * Starts a manual backup; never retried here. Source: Backups API, `POST /backups/` (201, 400, 401, 404).
 * Throws `ApiError`; with `mayHaveActed` the outcome is unknown.
 */
export async function createBackup(input: CreateBackupInput, options?: CallOptions): Promise<CreatedBackup> {
  const description = input.description.trim();
  const json = { server_id: input.serverId, ...(description === '' ? {} : { description }) };
  const answer = await send({ method: 'POST', path: apiPath('backups'), json }, options);
  const backup = decodeAnswer(backupSchema, answer, true);
  return { backup, message: messageIn(answer.body) };
}

/**
 * Deletes a backup; any 2xx but an HTML page counts. Source: Backups API, `DELETE /backups/{id}/`. Throws `ApiError`.
 * @param isKept whether the person confirmed that it goes although it is locked; the gateway refuses it otherwise
 */
export async function deleteBackup(id: Id, isKept = false): Promise<void> {
  const headers = isKept ? { [DELETE_KEPT_HEADER]: '1' } : {};
  await send({ method: 'DELETE', path: apiPath('backups', id), needsBody: false, headers });
}

function memoryOf(client: QueryClient): ListMemory {
  return client.getQueryData<ListMemory>(backupKeys.memory) ?? EMPTY_MEMORY;
}

function remember(client: QueryClient, change: (memory: ListMemory) => ListMemory): void {
  const memory = pruneMemory(change(memoryOf(client)), Date.now());
  // No component observes it, so the cache would drop it after five minutes.
  client.getQueryCache().build(client, { queryKey: backupKeys.memory, gcTime: Infinity }).setData(memory);
}

/** The list with what people said of its backups, as far as that was read. */
function marked(client: QueryClient, list: BackupList): BackupList {
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
      // Unchanged at the provider (304) and here.
      if (read === current) return current;
      const list = marked(client, reconcile(read.list, startedAtMs, current?.list, memory));
      // The tag stands for exactly this list.
      return { list, etag: isSameList(list, read.list) ? read.etag : null };
    },
    select: listOf,
    structuralSharing: false,
  });
}

/** One server's backups, folded into the list of all. Follows running backups. */
export function serverBackupsQuery(serverId: Id) {
  return queryOptions({
    ...LIVE_POLICY,
    queryKey: backupKeys.ofServer(serverId),
    queryFn: ({ client, signal }) => readServerBackups(client, serverId, signal),
    structuralSharing: false,
  });
}

/** Reads one server's backups now and folds them into the list of all. Throws `ApiError`. */
export async function readServerBackups(
  client: QueryClient,
  serverId: Id,
  signal?: AbortSignal,
): Promise<BackupList> {
  const startedAtMs = Date.now();
  const { list: incoming } = await listBackups({ serverId }, { signal });
  const memory = memoryOf(client);
  const current = client.getQueryData<BackupList>(backupKeys.ofServer(serverId));
  const list = marked(client, reconcileServer(incoming, serverId, startedAtMs, current, memory));
  changeCachedList(client, backupKeys.all, (all: BackupList) =>
    foldServerRead(all, serverId, list, startedAtMs, memory),
  );
  if (incoming.isComplete) remember(client, (known) => rememberServerRead(known, serverId, startedAtMs));
  return list;
}

/** Adds a created backup before any list has it. */
export function addCreatedBackup(client: QueryClient, backup: Backup): void {
  remember(client, (memory) => rememberCreated(memory, backup, Date.now()));
  changeCachedList(client, backupKeys.all, (all: BackupList) => insertBackup(all, backup));
}

/** Removes a backup after the provider confirmed its deletion. */
export function dropDeletedBackup(client: QueryClient, id: Id): void {
  remember(client, (memory) => rememberDeleted(memory, id, Date.now()));
  changeCachedList(client, backupKeys.all, (all: BackupList) => removeBackup(all, id));
}

/** Whether this tab deleted the backup, so that its absence is expected. */
export function wasDeletedHere(client: QueryClient, id: Id): boolean {
  return memoryOf(client).deleted.has(idKey(id));
}
