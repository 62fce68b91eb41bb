import type { Backup, BackupList, Id } from '../core/backups/backup';
import { backupSchema, messageIn, plainBackup } from '../core/contract/schema';
import type { ListAnswer } from '../core/contract/schema-list';
import { decodeAnswer } from './decode';
import { apiPath, type CallOptions, send } from './http';
import { readList } from './pagination';

export interface BackupListFilter {
  readonly serverId?: Id | undefined;
  readonly type?: 'manual' | 'automatic' | undefined;
}

/** All backups of the account, or of one server or type. Source: Backups API, `GET /backups/`. Throws `ApiError`. */
export async function listBackups(filter: BackupListFilter = {}, options?: CallOptions): Promise<BackupList> {
  const query = new URLSearchParams();
  if (filter.serverId !== undefined) query.set('server_id', String(filter.serverId));
  if (filter.type !== undefined) query.set('backup_type', filter.type);
  const { list } = await readList({ ...SOURCE, query }, options);
  return toBackupList(list);
}

/** The list of all backups as it came, and the tag by which an equal one is known. */
export interface ReadBackups {
  readonly list: BackupList;
  /** Null when the list cannot be known again. */
  readonly etag: string | null;
}

/**
 * All backups of the account. When they are those of `known`, nothing is sent or read again, and the answer is `known`
 * itself. Throws `ApiError`.
 */
export async function readAllBackups(known: ReadBackups | null, options?: CallOptions): Promise<ReadBackups> {
  const source = { ...SOURCE, query: new URLSearchParams() };
  const knownAnswer = known === null ? null : { list: toAnswer(known.list), etag: known.etag };
  const read = await readList(source, options, knownAnswer);
  return known !== null && read === knownAnswer ? known : { list: toBackupList(read.list), etag: read.etag };
}

const SOURCE = {
  path: apiPath('backups'),
  schema: backupSchema,
  quick: plainBackup,
  subject: 'backups',
};

function toBackupList({ entries, ...facts }: ListAnswer<Backup>): BackupList {
  return { backups: entries, ...facts };
}

function toAnswer({ backups, ...facts }: BackupList): ListAnswer<Backup> {
  return { entries: backups, ...facts };
}

export interface CreateBackupInput {
  readonly serverId: Id;
  /** Blank means none. */
  readonly description: string;
}

export interface CreatedBackup {
  readonly backup: Backup;
  /** The provider's words beside it, as text. */
  readonly message: string | null;
}

/**
 * Starts a manual backup; never repeated here. Source: Backups API, `POST /backups/` (201, 400, 401, 404).
 * Throws `ApiError`; with `mayHaveActed` the outcome is unknown.
 */
export async function createBackup(input: CreateBackupInput, options?: CallOptions): Promise<CreatedBackup> {
  const description = input.description.trim();
  const json = { server_id: input.serverId, ...(description === '' ? {} : { description }) };
  const answer = await send({ method: 'POST', path: apiPath('backups'), json }, options);
  const backup = decodeAnswer(backupSchema, answer, true);
  return { backup, message: messageIn(answer.body) };
}

/** Deletes a backup for good. Any 2xx will do, unless a page stands in place of data. Source: Backups API, `DELETE /backups/{id}/` (204, 401, 404). Throws `ApiError`. */
export async function deleteBackup(id: Id, options?: CallOptions): Promise<void> {
  await send({ method: 'DELETE', path: apiPath('backups', id), needsBody: false }, options);
}
