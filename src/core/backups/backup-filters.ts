import { isCalendarDay } from '../lib/calendar-day';
import { searchWords } from '../lib/fold-text';
import { parseSort, type QueryValues, queryOf, queryText, sortText } from '../lib/query-values';
import { type BackupSort, SORT_KEYS } from './backup-sort';

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
export interface FilterValues {
  readonly types: readonly string[];
  readonly statuses: readonly string[];
}

/** Source: Backups API document; `failed` is the likely third status. */
export const DOCUMENTED_VALUES: FilterValues = {
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

const MAX_ID_LENGTH = 64;

/**
 * Reads the filters of a URL. Unknown keys and broken or unknown values are dropped, over-long text is cut;
 * never throws. Give the words seen in the list (`BackupIndex.words`) so that a filter on a status that the
 * documents do not know survives too.
 */
export function parseFilters(
  params: URLSearchParams,
  words: FilterValues = DOCUMENTED_VALUES,
): BackupFilters {
  const server = params.get('server') ?? '';
  return {
    serverKey: server !== '' && server.length <= MAX_ID_LENGTH ? server : null,
    type: oneOf(words.types, params.get('type')),
    status: oneOf(words.statuses, params.get('status')),
    text: queryText(params, 'q'),
    from: parseDay(params.get('from')),
    to: parseDay(params.get('to')),
    sort: parseSort(params.get('sort'), SORT_KEYS) ?? DEFAULT_FILTERS.sort,
  };
}

/** The filters by their keys in the URL, in a fixed order; defaults are null. */
export function backupQueryValues(filters: BackupFilters): QueryValues {
  const { serverKey, type, status, text, from, to, sort } = filters;
  return {
    server: serverKey,
    type,
    status,
    q: text,
    from,
    to,
    sort: sortText(sort, DEFAULT_FILTERS.sort),
  };
}

/** The shortest query that `parseFilters` reads back. */
export function serializeFilters(filters: BackupFilters): URLSearchParams {
  return queryOf(backupQueryValues(filters));
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

function oneOf(words: readonly string[], value: string | null): string | null {
  return value !== null && words.includes(value) ? value : null;
}

function parseDay(value: string | null): string | null {
  if (value === null || !/^(19[7-9]|[2-9]\d\d)\d-\d\d-\d\d$/.test(value)) return null;
  return isCalendarDay(value) ? value : null;
}

/** Turns days into instants (epoch ms); injected because it depends on the time zone shown. */
export interface DayBounds {
  /** The first instant of the day. */
  dayStartMs(day: string): number;
  /** The first instant after the day, which is not part of it. */
  dayEndMs(day: string): number;
}
