import type { ReactElement } from 'react';
import { ChoiceMenu } from '../../ui/overlays/choice-menu';
import { showToast } from '../../ui/overlays/toast-store';
import { useI18n } from '../i18n/i18n-provider';
import { type ChoosableTable, useColumnChoices, useDensityChoices } from '../list/table-choices';

/** Which columns a table shows, and its row height. */
export function TableMenu({ table, button }: { table: ChoosableTable; button: ReactElement }) {
  const { t } = useI18n();
  const onStored = (isStored: boolean) => {
    if (!isStored) showToast({ tone: 'bad', text: t('settings.notRemembered') });
  };
  const columns = useColumnChoices(table, onStored);
  const densities = useDensityChoices(onStored);
  return (
    <ChoiceMenu
      button={button}
      groups={[
        { label: t('table.columns'), isSingle: false, choices: columns },
        { label: t('table.density'), isSingle: true, choices: densities },
      ]}
    />
  );
}
