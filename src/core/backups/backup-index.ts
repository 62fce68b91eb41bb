import { foldText } from '../lib/fold-text';
import { once } from '../lib/once';
import { type Backup, idKey } from './backup';
import { DOCUMENTED_VALUES, type FilterValues } from './backup-filters';
import type { BackupSort } from './backup-sort';
import { createSorter, timeColumn } from './backup-sorter';
import { compareNames } from './order';

/** A list's data for filtering and sorting. Build one per list; the expensive parts are lazy. */
export interface BackupIndex {
  readonly backups: readonly Backup[];
  /** The documented values first, then those that only this list contains. */
  readonly filterValues: FilterValues;
  /** {@link searchKey} of each row. */
  readonly searchKeys: () => readonly string[];
  /** Epoch ms of each row; `NaN` where unknown. */
  readonly createdMs: () => Float64Array;
  /** Row numbers in order. */
  readonly order: (sort: BackupSort) => readonly number[];
}

export function createBackupIndex(backups: readonly Backup[]): BackupIndex {
  const createdMs = once(() => timeColumn(backups, (backup) => backup.createdAt));
  return {
    backups,
    filterValues: {
      types: withListed(DOCUMENTED_VALUES.types, new Set(backups.map(({ type }) => type))),
      statuses: withListed(DOCUMENTED_VALUES.statuses, new Set(backups.map(({ status }) => status))),
    },
    searchKeys: once(() => backups.map(searchKey)),
    createdMs,
    order: createSorter(backups, createdMs),
  };
}

/**
 * The text a search looks through: server name, both ids, description, note. A search word starting with `#` matches the
 * start of an id.
 */
export function searchKey({ serverName, serverId, id, description, mark }: Backup): string {
  const names = `${serverName} #${idKey(serverId)} #${idKey(id)}`;
  const text = mark?.note ? `${description} ${mark.note}` : description;
  return foldText(text === '' ? names : `${names} ${text}`);
}

function withListed(documented: readonly string[], listed: ReadonlySet<string>): readonly string[] {
  return [...documented, ...[...listed].filter((value) => !documented.includes(value)).sort(compareNames)];
}
