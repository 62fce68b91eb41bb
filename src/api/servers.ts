import { queryOptions } from '@tanstack/react-query';
import { type Id, idKey } from '../core/backups/backup';
import type { ListAnswer } from '../core/contract/schema-list';
import { serverSchema } from '../core/contract/schema-server';
import type { Server, ServerList } from '../core/servers/server';
import { apiPath, type CallOptions } from './client/http';
import { listOf, readList, type TaggedList } from './client/pagination';
import { LIST_POLICY } from './client/policy';

export const serverKeys = {
  /** The list and every single server. */
  every: ['servers'],
  all: ['servers', 'all'],
  one: (id: Id) => ['servers', 'one', idKey(id)],
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
