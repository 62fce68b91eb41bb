import type { Id } from '../core/backups/backup';
import { messageIn } from '../core/contract/schema';
import type { ListAnswer } from '../core/contract/schema-list';
import { serverSchema } from '../core/contract/schema-server';
import type { Server, ServerList } from '../core/servers/server';
import { decodeAnswer } from './decode';
import { apiPath, type CallOptions, send } from './http';
import { readList } from './pagination';

export interface ServerListFilter {
  readonly status?: string | undefined;
  readonly location?: string | undefined;
}

/** A list of servers as it came, and the tag by which an equal one is known; null when it cannot be known again. */
export interface ReadServers {
  readonly list: ServerList;
  readonly etag: string | null;
}

/**
 * All servers, those without a backup included. Source: Servers API, `GET /servers/`. Throws `ApiError`;
 * `forbidden` or `notFound` mean that the token has no right to it.
 */
export async function listServers(filter: ServerListFilter = {}, options?: CallOptions): Promise<ServerList> {
  return (await readServers(filter, null, options)).list;
}

/** The same; when they are those of `known`, nothing is sent or read again, and the answer is `known` itself. */
export async function readServers(
  filter: ServerListFilter,
  known: ReadServers | null,
  options?: CallOptions,
): Promise<ReadServers> {
  const query = new URLSearchParams();
  if (filter.status !== undefined) query.set('status', filter.status);
  if (filter.location !== undefined) query.set('location', filter.location);
  const source = { path: apiPath('servers'), query, schema: serverSchema, subject: 'servers' };
  const before = known === null ? null : { list: toAnswer(known.list), etag: known.etag };
  const read = await readList(source, options, before);
  if (known !== null && read === before) return known;
  const { entries, ...facts } = read.list;
  return { list: { servers: entries, ...facts }, etag: read.etag };
}

function toAnswer({ servers, ...facts }: ServerList): ListAnswer<Server> {
  return { entries: servers, ...facts };
}

/** Source: Servers API, `GET /servers/{id}/`. Throws `ApiError`. */
export async function getServer(id: Id, options?: CallOptions): Promise<Server> {
  const answer = await send({ method: 'GET', path: apiPath('servers', id) }, options);
  return decodeAnswer(serverSchema, answer);
}

export interface RestoreInput {
  readonly serverId: Id;
  readonly backupId: Id;
}

/**
 * Overwrites the server's disk with a backup; never repeated here. Status and body of a success are
 * undocumented: any 2xx will do, with JSON or without a body. Source: Backups API, "restore from backups".
 * Throws `ApiError`; with `mayHaveActed` the outcome is unknown.
 */
export async function restoreServer(
  input: RestoreInput,
  options?: CallOptions,
): Promise<{ readonly message: string | null }> {
  const path = apiPath('servers', input.serverId, 'restore');
  const json = { backup_id: input.backupId };
  const answer = await send({ method: 'POST', path, json, needsBody: false }, options);
  return { message: messageIn(answer.body) };
}
