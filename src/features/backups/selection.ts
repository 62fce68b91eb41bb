import { createStore, useStore } from '../../browser/store';

/**
 * Which backups are selected, by key. It lives beside the pages, so that sorting, filtering, polling and opening a
 * dialog leave it as it is; a reload empties it.
 */
const selection = createStore<ReadonlySet<string>>(new Set());

export function setSelected(keys: readonly string[], isSelected: boolean): void {
  const next = new Set(selection.get());
  for (const key of keys) {
    if (isSelected) next.add(key);
    else next.delete(key);
  }
  selection.set(next);
}

export function clearSelection(): void {
  selection.set(new Set());
}

export function getSelection(): ReadonlySet<string> {
  return selection.get();
}

export function useSelection(): ReadonlySet<string> {
  return useStore(selection);
}
