import { useState } from 'react';
import { useComboboxTexts } from '../../components/filters/use-combobox-texts';
import { useI18n } from '../../components/i18n/i18n-provider';
import { useIsAccountEmpty, useServerOptions } from '../../components/servers/use-server-options';
import { idKey } from '../../core/backups/backup';
import type { ScheduleDraft } from '../../core/schedules/schedule';
import { CheckField } from '../../ui/fields/check-field';
import { RadioGroup, TextField } from '../../ui/fields/field';
import { EXACT_WORDS } from '../../ui/fields/field-attributes';
import { Group } from './form-fields';

interface ServersFieldProps {
  value: ScheduleDraft['servers'];
  error: string | null;
  onChange: (servers: ScheduleDraft['servers']) => void;
}

/** All servers, or chosen ones. */
export function ServersField({ value, error, onChange }: ServersFieldProps) {
  const { t } = useI18n();
  const options = useServerOptions().filter(({ isGone }) => !isGone);
  const isAccountEmpty = useIsAccountEmpty();
  const { noMatch } = useComboboxTexts();
  const [search, setSearch] = useState('');
  const chosen = new Set(value === 'all' ? [] : value.map(idKey));
  const lower = search.trim().toLowerCase();
  const shown = options.filter(
    ({ label, value: key }) => chosen.has(key) || lower === '' || label.toLowerCase().includes(lower),
  );
  const known = new Set(options.map(({ value: key }) => key));
  // Unknown until there are options.
  const gone = value === 'all' || options.length === 0 ? [] : value.filter((id) => !known.has(idKey(id)));
  return (
    <Group title={t('schedules.field.servers')} error={error}>
      <RadioGroup
        label={t('schedules.field.which')}
        value={value === 'all' ? 'all' : 'chosen'}
        options={[
          { value: 'all', label: t('schedules.field.all', { count: options.length }) },
          { value: 'chosen', label: t('schedules.field.chosen') },
        ]}
        onChange={(which) => onChange(which === 'all' ? 'all' : [])}
      />
      {value === 'all' ? (
        <p className="field__hint">{t('schedules.field.allHint')}</p>
      ) : (
        <>
          {options.length > 12 ? (
            <TextField
              label={t('schedules.field.search')}
              value={search}
              {...EXACT_WORDS}
              onChange={(event) => setSearch(event.target.value)}
            />
          ) : null}
          <div className="schedule-servers" data-field="servers">
            {shown.length === 0 && (isAccountEmpty || lower !== '') ? (
              <p className="field__hint">{noMatch}</p>
            ) : null}
            {gone.map((id) => (
              <CheckField
                key={idKey(id)}
                label={t('schedules.field.goneServer', { id: idKey(id) })}
                isChecked
                onChange={() => onChange(value.filter((each) => each !== id))}
              />
            ))}
            {shown.slice(0, 200).map(({ id, value: key, label }) => (
              <CheckField
                key={key}
                label={label}
                isChecked={chosen.has(key)}
                onChange={(isChecked) =>
                  onChange(isChecked ? [...value, id] : value.filter((each) => idKey(each) !== key))
                }
              />
            ))}
          </div>
        </>
      )}
    </Group>
  );
}
