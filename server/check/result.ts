import { idKey } from '../../src/core/backups/backup';
import { errorsFirst, type JudgedServer, needsAttention, worstFirst } from '../../src/core/fleet/fleet';
import { countByState } from '../../src/core/fleet/fleet-summary';
import { isNameOrId } from '../../src/core/lib/typed-text';
import { PROTECTION_ORDER, type ProtectionState } from '../../src/core/protection/protection-state';
import type { ScheduleFacts } from '../../src/core/schedules/schedule-run';
import { isInError } from '../../src/core/servers/server';
import { type VerdictCounts, verdictText } from '../../src/core/text/verdict-text';
import type { BlindCode, FleetRead, FleetReading } from '../provider/read-fleet';
import { ENGLISH, UNSEEN_SERVERS } from '../watch/english';
import type { CheckOptions } from './options';
import { type ScheduleTrouble, scheduleTroubles } from './schedules';

/** Source: the Nagios plugin API. */
export const EXIT_CODES = { ok: 0, warning: 1, critical: 2, unknown: 3 } as const;
type CheckStatus = keyof typeof EXIT_CODES;

export interface CheckResult {
  readonly status: CheckStatus;
  /** One sentence. */
  readonly headline: string;
  /** Further sentences. */
  readonly notes: readonly string[];
  /** The requested ones, worst first; empty when the provider could not be read. */
  readonly servers: readonly JudgedServer[];
  readonly counts: Readonly<Record<ProtectionState, number>>;
  /** Servers in error themselves, whatever the state of their backups. */
  readonly errorCount: number;
  readonly attentionCount: number;
  /** Servers with acknowledged trouble. */
  readonly acknowledgedCount: number;
  /** Schedules whose last runs failed or were missed. */
  readonly schedules: readonly ScheduleTrouble[];
  /** Null when the provider could not be read. */
  readonly reading: FleetRead | null;
  readonly isDemo: boolean;
  /** Why nothing is known. */
  readonly failure: { readonly code: BlindCode | 'settings' | 'usage'; readonly reason: string } | null;
}

const STATUS_BY_STATE: Readonly<Record<ProtectionState, CheckStatus>> = {
  never: 'critical',
  unprotected: 'critical',
  failing: 'critical',
  missed: 'critical',
  late: 'warning',
  tooFew: 'warning',
  shortReach: 'warning',
  expiring: 'warning',
  old: 'warning',
  protected: 'ok',
};

function statusOf({ protection, server, standing }: JudgedServer): CheckStatus {
  if (standing !== 'watched') return 'ok';
  return isInError(server) ? 'critical' : STATUS_BY_STATE[protection.state];
}

export interface CheckContext {
  readonly options: Pick<CheckOptions, 'servers' | 'ignored'>;
  readonly isDemo: boolean;
  readonly schedules?: readonly ScheduleFacts[];
}

/**
 * Any doubt makes the status `unknown`, whatever state the visible servers are in. Invisible servers (the token may not
 * list them) are a doubt, unless only visible ones are requested or one of those is critical.
 */
export function checkResult(
  reading: FleetReading,
  { options, isDemo, schedules = [] }: CheckContext,
): CheckResult {
  if (reading.kind === 'blind') return failedCheck(reading.code, reading.reason);
  const wanted = options.servers.length === 0 ? reading.servers : matching(reading.servers, options.servers);
  const unwatched = wanted.filter(({ standing }) => standing === 'unwatched');
  const left = new Set([...matching(reading.servers, options.ignored), ...unwatched]);
  const servers = errorsFirst(worstFirst(wanted.filter((server) => !left.has(server))));
  const counts = countByState(servers);
  const attentionCount = servers.filter(needsAttention).length;
  const errorCount = servers.filter(({ server }) => isInError(server)).length;
  const unmatched = options.servers.filter((name) => !matches(reading.servers, name));
  const worst = servers[0];
  const seenStatus = worst === undefined ? 'unknown' : statusOf(worst);
  const needsAll = !reading.serversKnown && options.servers.length === 0 && seenStatus !== 'critical';
  const doubts = [
    ...(reading.missing === null ? [] : [reading.missing]),
    ...unmatched.map((name) => notFound(name, reading)),
    ...(servers.length === 0 && unmatched.length === 0 ? [nothingLeft(reading)] : []),
    ...(needsAll ? [UNSEEN_SERVERS] : []),
  ];
  const ignoredCount = wanted.length - servers.length - unwatched.length;
  const acknowledgedCount = servers.filter(({ standing }) => standing === 'acknowledged').length;
  const verdictCounts = {
    serverCount: servers.length + unwatched.length,
    needsAttentionCount: attentionCount,
    acknowledgedCount,
    unwatchedCount: unwatched.length,
  };
  const isSeen = servers.length > 0;
  const watched = new Set(servers.flatMap(({ id, standing }) => (standing === 'watched' ? [idKey(id)] : [])));
  const troubles = scheduleTroubles(schedules, (id) => watched.has(id), options.servers.length === 0);
  const notes = [
    ...(doubts.length > 0 && isSeen ? [`Based on incomplete data: ${verdict(verdictCounts)}`] : []),
    ...(isDemo ? ['Demo data: set VPS_API_TOKEN for your own servers.'] : []),
    ...(reading.serversKnown || needsAll ? [] : [UNSEEN_SERVERS]),
    ...clockNote(reading),
    ...(ignoredCount === 0 ? [] : [`Ignored: ${ignoredCount} of ${wanted.length} servers.`]),
    ...troubles.flatMap(({ reasons }) => reasons),
    ...options.ignored
      .filter((name) => !matches(reading.servers, name))
      .map((name) => `--ignore ${name} matches no server.`),
  ];
  const told = worse(seenStatus, troubles);
  const status = doubts.length > 0 ? 'unknown' : told;
  const headline = doubts.length > 0 ? doubts.join(' ') : `${verdict(verdictCounts)}${inShort(troubles)}`;
  return {
    status,
    headline,
    notes,
    servers,
    counts,
    errorCount,
    attentionCount,
    acknowledgedCount,
    schedules: troubles,
    reading,
    isDemo,
    failure: null,
  };
}

