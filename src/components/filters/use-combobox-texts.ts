import { useMemo } from 'react';
import type { ComboboxTexts } from '../../ui/fields/combobox';
import { useI18n } from '../i18n/i18n-provider';
import { useIsAccountEmpty } from '../servers/use-server-options';

export function useComboboxTexts(): ComboboxTexts {
  const { t } = useI18n();
  const isEmpty = useIsAccountEmpty();
  return useMemo(
    () => ({
      noMatch: t(isEmpty ? 'overview.empty.title' : 'combobox.noMatch'),
      open: t('combobox.open'),
      clear: t('combobox.clear'),
      results: (count) => t('combobox.results', { count }),
    }),
    [t, isEmpty],
  );
}
