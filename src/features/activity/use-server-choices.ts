import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { backupsQuery, serversQuery } from '../../api/queries';
import type { ActivityEntry } from '../../api/schema-activity';
import { idKey } from '../../domain/backup';
import { knownServers } from '../../domain/known-servers';
import type { ComboboxOption } from '../../ui/combobox';

/** Every server that can be named: those of today, and those that only the log remembers. */
export function useServerChoices(entries: readonly ActivityEntry[]): readonly ComboboxOption[] {
  const { data: list } = useQuery(backupsQuery());
  const { data: servers } = useQuery(serversQuery());
  return useMemo(() => {
    const present = knownServers(list?.backups ?? [], servers?.servers ?? null, false).map(
      ({ key, name, server }) => ({
        value: key,
        label: name,
        detail: server?.ipAddress ?? `#${key}`,
      }),
    );
    const choices = new Map<string, ComboboxOption>(present.map((choice) => [choice.value, choice]));
    for (const { server } of entries) {
      if (server === null || choices.has(idKey(server.id))) continue;
      const key = idKey(server.id);
      choices.set(key, { value: key, label: server.name ?? `#${key}`, detail: `#${key}` });
    }
    return [...choices.values()];
  }, [list, servers, entries]);
}
