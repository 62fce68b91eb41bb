import { type Preferences, preferences, setPreferences, usePreferences } from '../../browser/preferences';
import type { Choice } from '../../ui/overlays/choice-menu';
import { useI18n } from '../i18n/i18n-provider';

const DENSITIES = ['compact', 'comfortable'] as const satisfies readonly Preferences['density'][];

/** The columns that can be left out; the others say what a row is and how it stands. */
const HIDEABLE = {
  backups: ['type', 'size', 'created', 'expires', 'description'],
  servers: ['strip', 'newest', 'slots', 'exposure'],
} as const;

export type ChoosableTable = keyof typeof HIDEABLE;

/** How high rows are, for every table. `onStored`: whether the browser remembers the change. */
export function useDensityChoices(onStored: (isStored: boolean) => void): readonly Choice[] {
  const { t } = useI18n();
  const { density } = usePreferences();
  return DENSITIES.map((each) => ({
    key: each,
    label: t(`table.density.${each}`),
    isChosen: each === density,
    choose: () => onStored(setPreferences({ density: each })),
  }));
}

/** The columns of a table that can be left out. */
export function useColumnChoices(
  table: ChoosableTable,
  onStored: (isStored: boolean) => void,
): readonly Choice[] {
  const { t } = useI18n();
  const name = table === 'backups' ? 'hiddenOfBackups' : 'hiddenOfServers';
  const hidden = usePreferences()[name];
  const columns =
    table === 'backups'
      ? HIDEABLE.backups.map((key) => ({ key, label: t(`backups.column.${key}`) }))
      : HIDEABLE.servers.map((key) => ({ key, label: t(`fleet.column.${key}`) }));
  return columns.map(({ key, label }) => ({
    key,
    label,
    isChosen: !hidden.includes(key),
    choose: () => {
      // As stored now: another tab may have changed it.
      const stored = preferences.get()[name];
      const others = stored.filter((each) => each !== key);
      onStored(setPreferences({ [name]: others.length < stored.length ? others : [...others, key] }));
    },
  }));
}
