import { once } from '../lib/once';
import type { Backup } from './backup';
import type { BackupSort, Direction, SortKey } from './backup-sort';
import { compareIds, compareNames } from './order';

/**
 * A function from a sort to the row numbers in that order, each computed once. Rows without a value (no date, size or
 * description) come last in both directions; ties go by descending id.
 * @param createdMs creation times, epoch ms, `NaN` where unknown
 */
export function createSorter(
  backups: readonly Backup[],
  createdMs: () => Float64Array,
): (sort: BackupSort) => readonly number[] {
  const orders = new Map<string, readonly number[]>();
  // Lazy, because dates and sizes rarely tie.
  const idRanks = once(() => ranksByDescendingId(backups));
  const byId = (a: number, b: number) => (idRanks()[a] ?? 0) - (idRanks()[b] ?? 0);
  return ({ key, direction }) => {
    const name = `${key} ${direction}`;
    const known = orders.get(name);
    if (known !== undefined) return known;
    const column = key === 'created' ? createdMs() : sortColumn(backups, key);
    const order = [...backups.keys()].sort(
      (a, b) => compareValues(column[a] ?? Number.NaN, column[b] ?? Number.NaN, direction) || byId(a, b),
    );
    orders.set(name, order);
    return order;
  };
}

/** `NaN` last in both directions. */
function compareValues(a: number, b: number, direction: Direction): number {
  if (a < b) return direction === 'asc' ? -1 : 1;
  if (a > b) return direction === 'asc' ? 1 : -1;
  return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
}

/** Instants as epoch ms, `NaN` where unknown. */
export function timeColumn(
  backups: readonly Backup[],
  timeOf: (backup: Backup) => string | null,
): Float64Array {
  return Float64Array.from(backups, (backup) => Date.parse(timeOf(backup) ?? ''));
}

/** The values to sort by as numbers; `NaN` for no value. */
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

/** Names as ranks, so that the slow collator compares distinct names only. */
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

/** Each row's position by descending id. */
function ranksByDescendingId(backups: readonly Backup[]): Uint32Array {
  const ids = backups.map(({ id }, row) => ({ id, row })).sort((a, b) => compareIds(b.id, a.id));
  const ranks = new Uint32Array(ids.length);
  ids.forEach(({ row }, rank) => {
    ranks[row] = rank;
  });
  return ranks;
}
