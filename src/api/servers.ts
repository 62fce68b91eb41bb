import { type QueryClient, queryOptions, replaceEqualDeep } from '@tanstack/react-query';
import { type Id, idKey, isSameId } from '../core/backups/backup';
import { messageIn } from '../core/contract/schema';
import type { ListAnswer } from '../core/contract/schema-list';
import { serverSchema } from '../core/contract/schema-server';
import type { Server, ServerList } from '../core/servers/server';
import { apiPath, type CallOptions, decodeAnswer, send } from './client/http';
import { changeCachedList, listOf, readList, type TaggedList } from './client/pagination';
import { LIST_POLICY, LIVE_POLICY } from './client/policy';

export const serverKeys = {
  /** The list and every single server. */
  every: ['servers'],
  all: ['servers', 'all'],
  one: (id: Id) => ['servers', 'one', idKey(id)],
} as const;

/** What a restore dialog checks before it offers the restore. */
export const restorePreflightKeys = {
  every: ['restore-preflight'],
  one: (backupKey: string) => ['restore-preflight', backupKey],
} as const;

export interface ServerListFilter {
  readonly status?: string | undefined;
  readonly location?: string | undefined;
}

/**
 * All servers, also those without backups; `known` itself if unchanged. Source: Servers API, `GET /servers/`.
 * Throws `ApiError`; `forbidden` or `notFound`: the token may not read servers.
 */
export function listServers(
  filter: ServerListFilter = {},
  options?: CallOptions,
  known: TaggedList<ServerList> | null = null,
): Promise<TaggedList<ServerList>> {
  const query = new URLSearchParams();
  if (filter.status !== undefined) query.set('status', filter.status);
  if (filter.location !== undefined) query.set('location', filter.location);
  const source = {
    path: apiPath('servers'),
    query,
    schema: serverSchema,
    subject: 'servers',
    toList: ({ entries, ...facts }: ListAnswer<Server>): ServerList => ({ servers: entries, ...facts }),
  };
  return readList(source, options, known);
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
 * Overwrites the server's disk with a backup; never retried here. Status and body of a success are
 * undocumented: any 2xx counts, with JSON or without a body. Source: Backups API, "restore from backups".
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

export function serversQuery() {
  return queryOptions({
    ...LIST_POLICY,
    queryKey: serverKeys.all,
    queryFn: ({ client, signal }) => {
      const known = client.getQueryData<TaggedList<ServerList>>(serverKeys.all);
      return listServers({}, { signal }, known);
    },
    select: listOf,
    // Servers change too rarely to be read at every focus.
    refetchOnWindowFocus: () => LIST_POLICY.refetchOnMount(),
  });
}

/** Replaces one server in the cached list. */
export function replaceServer(client: QueryClient, server: Server): void {
  changeCachedList(client, serverKeys.all, (list: ServerList) => {
    const servers = list.servers.map((each) => (isSameId(each.id, server.id) ? server : each));
    return replaceEqualDeep(list, { ...list, servers });
  });
}

export function serverQuery(id: Id) {
  return queryOptions({
    ...LIVE_POLICY,
    queryKey: serverKeys.one(id),
    queryFn: ({ signal }) => getServer(id, { signal }),
  });
}
