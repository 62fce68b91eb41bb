export const SORT_KEYS = ['created', 'server', 'type', 'status', 'size', 'expires', 'description'] as const;
export type SortKey = (typeof SORT_KEYS)[number];

export type Direction = 'asc' | 'desc';

export interface BackupSort {
  readonly key: SortKey;
  readonly direction: Direction;
}

/** Columns whose first click shows the largest or newest first. */
const DESCENDING_FIRST: ReadonlySet<SortKey> = new Set(['created', 'size']);

/** The sort after a column was chosen: turned if it was that one already. */
export function nextSort(current: BackupSort, key: SortKey): BackupSort {
  if (current.key === key) return { key, direction: current.direction === 'asc' ? 'desc' : 'asc' };
  return { key, direction: DESCENDING_FIRST.has(key) ? 'desc' : 'asc' };
}
