import { foldText } from '../lib/fold-text';
import { once } from '../lib/once';
import { type Backup, idKey } from './backup';
import { DOCUMENTED_VALUES, type FilterValues } from './backup-filters';
import { type BackupSort, createSorter, timeColumn } from './backup-sort';
import { compareNames } from './order';

/**
 * What filtering and sorting need to know about a list. Build one per list, not per key stroke. Everything the first
 * paint does not need is built on first use and kept.
 */
export interface BackupIndex {
  readonly backups: readonly Backup[];
  /** The documented words first, then those that only this list knows. */
  readonly words: FilterValues;
  /** The text a search looks through, see {@link searchKey}. */
  readonly searchKeyOf: (row: number) => string;
  /** Builds the missing search keys now. */
  readonly prepareSearch: () => void;
  /** One a row, epoch ms; `NaN` where unknown. */
  readonly createdMs: () => Float64Array;
  /** Row numbers in order. */
  readonly order: (sort: BackupSort) => readonly number[];
}

export function createBackupIndex(backups: readonly Backup[]): BackupIndex {
  const keys: string[] = [];
  const searchKeyOf = (row: number): string => {
    const known = keys[row];
    if (known !== undefined) return known;
    const backup = backups[row];
    const key = backup === undefined ? '' : searchKey(backup);
    keys[row] = key;
    return key;
  };
  const createdMs = once(() => timeColumn(backups, (backup) => backup.createdAt));
  return {
    backups,
    words: wordsOf(backups),
    searchKeyOf,
    prepareSearch: () => {
      for (let row = 0; row < backups.length; row += 1) searchKeyOf(row);
    },
    createdMs,
    order: createSorter(backups, createdMs),
  };
}

/**
 * The text a search looks through: server name, both ids, description. No word matches across two of them; one that
 * begins with `#` matches an id from its start.
 */
export function searchKey({ serverName, serverId, id, description }: Backup): string {
  const names = `${serverName} #${idKey(serverId)} #${idKey(id)}`;
  return foldText(description === '' ? names : `${names} ${description}`);
}

function wordsOf(backups: readonly Backup[]): FilterValues {
  const types = new Set<string>();
  const statuses = new Set<string>();
  for (const { type, status } of backups) {
    types.add(type);
    statuses.add(status);
  }
  return {
    types: withSeenWords(DOCUMENTED_VALUES.types, types),
    statuses: withSeenWords(DOCUMENTED_VALUES.statuses, statuses),
  };
}

function withSeenWords(documented: readonly string[], seen: ReadonlySet<string>): readonly string[] {
  return [...documented, ...[...seen].filter((word) => !documented.includes(word)).sort(compareNames)];
}
