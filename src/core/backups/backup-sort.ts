import { isoMs } from '../lib/iso-ms';
import { once } from '../lib/once';
import { type Direction, orderEqualRows, rowNumbers, rowOrder } from '../lib/row-order';
import type { Backup } from './backup';
import { compareIds, compareNames, compareNewestFirst } from './order';

export const SORT_KEYS = ['created', 'server', 'type', 'status', 'size', 'expires', 'description'] as const;
export type SortKey = (typeof SORT_KEYS)[number];

/** Where mostly few rows have the same value, those alone are compared by id, not all rows beforehand. */
const MOSTLY_DIFFERENT: ReadonlySet<SortKey> = new Set(['created', 'expires', 'size']);

export interface BackupSort {
  readonly key: SortKey;
  readonly direction: Direction;
}

/**
 * A function from a sort to the row numbers in that order; each order is computed once and kept. Rows with
 * nothing to sort by (no date, no size, no description) come last in both directions; ties go by descending id.
 * `createdMs` gives the times of creation, epoch ms, `NaN` where unknown.
 */
export function createSorter(
  backups: readonly Backup[],
  createdMs: () => Float64Array,
): (sort: BackupSort) => Uint32Array {
  const orders = new Map<string, Uint32Array>();
  const byIdDescending = (a: number, b: number) => compareIds(backups[b]?.id ?? 0, backups[a]?.id ?? 0);
  const idOrder = once(() => rowsByDescendingId(backups));
  const sorted = ({ key, direction }: BackupSort): Uint32Array => {
    const column = key === 'created' ? createdMs() : sortColumn(backups, key);
    if (!MOSTLY_DIFFERENT.has(key)) return rowOrder(column, direction, idOrder());
    const rows = rowOrder(column, direction, rowNumbers(backups.length));
    orderEqualRows(rows, column, byIdDescending);
    return rows;
  };
  return (sort) => {
    const name = `${sort.key} ${sort.direction}`;
    const known = orders.get(name);
    if (known !== undefined) return known;
    const isNewestFirst = sort.key === 'created' && sort.direction === 'desc';
    // Some lists come in the order that is asked for first.
    const order = isNewestFirst && areNewestFirst(backups) ? rowNumbers(backups.length) : sorted(sort);
    orders.set(name, order);
    return order;
  };
}

/** Instants as epoch ms, `NaN` where unknown: numbers are compared far quicker than texts. */
export function timeColumn(
  backups: readonly Backup[],
  timeOf: (backup: Backup) => string | null,
): Float64Array {
  const column = new Float64Array(backups.length);
  let row = 0;
  for (const backup of backups) {
    column[row] = isoMs(timeOf(backup) ?? '');
    row += 1;
  }
  return column;
}

/** The values to sort by as numbers; `NaN` stands for nothing. */
function sortColumn(backups: readonly Backup[], key: Exclude<SortKey, 'created'>): Float64Array {
  switch (key) {
    case 'expires':
      return timeColumn(backups, (backup) => backup.expiresAt);
    case 'size':
      return Float64Array.from(backups, (backup) => backup.sizeMb ?? Number.NaN);
    case 'server':
      return nameColumn(backups, (backup) => backup.serverName);
    case 'type':
      return nameColumn(backups, (backup) => backup.type);
    case 'status':
      return nameColumn(backups, (backup) => backup.status);
    case 'description':
      return nameColumn(backups, (backup) => backup.description);
  }
}

/** Names as ranks, so that each pair of different names meets the slow collator only once. */
function nameColumn(backups: readonly Backup[], nameOf: (backup: Backup) => string): Float64Array {
  const distinct = [...new Set(backups.map(nameOf))].sort(compareNames);
  const ranks = new Map<string, number>();
  let rank = 0;
  let previous: string | undefined;
  for (const name of distinct) {
    if (previous !== undefined && compareNames(previous, name) !== 0) rank += 1;
    ranks.set(name, name === '' ? Number.NaN : rank);
    previous = name;
  }
  return Float64Array.from(backups, (backup) => ranks.get(nameOf(backup)) ?? Number.NaN);
}

function areNewestFirst(backups: readonly Backup[]): boolean {
  let before: Backup | undefined;
  for (const backup of backups) {
    if (before !== undefined && compareNewestFirst(before, backup) > 0) return false;
    before = backup;
  }
  return true;
}

function rowsByDescendingId(backups: readonly Backup[]): Uint32Array {
  const ids = backups.map(({ id }) => id);
  // Lists mostly come in this order.
  if (ids.every((id, row) => row === 0 || compareIds(ids[row - 1] ?? id, id) > 0)) {
    return rowNumbers(ids.length);
  }
  return Uint32Array.from(
    ids.map((id, row) => ({ id, row })).sort((a, b) => compareIds(b.id, a.id)),
    ({ row }) => row,
  );
}
