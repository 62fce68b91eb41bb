import { type Backup, idKey } from './backup';
import { type BackupSort, createSorter, SORT_KEYS, timeColumn } from './backup-sort';
import { compareNames } from './order';

export type { BackupSort, SortKey } from './backup-sort';

/** What the backups page shows and in which order. The URL is its only owner. */
export interface BackupFilters {
  /** `idKey` of a server. */
  readonly serverKey: string | null;
  readonly type: string | null;
  readonly status: string | null;
  /** As typed, blanks included, so that a search field can be fed from it. */
  readonly text: string;
  /** First day, `YYYY-MM-DD` in the shown time zone. */
  readonly from: string | null;
  /** Last day, included. */
  readonly to: string | null;
  readonly sort: BackupSort;
}

/** The words that a type or status filter may take. */
export interface FilterWords {
  readonly types: readonly string[];
  readonly statuses: readonly string[];
}

/** Source: Backups API document; `failed` is the likely third status. */
export const DOCUMENTED_WORDS: FilterWords = {
  types: ['manual', 'automatic'],
  statuses: ['completed', 'in_progress', 'failed'],
};

export const DEFAULT_FILTERS: BackupFilters = {
  serverKey: null,
  type: null,
  status: null,
  text: '',
  from: null,
  to: null,
  sort: { key: 'created', direction: 'desc' },
};

const MAX_TEXT_LENGTH = 200;
const MAX_ID_LENGTH = 64;

/**
 * Reads the filters of a URL. Unknown keys and broken or unknown values are dropped, over-long text is cut;
 * never throws. Give the words seen in the list (`BackupIndex.words`) so that a filter on a status that the
 * documents do not know survives too.
 */
export function parseFilters(params: URLSearchParams, words: FilterWords = DOCUMENTED_WORDS): BackupFilters {
  const server = params.get('server') ?? '';
  return {
    serverKey: server !== '' && server.length <= MAX_ID_LENGTH ? server : null,
    type: oneOf(words.types, params.get('type')),
    status: oneOf(words.statuses, params.get('status')),
    text: cutText(params.get('q') ?? ''),
    from: parseDay(params.get('from')),
    to: parseDay(params.get('to')),
    sort: parseSort(params.get('sort')) ?? DEFAULT_FILTERS.sort,
  };
}

/** The shortest query that `parseFilters` reads back: defaults omitted, keys always in the same order. */
export function serializeFilters(filters: BackupFilters): URLSearchParams {
  const params = new URLSearchParams();
  const { key, direction } = filters.sort;
  const isDefaultSort = key === DEFAULT_FILTERS.sort.key && direction === DEFAULT_FILTERS.sort.direction;
  const entries: readonly (readonly [string, string | null])[] = [
    ['server', filters.serverKey],
    ['type', filters.type],
    ['status', filters.status],
    ['q', filters.text],
    ['from', filters.from],
    ['to', filters.to],
    ['sort', isDefaultSort ? null : `${direction === 'desc' ? '-' : ''}${key}`],
  ];
  for (const [name, value] of entries) {
    if (value !== null && value !== '') params.append(name, value);
  }
  return params;
}

/** How many filters narrow the list: a time range counts once, blank text and the order do not count. */
export function countActiveFilters(filters: BackupFilters): number {
  return [
    filters.serverKey !== null,
    filters.type !== null,
    filters.status !== null,
    searchWords(filters.text).length > 0,
    filters.from !== null || filters.to !== null,
  ].filter(Boolean).length;
}

/** Lower case without diacritics, for searching: `Überprüfung` is found by `uberprufung`. */
export function foldText(text: string): string {
  const lower = text.toLowerCase();
  // Most text is plain ASCII, where normalising would only cost time.
  return /[^ -~\s]/.test(lower) ? lower.normalize('NFD').replace(/\p{M}+/gu, '') : lower;
}

/** What a search looks through: server name, both ids, description. The parts never match across their borders. */
export function searchKey(backup: Backup): string {
  return foldText(
    `${backup.serverName}\n${idKey(backup.serverId)}\n${idKey(backup.id)}\n${backup.description}`,
  );
}

