import { type DayBounds, parseFilters } from '../../core/backups/backup-filters';
import {
  ACTIVITY_ACTIONS,
  ACTIVITY_OUTCOMES,
  type ActivityAction,
  type ActivityOutcome,
} from '../../core/contract/schema-activity';
import type { ActivityFilter } from '../../core/contract/schema-activity-requests';
import { normalizedText } from '../../core/lib/fold-text';
import { type QueryValues, queryId, queryText } from '../../core/lib/query-values';

/** Which part of the log is shown. The URL is its only owner; the order is always newest first. */
export interface ActivityFilters {
  /** `idKey` of a server, known or not. */
  readonly serverKey: string | null;
  /** `idKey` of a backup, known or not. */
  readonly backupKey: string | null;
  readonly action: ActivityAction | null;
  readonly outcome: ActivityOutcome | null;
  /** Part of the account's address or the token's name, as typed. */
  readonly actor: string;
  /** First day, `YYYY-MM-DD` in the shown time zone. */
  readonly from: string | null;
  /** Last day, included. */
  readonly to: string | null;
}

/** Reads `?server=&backup=&action=&outcome=&actor=&from=&to=`; unknown and broken values are dropped. */
export function parseActivityFilters(params: URLSearchParams): ActivityFilters {
  // By the rules of the page of backups.
  const { serverKey, from, to } = parseFilters(params);
  return {
    serverKey,
    backupKey: queryId(params, 'backup'),
    action: ACTIVITY_ACTIONS.find((action) => action === params.get('action')) ?? null,
    outcome: ACTIVITY_OUTCOMES.find((outcome) => outcome === params.get('outcome')) ?? null,
    actor: queryText(params, 'actor'),
    from,
    to,
  };
}

export const NO_FILTERS = parseActivityFilters(new URLSearchParams());

/** The filters by their keys in the URL. */
export function activityQueryValues(filters: ActivityFilters): QueryValues {
  const { serverKey, backupKey, action, outcome, actor, from, to } = filters;
  return { server: serverKey, backup: backupKey, action, outcome, actor, from, to };
}

/** How many filters narrow the log: a time range counts once, blanks do not count. */
export function countActivityFilters(filters: ActivityFilters): number {
  const { serverKey, backupKey, action, outcome, actor, from, to } = filters;
  return [
    serverKey !== null,
    backupKey !== null,
    action !== null,
    outcome !== null,
    normalizedText(actor) !== '',
    from !== null || to !== null,
  ].filter(Boolean).length;
}

/** The request to the gateway: days become instants in the shown time zone, a reversed range is turned around. */
export function activityFilterOf(filters: ActivityFilters, bounds: DayBounds): ActivityFilter {
  const { serverKey, backupKey, action, outcome, from, to } = filters;
  const [first, last] = from !== null && to !== null && from > to ? [to, from] : [from, to];
  const actor = normalizedText(filters.actor);
  return {
    server: serverKey ?? undefined,
    backup: backupKey ?? undefined,
    action: action ?? undefined,
    outcome: outcome ?? undefined,
    actor: actor === '' ? undefined : actor,
    from: first === null ? undefined : isoOf(bounds.dayStartMs(first)),
    to: last === null ? undefined : isoOf(bounds.dayEndMs(last)),
  };
}

/** Undefined past the year 9999, where the bound excludes nothing. */
function isoOf(ms: number): string | undefined {
  if (Number.isNaN(ms)) return undefined;
  const iso = new Date(ms).toISOString();
  return iso.length === 24 ? iso : undefined;
}
