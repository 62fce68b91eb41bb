import { searchWords } from '../lib/fold-text';
import { type Backup, idKey, isRunning } from './backup';
import { type BackupFilters, countActiveFilters, type DayBounds } from './backup-filters';
import type { BackupIndex } from './backup-index';

/** The status filter of "show running". */
const RUNNING_STATUS = 'in_progress';

/** `idKey` of backups that the filter of running ones has shown. */
export type Watched = ReadonlySet<string>;
export const NONE_WATCHED: Watched = new Set();

/** The watched backups, with those that run now if the filter shows them; the same set when none is new. */
export function watchRunning(watched: Watched, backups: readonly Backup[], status: string | null): Watched {
  if (status !== RUNNING_STATUS) return watched;
  const fresh = backups.filter((backup) => isRunning(backup) && !watched.has(idKey(backup.id)));
  return fresh.length === 0 ? watched : new Set([...watched, ...fresh.map(({ id }) => idKey(id))]);
}

/** Whether a backup is shown only because it ran a moment ago. */
export function hasEndedMeanwhile(backup: Backup, watched: Watched, status: string | null): boolean {
  return status === RUNNING_STATUS && !isRunning(backup) && watched.has(idKey(backup.id));
}

/**
 * The backups that pass every filter and match all search words, sorted. A reversed date range is swapped, so that the
 * list is not empty while the second date is being edited. Backups without a readable date are in no range.
 * @param watched pass the filter of running ones although they have ended, so that a person sees how
 */
export function selectBackups(
  index: BackupIndex,
  filters: BackupFilters,
  bounds: DayBounds,
  watched: Watched = NONE_WATCHED,
): readonly Backup[] {
  const { backups } = index;
  const order = index.order(filters.sort);
  const isMatch = countActiveFilters(filters) === 0 ? null : matches(index, filters, bounds, watched);
  const selected: Backup[] = [];
  for (const row of order) {
    const backup = backups[row];
    if (backup !== undefined && isMatch?.[row] !== 0) selected.push(backup);
  }
  return selected;
}

/** 1 for each row that passes. Walks the rows in memory order, which is twice as fast as in sort order. */
function matches(
  index: BackupIndex,
  filters: BackupFilters,
  bounds: DayBounds,
  watched: Watched,
): Uint8Array {
  const { serverKey, type, status } = filters;
  const words = searchWords(filters.text);
  const [fromMs, untilMs] = rangeOf(filters, bounds);
  const createdMs = filters.from === null && filters.to === null ? null : index.createdMs();
  const searchKeys = words.length === 0 ? null : index.searchKeys();
  const isMatch = new Uint8Array(index.backups.length);
  for (const [row, backup] of index.backups.entries()) {
    if (type !== null && backup.type !== type) continue;
    if (status !== null && backup.status !== status && !hasEndedMeanwhile(backup, watched, status)) continue;
    if (serverKey !== null && idKey(backup.serverId) !== serverKey) continue;
    const ms = createdMs?.[row] ?? Number.NaN;
    if (createdMs !== null && !(ms >= fromMs && ms < untilMs)) continue;
    if (searchKeys !== null && !words.every((word) => searchKeys[row]?.includes(word))) continue;
    isMatch[row] = 1;
  }
  return isMatch;
}

function rangeOf({ from, to }: BackupFilters, bounds: DayBounds): [fromMs: number, untilMs: number] {
  const isSwapped = from !== null && to !== null && from > to;
  const first = isSwapped ? to : from;
  const last = isSwapped ? from : to;
  return [
    first === null ? Number.NEGATIVE_INFINITY : bounds.dayStartMs(first),
    last === null ? Number.POSITIVE_INFINITY : bounds.dayEndMs(last),
  ];
}
