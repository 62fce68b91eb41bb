import { useSyncExternalStore } from 'react';

/** State outside React, shared by the whole page. */
export interface Store<Value> {
  readonly get: () => Value;
  readonly set: (next: Value) => void;
  /** Calls the listener after each change. Returns an unsubscribe function. */
  readonly subscribe: (listener: () => void) => () => void;
}

const resets: (() => void)[] = [];

/** Registers how a module resets its state, for {@link resetStores}. */
export function onReset(reset: () => void): void {
  resets.push(reset);
}

/** Resets all module state between tests. */
export function resetStores(): void {
  for (const reset of resets) reset();
}

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

/** A store in memory. Setting the same value again notifies nobody. */
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

export function useStore<Value>({ subscribe, get }: Pick<Store<Value>, 'subscribe' | 'get'>): Value {
  return useSyncExternalStore(subscribe, get);
}
