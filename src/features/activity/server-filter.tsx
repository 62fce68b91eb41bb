import { useMemo, useState } from 'react';
import { useI18n } from '../../components/i18n/i18n-provider';
import { useComboboxTexts } from '../../components/list/use-combobox-texts';
import { foldText, searchWords, typedId } from '../../core/lib/fold-text';
import { Combobox, type ComboboxOption } from '../../ui/combobox';

const MAX_ID_LENGTH = 64;

export interface ServerFilterProps {
  servers: readonly ComboboxOption[];
  serverKey: string | null;
  onChange: (serverKey: string | null) => void;
}

/** What is typed as the id of a server that nobody knows here any more; null where it can only be a name. */
function unknownId(typed: string, servers: readonly ComboboxOption[]): string | null {
  const id = typedId(typed);
  if (id === '' || id.length > MAX_ID_LENGTH || servers.some(({ value }) => value === id)) return null;
  // Who types a name sees servers; the id is offered where it looks like one, or where no name fits.
  const words = searchWords(id);
  const isName = servers.some(({ label, detail = '' }) => {
    const text = foldText(`${label} ${detail}`);
    return words.every((word) => text.includes(word));
  });
  return isName && !/^\d+$/.test(id) ? null : id;
}

/** The server whose entries are shown: one that is known, or any id, for the log outlives servers. */
export function ServerFilter({ servers, serverKey, onChange }: ServerFilterProps) {
  const { t } = useI18n();
  const texts = useComboboxTexts();
  const [typed, setTyped] = useState('');
  const detail = t('activity.filter.serverById');
  const options = useMemo(() => {
    const ids = new Set([unknownId(typed, servers)]);
    // A server that is filtered for but not known must not look like "All servers".
    if (serverKey !== null && !servers.some(({ value }) => value === serverKey)) ids.add(serverKey);
    ids.delete(null);
    return [
      ...servers,
      ...[...ids].flatMap((id) => (id === null ? [] : [{ value: id, label: `#${id}`, detail }])),
    ];
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
