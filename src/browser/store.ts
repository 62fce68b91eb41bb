import { useSyncExternalStore } from 'react';

/** State that lives outside React, for the whole page. */
export interface Store<Value> {
  readonly get: () => Value;
  readonly set: (next: Value) => void;
  /** Calls the listener after each change; returns the function that ends it. */
  readonly subscribe: (listener: () => void) => () => void;
}

const resets: (() => void)[] = [];

/** Registers how module state goes back to its start. Call it once, when the module is loaded. */
export function onReset(reset: () => void): void {
  resets.push(reset);
}

/** Puts every store of the page back to its start, for tests. */
export function resetStores(): void {
  for (const reset of resets) reset();
}

/** Listeners of a store, and the call to all of them. */
export function createListeners() {
  const listeners = new Set<() => void>();
  const notify = () => {
    for (const listener of listeners) listener();
  };
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  };
  return { notify, subscribe };
}

/** A store in memory. Setting the value that it has notifies nobody. */
export function createStore<Value>(initial: Value): Store<Value> {
  const { notify, subscribe } = createListeners();
  let value = initial;
  const set = (next: Value) => {
    if (Object.is(next, value)) return;
    value = next;
    notify();
  };
  onReset(() => set(initial));
  return { get: () => value, set, subscribe };
}

/** The value of a store, rendered anew when it changes. */
export function useStore<Value>({ subscribe, get }: Pick<Store<Value>, 'subscribe' | 'get'>): Value {
  return useSyncExternalStore(subscribe, get);
}
