import { createStore, useStore } from '../../browser/store';

/** Keys of the selected backups; kept across pages and dialogs, emptied by a reload. */
export const selection = createStore<ReadonlySet<string>>(new Set());

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

export function useSelection(): ReadonlySet<string> {
  return useStore(selection);
}
