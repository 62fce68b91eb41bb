import { useMemo } from 'react';
import type { ComboboxTexts } from '../../ui/fields/combobox';
import { useI18n } from '../i18n/i18n-provider';

export function useComboboxTexts(): ComboboxTexts {
  const { t } = useI18n();
  return useMemo(
    () => ({
      noMatch: t('combobox.noMatch'),
      open: t('combobox.open'),
      clear: t('combobox.clear'),
      results: (count) => t('combobox.results', { count }),
    }),
    [t],
  );
}