export function failedCheck(code: BlindCode | 'settings' | 'usage', reason: string): CheckResult {
  return {
    status: 'unknown',
    headline: reason,
    notes: [],
    servers: [],
    counts: countByState([]),
    errorCount: 0,
    attentionCount: 0,
    acknowledgedCount: 0,
    schedules: [],
    reading: null,
    isDemo: false,
    failure: { code, reason },
  };
}

/** The worse of the two statuses, of servers and schedules. */
function worse(status: CheckStatus, troubles: readonly ScheduleTrouble[]): CheckStatus {
  if (status === 'unknown' || status === 'critical' || troubles.length === 0) return status;
  return troubles.some((trouble) => trouble.status === 'critical') ? 'critical' : 'warning';
}

function inShort(troubles: readonly ScheduleTrouble[]): string {
  const [first, ...others] = troubles;
  if (first === undefined) return '';
  return others.length === 0
    ? ` Schedule ${first.name} needs attention.`
    : ` ${troubles.length} schedules need attention.`;
}

/** As on the page. */
function verdict(counts: VerdictCounts): string {
  return `${verdictText(counts, ENGLISH)}.`;
}

/** "1 server in error, 1 never backed up, 2 late", worst first, of those that need attention. A server can count twice. */
export function attentionWords(servers: readonly JudgedServer[]): string {
  const attention = servers.filter(needsAttention);
  const counts = countByState(attention);
  const errorCount = attention.filter(({ server }) => isInError(server)).length;
  const states = PROTECTION_ORDER.filter((state) => state !== 'protected' && counts[state] > 0).map(
    (state) => `${counts[state]} ${ENGLISH.t(`protection.${state}`).toLowerCase()}`,
  );
  const errors =
    errorCount === 0 ? [] : [`${errorCount} ${errorCount === 1 ? 'server' : 'servers'} in error`];
  return [...errors, ...states].join(', ');
}

function matching(servers: readonly JudgedServer[], names: readonly string[]): JudgedServer[] {
  return servers.filter((server) => names.some((name) => isNameOrId(name, server)));
}

function matches(servers: readonly JudgedServer[], name: string): boolean {
  return servers.some((server) => isNameOrId(name, server));
}

function notFound(name: string, { gone, serversKnown }: FleetRead): string {
  if (matches(gone, name)) return `--server ${name} no longer exists; only its backups are left.`;
  return serversKnown
    ? `--server ${name} matches no server.`
    : `--server ${name} matches no server with backups; other servers can't be seen.`;
}

function nothingLeft({ servers, serversKnown }: FleetRead): string {
  if (servers.length > 0) return 'No servers left to check.';
  return serversKnown
    ? 'The account has no servers. Check that the token belongs to the right account.'
    : 'The account has no backups. Check that the token belongs to the right account.';
}

function clockNote({ judgedAtMs, readAtMs }: FleetRead): string[] {
  if (judgedAtMs === readAtMs) return [];
  const direction = ENGLISH.t(judgedAtMs < readAtMs ? 'clock.ahead' : 'clock.behind');
  const duration = ENGLISH.format.age(Math.abs(judgedAtMs - readAtMs));
  return [ENGLISH.t('clock.skewed', { duration, direction })];
}
