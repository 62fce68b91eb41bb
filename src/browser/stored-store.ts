import * as v from 'valibot';
import { createListeners, onReset } from './store';

/** A store that is kept in the browser's storage, and there may be changed by another tab. */
export interface StoredStore<Value> {
  /** The same object while the stored text is the same. */
  readonly get: () => Value;
  /** Returns false when the browser would not store it; the value then lasts as long as the page. */
  readonly set: (next: Value) => boolean;
  /** Removes it from the storage: from then on it is the fallback. */
  readonly clear: () => void;
  readonly subscribe: (listener: () => void) => () => void;
}

/**
 * @param storage reading the property itself throws where storage is forbidden
 * @param schema checks what is read, whoever wrote it
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
      // Not JSON: damaged, or written by someone else.
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
      // Storage is forbidden: there is nothing to remove.
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
