import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { backupsQuery } from '../../api/backups';
import { serversQuery } from '../../api/servers';
import { useComboboxTexts } from '../../components/filters/use-combobox-texts';
import { useI18n } from '../../components/i18n/i18n-provider';
import { idKey } from '../../core/backups/backup';
import type { ActivityEntry } from '../../core/contract/schema-activity';
import { foldText, searchWords } from '../../core/lib/fold-text';
import { typedId } from '../../core/lib/typed-text';
import { distinctLabels, knownServers } from '../../core/servers/known-servers';
import { Combobox, type ComboboxOption } from '../../ui/fields/combobox';

const MAX_ID_LENGTH = 64;

/** Current servers, and those that only the log names. */
function useServerChoices(entries: readonly ActivityEntry[]): readonly ComboboxOption[] {
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

/** The typed text as the id of an unknown server; null if it can only be a name. */
function unknownId(typed: string, servers: readonly ComboboxOption[]): string | null {
  const id = typedId(typed);
  if (id === '' || id.length > MAX_ID_LENGTH || servers.some(({ value }) => value === id)) return null;
  const words = searchWords(id);
  const isName = servers.some(({ label, detail = '' }) => {
    const text = foldText(`${label} ${detail}`);
    return words.every((word) => text.includes(word));
  });
  return isName && !/^\d+$/.test(id) ? null : id;
}

export interface ServerFilterProps {
  entries: readonly ActivityEntry[];
  serverKey: string | null;
  onChange: (serverKey: string | null) => void;
}

/** Filters by a known server or by any id, because the log outlives servers. */
export function ServerFilter({ entries, serverKey, onChange }: ServerFilterProps) {
  const { t } = useI18n();
  const servers = useServerChoices(entries);
  const texts = useComboboxTexts();
  const [typed, setTyped] = useState('');
  const detail = t('activity.filter.serverById');
  const options = useMemo(() => {
    const ids = new Set([unknownId(typed, servers)]);
    // An unknown server in the filter must not look like "All servers".
    if (serverKey !== null && !servers.some(({ value }) => value === serverKey)) ids.add(serverKey);
    const unknown = [...ids].filter((id) => id !== null);
    return [...servers, ...unknown.map((id) => ({ value: id, label: `#${id}`, detail }))];
  }, [servers, serverKey, typed, detail]);
  return (
    <div
      className="filter-bar__server"
      onInput={({ target }) => {
        if (target instanceof HTMLInputElement) setTyped(target.value);
      }}
    >
      <Combobox
        label={t('filters.server')}
        placeholder={t('filters.allServers')}
        options={options}
        value={serverKey}
        onChange={onChange}
        texts={texts}
      />
    </div>
  );
}
