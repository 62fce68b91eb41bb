import { foldText } from '../lib/fold-text';
import { once } from '../lib/once';
import type { Steps } from '../lib/steps';
import { type Backup, idKey } from './backup';
import { DOCUMENTED_WORDS, type FilterWords } from './backup-filters';
import { type BackupSort, createSorter, timeColumn } from './backup-sort';
import { compareNames } from './order';

/** So many search keys are made between two chances to pause: below a millisecond. */
const KEYS_A_STEP = 500;

/**
 * Everything that filtering and sorting needs to know of a list. Build one per list, not per key stroke. What the first
 * look at a list does not need is made when it is asked for, and kept.
 */
export interface BackupIndex {
  readonly backups: readonly Backup[];
  /** The documented words first, then those that only this list knows. */
  readonly words: FilterWords;
  /** What a search looks through in a row, see {@link searchKey}. */
  readonly searchKeyOf: (row: number) => string;
  /** Makes the search keys that are missing, so that the first letter of a search finds them made. */
  readonly prepareSearch: () => Steps<void>;
  /** One a row, epoch ms; `NaN` where unknown. */
  readonly createdMs: () => Float64Array;
  /** Row numbers in order. */
  readonly order: (sort: BackupSort) => Uint32Array;
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
    prepareSearch: function* () {
      for (let row = 0; row < backups.length; row += 1) {
        searchKeyOf(row);
        if (row % KEYS_A_STEP === 0) yield;
      }
    },
    createdMs,
    order: createSorter(backups, createdMs),
  };
}

/**
 * What a search looks through: server name, both ids, description. No word matches across their borders; one that
 * begins with `#` finds an id from its start.
 */
export function searchKey({ serverName, serverId, id, description }: Backup): string {
  const names = `${serverName} #${idKey(serverId)} #${idKey(id)}`;
  return foldText(description === '' ? names : `${names} ${description}`);
}

function wordsOf(backups: readonly Backup[]): FilterWords {
  const types = new Set<string>();
  const statuses = new Set<string>();
  for (const { type, status } of backups) {
    types.add(type);
    statuses.add(status);
  }
  return {
    types: withSeenWords(DOCUMENTED_WORDS.types, types),
    statuses: withSeenWords(DOCUMENTED_WORDS.statuses, statuses),
  };
}

function withSeenWords(documented: readonly string[], seen: ReadonlySet<string>): readonly string[] {
  return [...documented, ...[...seen].filter((word) => !documented.includes(word)).sort(compareNames)];
}
