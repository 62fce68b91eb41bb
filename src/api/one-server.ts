import { type QueryClient, queryOptions, replaceEqualDeep } from '@tanstack/react-query';
import { type Id, isSameId } from '../core/backups/backup';
import { serverSchema } from '../core/contract/schema-server';
import type { Server, ServerList } from '../core/servers/server';
import { changeCachedList } from './client/cached-list';
import { apiPath, type CallOptions, decodeAnswer, send } from './client/http';
import { LIVE_POLICY } from './client/policy';
import { serverKeys } from './servers';

/** What a restore dialog checks before it offers the restore. */
export const restorePreflightKeys = {
  every: ['restore-preflight'],
  one: (backupKey: string) => ['restore-preflight', backupKey],
} as const;

/** Source: Servers API, `GET /servers/{id}/`. Throws `ApiError`. */
export async function getServer(id: Id, options?: CallOptions): Promise<Server> {
  const answer = await send({ method: 'GET', path: apiPath('servers', id) }, options);
  return decodeAnswer(serverSchema, answer);
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
