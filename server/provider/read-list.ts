import * as v from 'valibot';
import type { Id } from '../../src/core/backups/backup';
import { cut, wordsIn } from '../../src/core/contract/error-words';
import { kindOfGatewayCode, kindOfStatus } from '../../src/core/contract/errors';
import { pageSchema } from '../../src/core/contract/schema';
import {
  createListReading,
  type ListAnswer,
  type ListReading,
  nextQuery,
} from '../../src/core/contract/schema-list';
import { withoutTokens } from '../../src/core/contract/token';
import { parseJson } from '../../src/core/lib/parse-json';
import type { ClockReading } from '../../src/core/polling/clock-skew';
import type { CallLoss } from './answer';
import { readPath, type Upstream } from './upstream';

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

export interface ListFailure {
  readonly code: BlindCode;
  /** One or two sentences, with the provider's own words where it gave any. */
  readonly reason: string;
}

export type ListOutcome<T> =
  | { readonly ok: true; readonly list: ListAnswer<T> }
  | { readonly ok: false; readonly failure: ListFailure };

export interface PageSource<T> {
  readonly path: '/backups/' | '/servers/';
  /** Query of every page. */
  readonly filters?: Readonly<Record<string, string>>;
  readonly schema: v.GenericSchema<unknown, T>;
}

export interface ListSource<T> extends PageSource<T> {
  /** What is listed, for sentences. */
  readonly subject: string;
}

export interface ListReader {
  readonly upstream: Upstream;
  /** Ends the reading when it fires. */
  readonly signal: AbortSignal;
}

export interface ListClock {
  /** Epoch ms. */
  readonly now: () => number;
  /** Gets a reading of the provider's clock with every answer that has one. */
  readonly onClock: (reading: ClockReading) => void;
}

interface ReadPage<T> {
  readonly reading: ListReading<T>;
  readonly headers: Headers;
  readonly byteLength: number;
  readonly roundTripMs: number;
}

/** Why a page, and with it the list, could not be read. */
export type PageFailure =
  | { readonly kind: 'status'; readonly status: number; readonly text: string }
  | { readonly kind: 'bad_form' }
  | { readonly kind: 'bad_next' }
  | CallLoss;

/**
 * Reads a list page by page, until its end or until `onPage` returns true. Never rejects; a page that fails fails the
 * list, because a part is no list.
 */
export async function readPages<T extends { readonly id: Id }>(
  { path, filters = {}, schema }: PageSource<T>,
  { upstream, signal }: ListReader,
  onPage: (page: ReadPage<T>) => boolean,
): Promise<{ readonly kind: 'read'; readonly reading: ListReading<T> } | PageFailure> {
  const query = new URLSearchParams(filters);
  const reading = createListReading(query, schema);
  while (reading.query !== null) {
    const sentAtMs = performance.now();
    const asked = reading.query.size === 0 ? path : `${path}?${reading.query}`;
    const outcome = await readPath(upstream, asked, signal);
    if (outcome.kind !== 'answer') return outcome;
    const { status, headers } = outcome;
    const body = outcome.body ?? new Uint8Array();
    const text = new TextDecoder().decode(body);
    if (status < 200 || status > 299) return { kind: 'status', status, text };
    const page = v.safeParse(pageSchema, parseJson(text));
    if (!page.success) return { kind: 'bad_form' };
    const { next } = page.output;
    reading.add(page.output);
    const roundTripMs = performance.now() - sentAtMs;
    if (onPage({ reading, headers, byteLength: body.byteLength, roundTripMs })) break;
    if (next !== null && nextQuery(query, next) === null) return { kind: 'bad_next' };
  }
  return { kind: 'read', reading };
}

/** Reads all pages of a list of the provider. Never rejects. */
export async function readWholeList<T extends { readonly id: Id }>(
  source: ListSource<T>,
  { now, onClock, ...reader }: ListReader & ListClock,
): Promise<ListOutcome<T>> {
  const outcome = await readPages(source, reader, ({ headers, roundTripMs }) => {
    const date = headers.get('x-provider-date');
    if (date !== null) onClock({ providerDateMs: Date.parse(date), receivedAtMs: now(), roundTripMs });
    return false;
  });
  if (outcome.kind === 'read') return { ok: true, list: outcome.reading.answer() };
  return { ok: false, failure: failureOf(outcome, source.subject) };
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
        reason: `The list of ${subject} names a next page that this program does not ask for.`,
      };
    case 'abandoned':
      return { code: 'timeout', reason: 'The provider did not answer within the time limit.' };
    case 'failure': {
      const { code, detail } = failure.failure;
      const kind = kindOfGatewayCode(code);
      return {
        code: kind === 'timeout' ? kind : kind === 'contract' ? 'unreadable' : 'unreachable',
        // What is said about changes means nothing for a read.
        reason: detail.replace(/ (?:The call may have been carried out|Nothing was sent)\.$/, ''),
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
      return refusal('forbidden', `The token has no right to the list of ${subject} (${status}).`);
    case 'notFound':
      return refusal('notFound', `The provider has no list of ${subject} at this address (${status}).`);
    case 'rateLimited':
      return refusal('rateLimited', `The provider wants fewer calls (${status}).`);
    default:
      return refusal('serverError', `The provider answered with status ${status}.`);
  }
}
