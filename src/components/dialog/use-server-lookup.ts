import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { serversQuery } from '../../api/servers';
import { type Id, idKey } from '../../core/backups/backup';
import type { Server } from '../../core/servers/server';

/** Finds a server by id: null when the Servers API has no such server, undefined until it has answered. */
export function useServerLookup(): (id: Id) => Server | null | undefined {
  const { data, isPending } = useQuery(serversQuery());
  const byKey = useMemo(() => new Map(data?.servers.map((server) => [idKey(server.id), server])), [data]);
  return useCallback((id) => byKey.get(idKey(id)) ?? (isPending ? undefined : null), [byKey, isPending]);
}
