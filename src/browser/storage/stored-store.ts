import * as v from 'valibot';
import { parseJson } from '../../core/lib/parse-json';
import { createListeners, onReset } from './store';

/** A store in the browser's storage, which other tabs may change. */
export interface StoredStore<Value> {
  /** The same object as long as the stored text is the same. */
  readonly get: () => Value;
  /** False if the browser did not store the value, which then lasts until the page is left. */
  readonly set: (next: Value) => boolean;
  /** Removes the value; `get` then gives the fallback. */
  readonly clear: () => void;
  readonly subscribe: (listener: () => void) => () => void;
}

/** By this prefix, what an account stored is removed when another one uses this browser. */
export function storageKey(name: string): string {
  return `vps-backups.${name}`;
}

/**
 * @param area `local` lasts in this browser, `session` in this tab
 * @param name see {@link storageKey}
 * @param schema validates the stored value
 */
export function createStoredStore<Value>(
  area: 'local' | 'session',
  name: string,
  schema: v.GenericSchema<unknown, Value>,
  fallback: Value,
): StoredStore<Value> {
  const key = storageKey(name);
  // Throws where storage is forbidden.
  const storage = () => (area === 'local' ? localStorage : sessionStorage);
  const listeners = createListeners();
  let unstored: { readonly value: Value } | null = null;
  let parsed: { readonly text: string | null; readonly value: Value } = { text: null, value: fallback };

  const parse = (text: string): Value => {
    const result = v.safeParse(schema, parseJson(text));
    return result.success ? result.output : fallback;
  };
  const get = () => {
    if (unstored !== null) return unstored.value;
    try {
      const text = storage().getItem(key);
      if (text !== parsed.text) parsed = { text, value: text === null ? fallback : parse(text) };
      return parsed.value;
    } catch {
      // Storage is forbidden.
      return fallback;
    }
  };
  const set = (value: Value) => {
    try {
      storage().setItem(key, JSON.stringify(value));
      unstored = null;
    } catch {
      unstored = { value };
    }
    listeners.notify();
    return unstored === null;
  };
  const clear = () => {
    unstored = null;
    try {
      storage().removeItem(key);
    } catch {
      // Storage is forbidden.
    }
    listeners.notify();
  };
  const subscribe = (listener: () => void) => {
    const followOtherTabs = (event: StorageEvent) => {
      if (event.key === key || event.key === null) listener();
    };
    const unsubscribe = listeners.subscribe(listener);
    window.addEventListener('storage', followOtherTabs);
    return () => {
      unsubscribe();
      window.removeEventListener('storage', followOtherTabs);
    };
  };
  onReset(clear);
  return { get, set, clear, subscribe };
}
