import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { backupsQuery } from '../../api/backups';
import { serversQuery } from '../../api/servers';
import { idKey } from '../../core/backups/backup';
import type { ActivityEntry } from '../../core/contract/schema-activity';
import { distinctLabels, knownServers } from '../../core/servers/known-servers';
import type { ComboboxOption } from '../../ui/combobox';

/** Every server that can be named: those of today, and those that only the log remembers. */
export function useServerChoices(entries: readonly ActivityEntry[]): readonly ComboboxOption[] {
  const { data: list } = useQuery(backupsQuery());
  const { data: servers } = useQuery(serversQuery());
  return useMemo(() => {
    const choices = new Map(
      knownServers(list?.backups ?? [], servers?.servers ?? null, false).map(({ key, name, server }) => [
        key,
        { key, name, detail: server?.ipAddress ?? `#${key}` },
      ]),
    );
    for (const { server } of entries) {
      if (server === null || choices.has(idKey(server.id))) continue;
      const key = idKey(server.id);
      choices.set(key, { key, name: server.name ?? '', detail: `#${key}` });
    }
    const labels = distinctLabels([...choices.values()]);
    return [...choices.values()].map(({ key, name, detail }) => ({
      value: key,
      label: labels.get(key) ?? name,
      detail,
    }));
  }, [list, servers, entries]);
}
