import { slotsUsed } from '../../core/backups/quota';
import { type JudgedServer, needsAttention } from '../../core/fleet/fleet';
import { foldText, searchWords } from '../../core/lib/fold-text';
import { type QueryValues, queryText } from '../../core/lib/query-values';
import { PROTECTION_ORDER, type ProtectionState } from '../../core/protection/protection-state';

export type FleetSortKey = 'state' | 'server' | 'newest' | 'slots' | 'exposure';
export type StateFilter = 'all' | 'attention' | ProtectionState;

/** What the Overview shows and in which order. The URL is its only owner. */
export interface FleetFilters {
  readonly text: string;
  readonly state: StateFilter;
  readonly sort: FleetSortKey;
  readonly isReversed: boolean;
}

export const FLEET_SORT_KEYS: readonly FleetSortKey[] = ['state', 'server', 'newest', 'slots', 'exposure'];
const STATE_FILTERS: readonly StateFilter[] = ['all', 'attention', ...PROTECTION_ORDER];

/** Reads `?q=&state=&sort=`; unknown and broken values are dropped. */
export function parseFleetFilters(params: URLSearchParams): FleetFilters {
  const sortText = params.get('sort') ?? '';
  const isReversed = sortText.startsWith('-');
  const sort = FLEET_SORT_KEYS.find((key) => key === (isReversed ? sortText.slice(1) : sortText));
  return {
    text: queryText(params, 'q'),
    state: STATE_FILTERS.find((state) => state === params.get('state')) ?? 'all',
    sort: sort ?? 'state',
    isReversed: sort !== undefined && isReversed,
  };
}

/** The filters by their keys in the URL; defaults are null. */
export function fleetQueryValues({ text, state, sort, isReversed }: FleetFilters): QueryValues {
  return {
    q: text,
    state: state === 'all' ? null : state,
    sort: sort === 'state' && !isReversed ? null : `${isReversed ? '-' : ''}${sort}`,
  };
}

function passes(server: JudgedServer, state: StateFilter): boolean {
  if (state === 'all') return true;
  if (state === 'attention') return needsAttention(server);
  return server.protection.state === state;
}

/** What the search looks through: name, id, address, place. */
function textOf({ name, key, server }: JudgedServer): string {
  return foldText([name, `#${key}`, server?.ipAddress, server?.hostname, server?.location].join(' '));
}

/** No copy at all is first, then soonest first, then who knows when; one that never expires is last. */
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

const COMPARE: Record<
  Exclude<FleetSortKey, 'state' | 'server'>,
  (a: JudgedServer, b: JudgedServer) => number
> = {
  newest: (a, b) => compareRanks(newestRank(a), newestRank(b)),
  slots: (a, b) => slotsUsed(a.backups, a.id) - slotsUsed(b.backups, b.id),
  exposure: (a, b) => compareRanks(exposureRank(a), exposureRank(b)),
};

/** The servers that pass, in the order asked for. `servers` come worst first, and equal ones stay so. */
export function selectServers(
  servers: readonly JudgedServer[],
  filters: FleetFilters,
): readonly JudgedServer[] {
  const words = searchWords(filters.text);
  const shown = servers.filter(
    (server) => passes(server, filters.state) && words.every((word) => textOf(server).includes(word)),
  );
  if (filters.sort === 'server') {
    const { compare } = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
    shown.sort((a, b) => compare(a.name, b.name));
  } else if (filters.sort !== 'state') {
    shown.sort(COMPARE[filters.sort]);
  }
  return filters.isReversed ? shown.reverse() : shown;
}
