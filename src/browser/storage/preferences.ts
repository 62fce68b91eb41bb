import * as v from 'valibot';
import { useStore } from './store';
import { createStoredStore } from './stored-store';

/** The script in `index.html` reads it before the first paint. */
export const PREFERENCES = 'preferences';

const preferencesSchema = v.object({
  language: v.fallback(v.picklist(['auto', 'en', 'nl']), 'auto'),
  theme: v.fallback(v.picklist(['system', 'light', 'dark']), 'system'),
  timeZone: v.fallback(v.picklist(['local', 'utc']), 'local'),
  density: v.fallback(v.picklist(['compact', 'comfortable']), 'compact'),
  /** Keys of the hidden columns in the table of backups, or of servers. */
  hiddenOfBackups: v.fallback(v.array(v.string()), []),
  hiddenOfServers: v.fallback(v.array(v.string()), []),
  /** The Overview groups servers by tag. */
  isGroupedByTag: v.fallback(v.boolean(), false),
  /** Show a notification outside the page when something started here ends. */
  isNotifying: v.fallback(v.boolean(), false),
});

/** Preferences of this browser, kept in local storage and never sent. */
export type Preferences = v.InferOutput<typeof preferencesSchema>;

const DEFAULTS: Preferences = {
  language: 'auto',
  theme: 'system',
  timeZone: 'local',
  density: 'compact',
  hiddenOfBackups: [],
  hiddenOfServers: [],
  isGroupedByTag: false,
  isNotifying: false,
};

export const preferences = createStoredStore('local', PREFERENCES, preferencesSchema, DEFAULTS);

/** False if the browser did not store the change, which then lasts until the page is left. */
export function setPreferences(change: Partial<Preferences>): boolean {
  return preferences.set({ ...preferences.get(), ...change });
}

export function usePreferences(): Preferences {
  return useStore(preferences);
}
