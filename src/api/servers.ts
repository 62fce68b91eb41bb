import type { Id } from '../domain/backup';
import type { Server, ServerList } from '../domain/server';
import { decodeAnswer } from './decode';
import { apiPath, type CallOptions, send } from './http';
import { readList } from './pagination';
import { messageIn } from './schema';
import { serverSchema } from './schema-server';

export interface ServerListFilter {
  readonly status?: string | undefined;
  readonly location?: string | undefined;
}

/**
 * All servers, those without a backup included. Source: Servers API, `GET /servers/`. Throws `ApiError`;
 * `forbidden` or `notFound` mean that the token has no right to it.
 */
export async function listServers(filter: ServerListFilter = {}, options?: CallOptions): Promise<ServerList> {
  const query = new URLSearchParams();
  if (filter.status !== undefined) query.set('status', filter.status);
  if (filter.location !== undefined) query.set('location', filter.location);
  const source = { path: apiPath('servers'), query, schema: serverSchema, subject: 'servers' };
  const { entries, ...facts } = (await readList(source, options)).list;
  return { servers: entries, ...facts };
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
 * undocumented: any 2xx will do, with or without a message. Source: Backups API, "restore from backups".
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
