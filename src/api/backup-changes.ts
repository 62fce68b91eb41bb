import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { type Backup, type BackupList, type Id, idKey } from '../core/backups/backup';
import {
  foldServerRead,
  insertBackup,
  reconcileServer,
  rememberCreated,
  rememberDeleted,
  rememberServerRead,
  removeBackup,
} from '../core/backups/backup-list-changes';
import { DELETE_KEPT_HEADER } from '../core/contract/headers';
import { backupSchema, messageIn } from '../core/contract/schema';
import { backupKeys, listBackups, marked, memoryOf, remember } from './backups';
import { changeCachedList } from './client/cached-list';
import { apiPath, type CallOptions, decodeAnswer, send } from './client/http';
import { LIVE_POLICY } from './client/policy';

// A separate module: the first load shows the list without any of these.

export interface CreateBackupInput {
  readonly serverId: Id;
  /** Blank means none. */
  readonly description: string;
}

export interface CreatedBackup {
  readonly backup: Backup;
  /** The provider's message as text. */
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
 * Deletes a backup; any 2xx counts as success, except an HTML page. Source: Backups API, `DELETE /backups/{id}/`.
 * Throws `ApiError`. @param isKept the person confirmed deleting a locked backup
 */
export async function deleteBackup(id: Id, isKept = false): Promise<void> {
  const headers = { [DELETE_KEPT_HEADER]: isKept ? '1' : '0' };
  await send({ method: 'DELETE', path: apiPath('backups', id), needsBody: false, headers });
}

/** One server's backups, merged into the list of all. Follows running backups. */
export function serverBackupsQuery(serverId: Id) {
  return queryOptions({
    ...LIVE_POLICY,
    queryKey: backupKeys.ofServer(serverId),
    queryFn: ({ client, signal }) => readServerBackups(client, serverId, signal),
    structuralSharing: false,
  });
}

/** Reads one server's backups now and merges them into the list of all. Throws `ApiError`. */
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

/** Adds a created backup before any list includes it. */
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