function searchWords(text: string): string[] {
  return foldText(text)
    .split(/\s+/)
    .filter((word) => word !== '');
}

function oneOf(words: readonly string[], value: string | null): string | null {
  return value !== null && words.includes(value) ? value : null;
}

function cutText(text: string): string {
  // Half a surrogate pair would not survive the URL.
  return text.slice(0, MAX_TEXT_LENGTH).replace(/[\uD800-\uDBFF]$/, '');
}

function parseDay(value: string | null): string | null {
  if (value === null || !/^(19[7-9]|[2-9]\d\d)\d-\d\d-\d\d$/.test(value)) return null;
  const date = new Date(`${value}T00:00:00Z`);
  // Some engines read 30 February as a day of March.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value) ? value : null;
}

function parseSort(value: string | null): BackupSort | null {
  if (value === null) return null;
  const direction = value.startsWith('-') ? 'desc' : 'asc';
  const name = direction === 'desc' ? value.slice(1) : value;
  const key = SORT_KEYS.find((candidate) => candidate === name);
  return key === undefined ? null : { key, direction };
}

/** Everything that filtering and sorting needs to know of a list. Build one per list, not per key stroke. */
export interface BackupIndex {
  readonly backups: readonly Backup[];
  /** The documented words first, then those that only this list knows. */
  readonly words: FilterWords;
  /** One a row, see `searchKey`. */
  readonly searchKeys: readonly string[];
  /** One a row, epoch ms; `NaN` where unknown. */
  readonly createdMs: Float64Array;
  /** Row numbers in order; each order is computed once. */
  readonly order: (sort: BackupSort) => Uint32Array;
}

export function createBackupIndex(backups: readonly Backup[]): BackupIndex {
  return {
    backups,
    words: {
      types: withSeenWords(DOCUMENTED_WORDS.types, new Set(backups.map((backup) => backup.type))),
      statuses: withSeenWords(DOCUMENTED_WORDS.statuses, new Set(backups.map((backup) => backup.status))),
    },
    searchKeys: backups.map(searchKey),
    createdMs: timeColumn(backups, (backup) => backup.createdAt),
    order: createSorter(backups),
  };
}

function withSeenWords(documented: readonly string[], seen: ReadonlySet<string>): readonly string[] {
  return [...documented, ...[...seen].filter((word) => !documented.includes(word)).sort(compareNames)];
}

/** Turns days into instants (epoch ms); injected because it depends on the time zone shown. */
export interface DayBounds {
  /** The first instant of the day. */
  dayStartMs(day: string): number;
  /** The first instant after the day, which is not part of it. */
  dayEndMs(day: string): number;
}

/**
 * The rows that pass every filter, in the order asked for. Of several search words all must match. A range
 * given the wrong way round means the days between the two: somebody who is still editing the second
 * date should not see an empty list. Backups without a readable date are in no range.
 */
export function selectBackups(
  index: BackupIndex,
  filters: BackupFilters,
  bounds: DayBounds,
): readonly Backup[] {
  const { serverKey, type, status } = filters;
  const words = searchWords(filters.text);
  const [fromMs, untilMs] = rangeOf(filters, bounds);
  const hasRange = filters.from !== null || filters.to !== null;

  // First through the list as it lies in memory, then through the order: twice as quick as in one go.
  const isMatch = new Uint8Array(index.backups.length);
  for (const [row, backup] of index.backups.entries()) {
    if (type !== null && backup.type !== type) continue;
    if (status !== null && backup.status !== status) continue;
    if (serverKey !== null && idKey(backup.serverId) !== serverKey) continue;
    if (hasRange) {
      const createdMs = index.createdMs[row] ?? Number.NaN;
      if (!(createdMs >= fromMs && createdMs < untilMs)) continue;
    }
    const key = index.searchKeys[row] ?? '';
    if (words.every((word) => key.includes(word))) isMatch[row] = 1;
  }

  const selected: Backup[] = [];
  for (const row of index.order(filters.sort)) {
    const backup = isMatch[row] === 1 ? index.backups[row] : undefined;
    if (backup !== undefined) selected.push(backup);
  }
  return selected;
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
