import { useSyncExternalStore } from 'react';

/**
 * Which backups are selected, by key. It lives beside the pages, so that sorting, filtering, polling and opening a
 * dialog leave it as it is; a reload empties it.
 */
let selected: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();

function publish(next: ReadonlySet<string>): void {
  selected = next;
  for (const listener of listeners) listener();
}

export function setSelected(keys: readonly string[], isSelected: boolean): void {
  const next = new Set(selected);
  for (const key of keys) {
    if (isSelected) next.add(key);
    else next.delete(key);
  }
  publish(next);
}

export function clearSelection(): void {
  publish(new Set());
}

export function getSelection(): ReadonlySet<string> {
  return selected;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function useSelection(): ReadonlySet<string> {
  return useSyncExternalStore(subscribe, getSelection);
}
