import * as v from 'valibot';
import { useStore } from './store';
import { createStoredStore } from './stored-store';

/** The key in local storage; the script in `index.html` reads it too, before the first paint. */
export const PREFERENCES_KEY = 'vps-backups.preferences';

const preferencesSchema = v.object({
  language: v.fallback(v.picklist(['auto', 'en', 'nl']), 'auto'),
  theme: v.fallback(v.picklist(['system', 'light', 'dark']), 'system'),
  timeZone: v.fallback(v.picklist(['local', 'utc']), 'local'),
  /** Whether the end of what was started here may be notified outside the page. */
  isNotifying: v.fallback(v.boolean(), false),
});

/** What a person chose for this browser. Kept in local storage; never sent anywhere. */
export type Preferences = v.InferOutput<typeof preferencesSchema>;

const DEFAULTS: Preferences = { language: 'auto', theme: 'system', timeZone: 'local', isNotifying: false };

export const preferences = createStoredStore(
  () => localStorage,
  PREFERENCES_KEY,
  preferencesSchema,
  DEFAULTS,
);

/** Changes some preferences. Returns false when the browser would not store them (they then last for this visit). */
export function setPreferences(change: Partial<Preferences>): boolean {
  return preferences.set({ ...preferences.get(), ...change });
}

export function usePreferences(): Preferences {
  return useStore(preferences);
}
