import { type DayBounds, parseFilters } from '../../core/backups/backup-filters';
import {
  ACTIVITY_ACTIONS,
  ACTIVITY_OUTCOMES,
  type ActivityAction,
  type ActivityOutcome,
} from '../../core/contract/schema-activity';
import type { ActivityFilter } from '../../core/contract/schema-activity-requests';
import { normalizedText } from '../../core/lib/fold-text';
import { type QueryValues, queryText } from '../../core/lib/query-values';

/** Which part of the log is shown. The URL is its only owner; the order is always newest first. */
export interface ActivityFilters {
  /** `idKey` of a server, known or not. */
  readonly serverKey: string | null;
  readonly action: ActivityAction | null;
  readonly outcome: ActivityOutcome | null;
  /** A part of the account's address or of the token's name, as typed. */
  readonly actor: string;
  /** First day, `YYYY-MM-DD` in the shown time zone. */
  readonly from: string | null;
  /** Last day, included. */
  readonly to: string | null;
}

export const NO_FILTERS: ActivityFilters = {
  serverKey: null,
  action: null,
  outcome: null,
  actor: '',
  from: null,
  to: null,
};

/** Reads `?server=&action=&outcome=&actor=&from=&to=`; unknown and broken values are dropped, never a crash. */
export function parseActivityFilters(params: URLSearchParams): ActivityFilters {
  // Server and days are written as on the page of backups, and by the same rules.
  const { serverKey, from, to } = parseFilters(params);
  return {
    serverKey,
    action: ACTIVITY_ACTIONS.find((action) => action === params.get('action')) ?? null,
    outcome: ACTIVITY_OUTCOMES.find((outcome) => outcome === params.get('outcome')) ?? null,
    actor: queryText(params, 'actor'),
    from,
    to,
  };
}

/** The filters by their keys in the URL. */
export function activityQueryValues(filters: ActivityFilters): QueryValues {
  const { serverKey, action, outcome, actor, from, to } = filters;
  return { server: serverKey, action, outcome, actor, from, to };
}

/** How many filters narrow the log: a time range counts once, blanks do not count. */
export function countActivityFilters(filters: ActivityFilters): number {
  const { serverKey, action, outcome, actor, from, to } = filters;
  return [
    serverKey !== null,
    action !== null,
    outcome !== null,
    normalizedText(actor) !== '',
    from !== null || to !== null,
  ].filter(Boolean).length;
}

/**
 * What the gateway is asked for. Days become instants of the shown time zone; a range given the wrong way round means
 * the days between the two.
 */
export function activityFilterOf(filters: ActivityFilters, bounds: DayBounds): ActivityFilter {
  const { serverKey, action, outcome, actor, from, to } = filters;
  const isSwapped = from !== null && to !== null && from > to;
  const [first, last] = isSwapped ? [to, from] : [from, to];
  return {
    server: serverKey ?? undefined,
    action: action ?? undefined,
    outcome: outcome ?? undefined,
    actor: normalizedText(actor) === '' ? undefined : normalizedText(actor),
    from: first === null ? undefined : isoOf(bounds.dayStartMs(first)),
    to: last === null ? undefined : isoOf(bounds.dayEndMs(last)),
  };
}

/** Undefined for what no date of four figures can say: such a bound excludes nothing. */
function isoOf(ms: number): string | undefined {
  if (Number.isNaN(ms)) return undefined;
  const iso = new Date(ms).toISOString();
  return iso.length === 24 ? iso : undefined;
}
