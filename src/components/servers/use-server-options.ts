import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { backupsQuery } from '../../api/backups';
import { serversQuery } from '../../api/servers';
import { type Id, idKey, isWholeList } from '../../core/backups/backup';
import { knownServers } from '../../core/servers/known-servers';
import type { ComboboxOption } from '../../ui/fields/combobox';

export interface ServerChoice extends ComboboxOption {
  readonly id: Id;
  /** Without the id that `label` has if another server has the same name. */
  readonly name: string;
  readonly status: string | null;
  readonly isGone: boolean;
}

/** Every server known from the Servers API or the backups, by name. */
export function useServerOptions(): readonly ServerChoice[] {
  const { data: list } = useQuery(backupsQuery());
  const { data: servers } = useQuery(serversQuery());
  return useMemo(
    () =>
      knownServers(
        list?.backups ?? [],
        servers?.servers ?? null,
        servers !== undefined && isWholeList(servers),
      ).map(({ key, id, name, label, server, isGone }) => ({
        value: key,
        label,
        name,
        detail: server?.ipAddress ?? `#${key}`,
        id,
        status: server?.status ?? null,
        isGone,
      })),
    [list, servers],
  );
}

/** Whether the account has neither servers nor backups; false while that is unknown. */
export function useIsAccountEmpty(): boolean {
  const { data: list } = useQuery(backupsQuery());
  const { data: servers } = useQuery(serversQuery());
  if (list === undefined || servers === undefined) return false;
  const count = list.backups.length + servers.servers.length;
  return count === 0 && isWholeList(list) && isWholeList(servers);
}

export function useIsNameShared(id: Id): boolean {
  const server = useServerOptions().find(({ value }) => value === idKey(id));
  return server !== undefined && server.label !== server.name;
}
