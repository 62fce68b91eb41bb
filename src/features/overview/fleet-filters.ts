import { slotsUsed } from '../../core/backups/quota';
import { type JudgedServer, needsAttention } from '../../core/fleet/fleet';
import { foldText, searchWords } from '../../core/lib/fold-text';
import { once } from '../../core/lib/once';
import { parseSort, type QueryValues, queryText, type Sort, sortText } from '../../core/lib/query-values';
import { PROTECTION_ORDER } from '../../core/protection/protection-state';

export const FLEET_SORT_KEYS = ['state', 'server', 'newest', 'slots', 'exposure'] as const;
export type FleetSortKey = (typeof FLEET_SORT_KEYS)[number];
export const STATE_FILTERS = ['attention', 'acknowledged', 'unwatched', ...PROTECTION_ORDER] as const;

/** The filters and sort order of the Overview. The URL is their only owner. */
export interface FleetFilters {
  readonly text: string;
  /** Null for all. */
  readonly state: (typeof STATE_FILTERS)[number] | null;
  /** Servers must have all of them. */
  readonly tags: readonly string[];
  readonly isGrouped: boolean;
  readonly sort: Sort<FleetSortKey>;
}

export const DEFAULT_SORT: Sort<FleetSortKey> = { key: 'state', direction: 'asc' };

/** The sort after a column was clicked: reversed if it was sorted by that one already. */
export function nextFleetSort(current: Sort<FleetSortKey>, key: FleetSortKey): Sort<FleetSortKey> {
  if (current.key === key) return { key, direction: current.direction === 'asc' ? 'desc' : 'asc' };
  // Fullest first: people sort by slots to find servers without a free one.
  return { key, direction: key === 'slots' ? 'desc' : 'asc' };
}

/** Reads `?q=&state=&tag=&group=&sort=`; unknown and broken values are dropped. */
export function parseFleetFilters(params: URLSearchParams): FleetFilters {
  return {
    text: queryText(params, 'q'),
    state: STATE_FILTERS.find((state) => state === params.get('state')) ?? null,
    tags: [...new Set(queryText(params, 'tag').split(','))].filter(Boolean),
    isGrouped: params.get('group') === 'tag',
    sort: parseSort(params.get('sort'), FLEET_SORT_KEYS) ?? DEFAULT_SORT,
  };
}

/** The filters by their keys in the URL; defaults are null. */
export function fleetQueryValues({ text, state, tags, isGrouped, sort }: FleetFilters): QueryValues {
  return {
    q: text,
    state,
    tag: tags.join(','),
    group: isGrouped ? 'tag' : null,
    sort: sortText(sort, DEFAULT_SORT),
  };
}

function passes(server: JudgedServer, state: FleetFilters['state']): boolean {
  if (state === null) return true;
  if (state === 'acknowledged' || state === 'unwatched') return server.standing === state;
  return state === 'attention' ? needsAttention(server) : server.protection.state === state;
}

/** The searched text: name, id, address, location, tags. */
function textOf({ name, key, server, agreement }: JudgedServer): string {
  const { ipAddress, hostname, location } = server ?? {};
  return foldText([name, `#${key}`, ipAddress, hostname, location, agreement?.tags].join(' '));
}

/** Sorts servers without any first, then by date, then unknown, then never. */
const EXPOSURE_RANK = { exposed: '', unknown: '~', never: '~~' } as const;

function exposureRank({ protection: { exposure } }: JudgedServer): string {
  return exposure.kind === 'at' ? exposure.iso : EXPOSURE_RANK[exposure.kind];
}

function newestRank({ protection }: JudgedServer): number {
  return protection.newestGoodAgeMs ?? Number.POSITIVE_INFINITY;
}

function compareRanks<Rank extends string | number>(a: Rank, b: Rank): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

type Compare = (a: JudgedServer, b: JudgedServer) => number;

const byName = once(() => new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' }));

/** Already sorted by state. */
const COMPARE: Record<Exclude<FleetSortKey, 'state'>, Compare> = {
  server: (a, b) => byName().compare(a.name, b.name),
  newest: (a, b) => compareRanks(newestRank(a), newestRank(b)),
  slots: (a, b) => slotsUsed(a.backups, a.id) - slotsUsed(b.backups, b.id),
  exposure: (a, b) => compareRanks(exposureRank(a), exposureRank(b)),
};

/** The matching servers, sorted. `servers` must be worst first; equal ones keep that order. */
export function selectServers(
  servers: readonly JudgedServer[],
  { text, state, tags, sort: { key, direction } }: Omit<FleetFilters, 'isGrouped'>,
): readonly JudgedServer[] {
  const words = searchWords(text);
  const shown = servers.filter(
    (server) =>
      passes(server, state) &&
      tags.every((tag) => server.agreement?.tags.includes(tag)) &&
      words.every((word) => textOf(server).includes(word)),
  );
  if (key !== 'state') shown.sort(COMPARE[key]);
  return direction === 'desc' ? shown.reverse() : shown;
}
