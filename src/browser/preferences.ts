import { useSyncExternalStore } from 'react';
import * as v from 'valibot';

/** The key in local storage; the script in `index.html` reads it too, before the first paint. */
export const PREFERENCES_KEY = 'vps-backups.preferences';

const preferencesSchema = v.object({
  language: v.fallback(v.picklist(['auto', 'en', 'nl']), 'auto'),
  theme: v.fallback(v.picklist(['system', 'light', 'dark']), 'system'),
  timeZone: v.fallback(v.picklist(['local', 'utc']), 'local'),
  /** Whether ends of what was begun here may be told outside the page. */
  isNotifying: v.fallback(v.boolean(), false),
});

/** What a person chose for this browser. Kept in local storage; never sent anywhere. */
export type Preferences = v.InferOutput<typeof preferencesSchema>;

const DEFAULTS: Preferences = { language: 'auto', theme: 'system', timeZone: 'local', isNotifying: false };

/** Reads preferences from text of unknown origin; every broken part falls back to its default. */
export function parsePreferences(text: string | null): Preferences {
  if (text === null) return DEFAULTS;
  try {
    const result = v.safeParse(preferencesSchema, JSON.parse(text));
    return result.success ? result.output : DEFAULTS;
  } catch {
    // Not JSON: someone else's or damaged; the defaults are the answer.
    return DEFAULTS;
  }
}

function readStored(): string | null {
  try {
    return localStorage.getItem(PREFERENCES_KEY);
  } catch {
    // Storage can be forbidden by the browser; the session then runs on defaults.
    return null;
  }
}

let current = parsePreferences(readStored());
const listeners = new Set<() => void>();

function publish(next: Preferences): void {
  current = next;
  for (const listener of listeners) listener();
}

export function getPreferences(): Preferences {
  return current;
}

/** Changes some preferences. Returns false when the browser would not store them (they then last for this visit). */
export function setPreferences(change: Partial<Preferences>): boolean {
  publish({ ...current, ...change });
  try {
    localStorage.setItem(PREFERENCES_KEY, JSON.stringify(current));
    return true;
  } catch {
    return false;
  }
}

export function subscribePreferences(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Takes over what another tab of the same browser chose. */
export function followOtherTabs(): void {
  window.addEventListener('storage', (event) => {
    if (event.key === PREFERENCES_KEY) publish(parsePreferences(event.newValue));
  });
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribePreferences, getPreferences);
}
