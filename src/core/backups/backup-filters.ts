import { isCalendarDay } from '../lib/calendar-day';
import { searchWords } from '../lib/fold-text';
import { parseSort, type QueryValues, queryId, queryOf, queryText, sortText } from '../lib/query-values';
import { type BackupSort, SORT_KEYS } from './backup-sort';

/** What the backups page shows, and in which order. Stored only in the URL. */
export interface BackupFilters {
  /** `idKey` of a server. */
  readonly serverKey: string | null;
  readonly type: string | null;
  readonly status: string | null;
  /** As typed, blanks included, because a search field shows it. */
  readonly text: string;
  /** First day, `YYYY-MM-DD` in the time zone shown. */
  readonly from: string | null;
  /** Last day, included. */
  readonly to: string | null;
  readonly sort: BackupSort;
}

/** The values of the type and status filters. */
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

/** The sort, or the default one if its column is hidden: an order that no column shows would look like none. */
export function shownSort(sort: BackupSort, hidden: readonly string[]): BackupSort {
  return hidden.includes(sort.key) ? DEFAULT_FILTERS.sort : sort;
}

/**
 * Reads the filters from a URL. Invalid values are dropped and long text is cut; never throws.
 * @param values of the list (`BackupIndex.filterValues`), which include undocumented statuses
 */
export function parseFilters(
  params: URLSearchParams,
  values: FilterValues = DOCUMENTED_VALUES,
): BackupFilters {
  return {
    serverKey: queryId(params, 'server'),
    type: oneOf(values.types, params.get('type')),
    status: oneOf(values.statuses, params.get('status')),
    text: queryText(params, 'q'),
    from: parseDay(params.get('from')),
    to: parseDay(params.get('to')),
    sort: parseSort(params.get('sort'), SORT_KEYS) ?? DEFAULT_FILTERS.sort,
  };
}

/** The filters by URL key, in a fixed order; defaults are null. */
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

/** Number of filters that narrow the list. A date range counts once. */
export function countActiveFilters(filters: BackupFilters): number {
  return [
    filters.serverKey !== null,
    filters.type !== null,
    filters.status !== null,
    searchWords(filters.text).length > 0,
    filters.from !== null || filters.to !== null,
  ].filter(Boolean).length;
}

function oneOf(values: readonly string[], value: string | null): string | null {
  return value !== null && values.includes(value) ? value : null;
}

function parseDay(value: string | null): string | null {
  if (value === null || !/^(19[7-9]|[2-9]\d\d)\d-\d\d-\d\d$/.test(value)) return null;
  return isCalendarDay(value) ? value : null;
}

/** Converts days to instants (epoch ms) in the time zone shown. */
export interface DayBounds {
  /** The first instant of the day. */
  dayStartMs(day: string): number;
  /** The first instant after the day. */
  dayEndMs(day: string): number;
}
