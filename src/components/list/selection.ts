import { createStore, useStore } from '../../browser/storage/store';

/** The selected rows of a table by key; kept across pages and dialogs, emptied by a reload. */
export type KeySelection = ReturnType<typeof createSelection>;

function createSelection() {
  const selected = createStore<ReadonlySet<string>>(new Set());
  return {
    selected,
    set: (keys: readonly string[], isSelected: boolean) => {
      const next = new Set(selected.get());
      for (const key of keys) {
        if (isSelected) next.add(key);
        else next.delete(key);
      }
      selected.set(next);
    },
    clear: () => selected.set(new Set()),
  };
}

export const backupSelection = createSelection();
export const serverSelection = createSelection();

export function useSelected({ selected }: KeySelection): ReadonlySet<string> {
  return useStore(selected);
}
