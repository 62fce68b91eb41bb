import * as v from 'valibot';
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

/**
 * @param storage a function, because reading `localStorage` throws where storage is forbidden
 * @param schema validates the stored value
 */
export function createStoredStore<Value>(
  storage: () => Storage,
  key: string,
  schema: v.GenericSchema<unknown, Value>,
  fallback: Value,
): StoredStore<Value> {
  const listeners = createListeners();
  let unstored: { readonly value: Value } | null = null;
  let parsed: { readonly text: string | null; readonly value: Value } = { text: null, value: fallback };

  const parse = (text: string): Value => {
    try {
      const result = v.safeParse(schema, JSON.parse(text));
      return result.success ? result.output : fallback;
    } catch {
      // Not JSON.
      return fallback;
    }
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
