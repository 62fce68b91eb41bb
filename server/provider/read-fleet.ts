import type * as v from 'valibot';
import type { Agreements } from '../../src/core/agreements/agreement';
import { NO_AGREEMENTS } from '../../src/core/agreements/no-agreements';
import type { Backup, Id } from '../../src/core/backups/backup';
import { cut, wordsIn } from '../../src/core/contract/error-words';
import { kindOfGatewayCode, kindOfStatus } from '../../src/core/contract/errors';
import { backupSchema } from '../../src/core/contract/schema';
import type { ListAnswer } from '../../src/core/contract/schema-list';
import { serverSchema } from '../../src/core/contract/schema-server';
import { withoutTokens } from '../../src/core/contract/token';
import {
  type EndedAcknowledgement,
  endedAcknowledgements,
} from '../../src/core/fleet/ended-acknowledgements';
import { fleetServers, type JudgedServer, judgedByPart, judgeFleet } from '../../src/core/fleet/fleet';
import { type ClockOffset, clockOffset, correctedNowMs } from '../../src/core/polling/clock-skew';
import type { Server } from '../../src/core/servers/server';
import { whyUnread } from './failures';
import { type PageFailure, readPages } from './read-list';
import type { Upstream } from './upstream';

/** Why the provider cannot be read. */
export type BlindCode =
  | 'unreachable'
  | 'timeout'
  | 'unauthorized'
  | 'forbidden'
  | 'notFound'
  | 'rateLimited'
  | 'serverError'
  | 'unreadable';

interface ListFailure {
  readonly code: BlindCode;
  /** One or two sentences, quoting the provider if it gave a message. */
  readonly reason: string;
}

type ListOutcome<T> =
  | { readonly ok: true; readonly list: ListAnswer<T> }
  | { readonly ok: false; readonly failure: ListFailure };

/** The provider was read, and every server judged as of `judgedAtMs`. */
export interface FleetRead {
  readonly kind: 'read';
  /** By name, without deleted ones. */
  readonly servers: readonly JudgedServer[];
  /** Named in backups, but missing from the complete list of servers. */
  readonly gone: readonly JudgedServer[];
  /** False when part of a list is missing or unreadable: servers may be missing, or look worse than they are. */
  readonly isComplete: boolean;
  /** What is missing, in sentences; null for nothing. */
  readonly missing: string | null;
  /** False if the token may not list servers: those without a backup are then unknown. */
  readonly serversKnown: boolean;
  /** When the reading ended, epoch ms of this machine or the sandbox. */
  readonly readAtMs: number;
  /** The same by the provider's clock if the two differ by more than two minutes. */
  readonly judgedAtMs: number;
}

/** The provider could not be read. */
export interface FleetBlind extends ListFailure {
  readonly kind: 'blind';
  /** Epoch ms. */
  readonly readAtMs: number;
}

export type FleetReading = FleetRead | FleetBlind;

export interface ReadFleetOptions {
  readonly upstream: Upstream;
  /** Limits the whole reading; each call has its own limit too. */
  readonly signal: AbortSignal;
  /** Epoch ms of this machine or the sandbox. */
  readonly now?: () => number;
  /** What people agreed about the servers; by default nothing. */
  readonly readAgreements?: (() => Promise<Agreements>) | undefined;
  /** Stores which acknowledgements a complete reading found to be over. Never rejects. */
  readonly endAcknowledgements?: ((ended: readonly EndedAcknowledgement[]) => Promise<void>) | undefined;
  /** Gets all backups of a complete reading. Never rejects. */
  readonly onAllBackups?: ((backups: readonly Backup[]) => Promise<void>) | undefined;
}

/** Both lists as received. */
export interface FleetLists {
  readonly kind: 'read';
  readonly backups: ListAnswer<Backup>;
  /** Null if the token may not list servers. */
  readonly servers: ListAnswer<Server> | null;
  /** As in {@link FleetRead}. */
  readonly readAtMs: number;
  readonly judgedAtMs: number;
}

/** Reads all backups and all servers of the account. Never rejects. */
export async function readFleetLists({
  upstream,
  signal,
  now = Date.now,
}: Pick<ReadFleetOptions, 'upstream' | 'signal' | 'now'>): Promise<FleetLists | FleetBlind> {
  let clock: ClockOffset | null = null;
  /** All pages of a list. */
  async function readAll<T extends { readonly id: Id }>(
    path: '/backups/' | '/servers/',
    schema: v.GenericSchema<unknown, T>,
  ): Promise<ListOutcome<T>> {
    const outcome = await readPages({ path, schema }, { upstream, signal }, ({ headers, roundTripMs }) => {
      const providerDateMs = Date.parse(headers.get('x-provider-date') ?? '');
      const offset = clockOffset({ providerDateMs, receivedAtMs: now(), roundTripMs });
      // The fastest answer gives the most exact clock.
      if (offset !== null && (clock === null || offset.uncertaintyMs < clock.uncertaintyMs)) clock = offset;
      return false;
    });
    if (outcome.kind === 'read') return { ok: true, list: outcome.reading.answer() };
    return { ok: false, failure: failureOf(outcome, path === '/backups/' ? 'backups' : 'servers') };
  }
  const [backups, servers] = await Promise.all([
    readAll('/backups/', backupSchema),
    readAll('/servers/', serverSchema),
  ]);
  const readAtMs = now();
  const blind = (failure: ListFailure): FleetBlind => ({ kind: 'blind', ...failure, readAtMs });
  if (!backups.ok) return blind(backups.failure);
  // Without the right to list servers, those with backups are still known.
  if (!servers.ok && servers.failure.code !== 'forbidden' && servers.failure.code !== 'notFound') {
    return blind(servers.failure);
  }
  return {
    kind: 'read',
    backups: backups.list,
    servers: servers.ok ? servers.list : null,
    readAtMs,
    judgedAtMs: correctedNowMs(readAtMs, clock),
  };
}

