import * as v from 'valibot';
import type { Id } from '../../src/core/backups/backup';
import { cut, wordsIn } from '../../src/core/contract/error-words';
import { kindOfStatus } from '../../src/core/contract/errors';
import { pageSchema, type RawPage } from '../../src/core/contract/schema';
import { createListReading, type ListAnswer, nextQuery } from '../../src/core/contract/schema-list';
import { withoutTokens } from '../../src/core/contract/token';
import { parseJson } from '../../src/core/lib/parse-json';
import type { ClockReading } from '../../src/core/polling/clock-skew';
import type { GatewayErrorCode } from '../http/gateway-error';
import type { CallLoss } from './answer';
import { decideForward, type ForwardCall } from './forward-table';
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

export interface ListFailure {
  readonly code: BlindCode;
  /** One or two sentences: what happened, in the provider's own words where it said some. */
  readonly reason: string;
}

export type ListOutcome<T> =
  | { readonly ok: true; readonly list: ListAnswer<T> }
  | { readonly ok: false; readonly failure: ListFailure };

/** As it stands in the forward table. */
export type ListPath = '/backups/' | '/servers/';

export interface ListSource<T> {
  readonly path: ListPath;
  readonly schema: v.GenericSchema<unknown, T>;
  /** What is listed, for sentences. */
  readonly subject: string;
}

export interface ListReader {
  readonly upstream: Upstream;
  /** Ends the reading when it fires. */
  readonly signal: AbortSignal;
  /** Epoch ms. */
  readonly now: () => number;
  /** Gets a look at the provider's clock with every answer that shows it. */
  readonly onClock: (reading: ClockReading) => void;
}

const MAX_WORDS_LENGTH = 200;

/** One page of a list: decoded, or why not. */
export type PageAnswer =
  | {
      readonly kind: 'page';
      readonly page: RawPage;
      readonly call: ForwardCall;
      readonly headers: Headers;
      readonly byteLength: number;
    }
  | { readonly kind: 'status'; readonly status: number; readonly text: string }
  | { readonly kind: 'bad_form' }
  | { readonly kind: 'bad_next' }
  | CallLoss;

/** Reads one page of a list. Never rejects. */
export async function readPage(
  path: ListPath,
  query: URLSearchParams,
  { upstream, signal }: Pick<ListReader, 'upstream' | 'signal'>,
): Promise<PageAnswer> {
  const text = query.toString();
  const decision = decideForward('GET', text === '' ? path : `${path}?${text}`);
  if (!decision.ok) return { kind: 'bad_next' };
  const { call } = decision;
  const outcome = await upstream.forward({ call, body: null, signal });
  if (outcome.kind !== 'answer') return outcome;
  const { status, headers } = outcome;
  const body = outcome.body ?? new Uint8Array();
  const words = new TextDecoder().decode(body);
  if (status < 200 || status > 299) return { kind: 'status', status, text: words };
  const page = v.safeParse(pageSchema, parseJson(words));
  if (!page.success) return { kind: 'bad_form' };
  return { kind: 'page', page: page.output, call, headers, byteLength: body.byteLength };
}

/** Reads all pages of a list of the provider. Never rejects; a page that fails fails the list, for a part is no list. */
export async function readWholeList<T extends { readonly id: Id }>(
  { path, schema, subject }: ListSource<T>,
  reader: ListReader,
): Promise<ListOutcome<T>> {
  const reading = createListReading(new URLSearchParams(), schema);
  while (reading.query !== null) {
    const sentAtMs = performance.now();
    const answer = await readPage(path, reading.query, reader);
    switch (answer.kind) {
      case 'page':
        break;
      case 'status':
        return { ok: false, failure: refusalOf(answer.status, answer.text, subject) };
      case 'bad_form':
        return unreadable(`The provider's list of ${subject} is not of the documented form.`);
      case 'bad_next':
        return unreadable(`The list of ${subject} names a next page that this program does not ask for.`);
      default:
        return { ok: false, failure: failureOf(answer) };
    }
    const date = answer.headers.get('x-provider-date');
    if (date !== null) {
      reader.onClock({
        providerDateMs: Date.parse(date),
        receivedAtMs: reader.now(),
        roundTripMs: performance.now() - sentAtMs,
      });
    }
    const { next } = answer.page;
    if (next !== null && nextQuery(new URLSearchParams(), next) === null)
      return unreadable(`The list of ${subject} names a next page that this program does not ask for.`);
    reading.add(answer.page);
  }
  return { ok: true, list: reading.answer() };
}

function unreadable(reason: string): { readonly ok: false; readonly failure: ListFailure } {
  return { ok: false, failure: { code: 'unreadable', reason } };
}

const CODES: Readonly<Partial<Record<GatewayErrorCode, BlindCode>>> = {
  upstream_timeout: 'timeout',
  upstream_redirect: 'unreadable',
  upstream_too_large: 'unreadable',
};

function failureOf(outcome: CallLoss): ListFailure {
  if (outcome.kind === 'abandoned') {
    return { code: 'timeout', reason: 'The provider did not answer within the time limit.' };
  }
  const { code, detail } = outcome.failure;
  // What is said of calls that change something is of no meaning for a read.
  const reason = detail.replace(/ (?:The call may have been carried out|Nothing was sent)\.$/, '');
  return { code: CODES[code] ?? 'unreachable', reason };
}

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
