import {
  type Preferences,
  preferences,
  setPreferences,
  usePreferences,
} from '../../browser/storage/preferences';
import type { Choice } from '../../ui/overlays/choice-menu';
import { useI18n } from '../i18n/i18n-provider';

const DENSITIES = ['compact', 'comfortable'] as const satisfies readonly Preferences['density'][];

/** The columns that can be hidden; the others identify a row and show its state. */
const HIDEABLE = {
  backups: ['type', 'size', 'created', 'expires', 'description'],
  servers: ['strip', 'newest', 'slots', 'exposure'],
} as const;

export type ChoosableTable = keyof typeof HIDEABLE;

/** Row height for all tables. `onStored`: whether the browser saved the change. */
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

/** The columns of a table that can be hidden. */
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