/** {@link readFleetLists}, with every server judged. Rejects only as `readAgreements` does. */
export async function readFleet({
  readAgreements = async () => NO_AGREEMENTS,
  endAcknowledgements,
  onAllBackups,
  ...options
}: ReadFleetOptions): Promise<FleetReading> {
  const [agreements, lists] = await Promise.all([readAgreements(), readFleetLists(options)]);
  if (lists.kind === 'blind') return lists;
  const { backups, servers, readAtMs, judgedAtMs } = lists;
  const missingBackups = missingOf(backups, 'backups');
  const missingServers = servers === null ? [] : missingOf(servers, 'servers');
  const missing = [...missingBackups, ...missingServers];
  const isWholeServerList = servers !== null && missingServers.length === 0;
  const fleet = fleetServers(backups.entries, servers?.entries ?? null, isWholeServerList, agreements);
  const judgedOfAll = judgeFleet(fleet, judgedAtMs);
  if (missingBackups.length === 0) await onAllBackups?.(backups.entries);
  if (missing.length === 0) await endAcknowledgements?.(endedAcknowledgements(judgedOfAll, judgedAtMs));
  const judged = missingBackups.length === 0 ? judgedOfAll : judgedOfAll.map(judgedByPart);
  return {
    kind: 'read',
    servers: judged.filter(({ isGone }) => !isGone),
    gone: judged.filter(({ isGone }) => isGone),
    isComplete: missing.length === 0,
    missing: missing.length === 0 ? null : missing.join(' '),
    serversKnown: servers !== null,
    readAtMs,
    judgedAtMs,
  };
}

function missingOf(list: ListAnswer<unknown>, subject: string): string[] {
  const sentences: string[] = [];
  const received = list.entries.length + list.skippedCount;
  const { expectedCount } = list;
  if (!list.isComplete && expectedCount !== null && received < expectedCount) {
    sentences.push(`Only ${received} of ${expectedCount} ${subject} were received.`);
  } else if (!list.isComplete) {
    sentences.push(`The pages of the list of ${subject} lead in a circle.`);
  }
  if (list.skippedCount > 0) {
    sentences.push(`${list.skippedCount} of the ${subject} could not be understood.`);
  }
  return sentences;
}

function failureOf(failure: PageFailure, subject: string): ListFailure {
  switch (failure.kind) {
    case 'status':
      return refusalOf(failure.status, failure.text, subject);
    case 'bad_form':
      return {
        code: 'unreadable',
        reason: `The provider's list of ${subject} is not of the documented form.`,
      };
    case 'bad_next':
      return {
        code: 'unreadable',
        reason: `The list of ${subject} names a next page that the dashboard does not follow.`,
      };
    case 'abandoned':
      return { code: 'timeout', reason: 'The provider did not respond in time.' };
    case 'failure': {
      const kind = kindOfGatewayCode(failure.failure.code);
      return {
        code: kind === 'timeout' ? kind : kind === 'contract' ? 'unreadable' : 'unreachable',
        reason: whyUnread(failure.failure),
      };
    }
  }
}

const MAX_WORDS_LENGTH = 200;

function refusalOf(status: number, text: string, subject: string): ListFailure {
  const said = wordsIn(text);
  const words =
    said === null
      ? ''
      : ` The provider says: ${cut(withoutTokens(said).replace(/\s+/g, ' '), MAX_WORDS_LENGTH)}`;
  const refusal = (code: BlindCode, what: string): ListFailure => ({ code, reason: `${what}${words}` });
  switch (kindOfStatus(status)) {
    case 'unauthorized':
      return refusal('unauthorized', `The provider does not accept the token (${status}).`);
    case 'forbidden':
      return refusal('forbidden', `The token may not read the list of ${subject} (${status}).`);
    case 'notFound':
      return refusal('notFound', `The provider has no list of ${subject} at this address (${status}).`);
    case 'rateLimited':
      return refusal('rateLimited', `Too many requests to the provider (${status}).`);
    default:
      return refusal('serverError', `The provider returned status ${status}.`);
  }
}
