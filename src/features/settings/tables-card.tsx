import { useState } from 'react';
import { useI18n } from '../../components/i18n/i18n-provider';
import { useColumnChoices, useDensityChoices } from '../../components/list/table-choices';
import { Notice } from '../../ui/feedback';
import { CheckGroup } from '../../ui/fields/check-field';
import { RadioGroup } from '../../ui/fields/field';
import { SettingsCard } from './settings-card';

/** Table options for every page; each table has the same in its header's menu. */
export function TablesCard() {
  const { t } = useI18n();
  const [isStored, setStored] = useState(true);
  const densities = useDensityChoices(setStored);
  const density = densities.find(({ isChosen }) => isChosen)?.key ?? '';
  return (
    <SettingsCard title={t('settings.tables')}>
      <RadioGroup
        label={t('table.density')}
        value={density}
        onChange={(chosen) => densities.find(({ key }) => key === chosen)?.choose()}
        options={densities.map(({ key, label }) => ({ value: key, label }))}
      />
      <CheckGroup label={t('settings.columnsBackups')} choices={useColumnChoices('backups', setStored)} />
      <CheckGroup label={t('settings.columnsServers')} choices={useColumnChoices('servers', setStored)} />
      {isStored ? null : (
        <Notice tone="warn" role="status">
          {t('settings.notRemembered')}
        </Notice>
      )}
    </SettingsCard>
  );
}
