import * as v from 'valibot';
import { createStore } from '../../browser/storage/store';
import { takeUse } from '../../browser/use-of-page';
import { type Id, idKey } from '../../core/backups/backup';
import { cut } from '../../core/contract/error-words';
import { ApiError } from '../../core/contract/errors';
import {
  IN_USE_HEADER,
  REQUESTED_WITH,
  REQUESTED_WITH_HEADER,
  SELF_GIVEN_NAME_HEADER,
} from '../../core/contract/headers';
import { readSuccessBody } from '../../core/contract/success-body';
import { MINUTE_MS } from '../../core/lib/time-units';
import { takeEarlyCall } from './early-calls';
import { errorFromResponse, type FailedAnswer, unreadableAnswer } from './errors-from-response';
import { observeProviderClock } from './provider-clock';
import { observeRateLimit } from './provider-pause';
import { observeSession } from './session-loss';

/** Time limit of a read, its body included. */
export const READ_LIMIT_MS = 20_000;
/** Time limit of a write: aborting it early would leave its outcome unknown. */
export const WRITE_LIMIT_MS = MINUTE_MS;

/** The calls that the gateway passes to the provider. */
const FORWARDED = '/api/v1/';

const MAX_REASON_LENGTH = 200;

export interface CallOptions {
  /** Aborts the call, which then rejects with this signal's reason, not with an `ApiError`. */
  readonly signal?: AbortSignal | undefined;
}

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Same-origin, without query; ids go through {@link apiPath}. */
  readonly path: string;
  readonly query?: URLSearchParams;
  readonly json?: unknown;
  /** ETag of the known content; if unchanged, the answer has no body. */
  readonly ifNoneMatch?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** False: success may have no body. A truncated or non-JSON body is never a success. */
  readonly needsBody?: boolean;
}

export interface Answer {
  readonly status: number;
  /** Parsed JSON; `undefined` without a body. */
  readonly body: unknown;
  /** For a later `ifNoneMatch`. */
  readonly etag: string | null;
  /** 304: the content is still what `ifNoneMatch` names. */
  readonly isUnchanged: boolean;
}

/** `/api/v1/…/` with every segment encoded. Throws `ApiError` (notFound) for an id that cannot be a path segment. */
export function apiPath(...segments: readonly Id[]): string {
  const encoded = segments.map((segment) => {
    // Browsers resolve dot segments even if encoded; a lone surrogate cannot be encoded.
    if (/^\.{0,2}$|\p{Cs}/u.test(idKey(segment))) throw new ApiError({ kind: 'notFound' });
    return encodeURIComponent(segment);
  });
  return `${FORWARDED}${encoded.join('/')}/`;
}

/** This browser's self-given name, sent with every write; empty for none. */
export const nameForLog = createStore('');

/** The latest write that was answered or may have been carried out, for other tabs; null before the first. */
export const lastWrite = createStore<Pick<Call, 'path'> | null>(null);

/** Sends every request of the app. Rejects with `ApiError`, or with the reason of the caller's signal. */
export async function send(call: Call, options: CallOptions = {}): Promise<Answer> {
  options.signal?.throwIfAborted();
  const isWrite = call.method !== 'GET';
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), isWrite ? WRITE_LIMIT_MS : READ_LIMIT_MS);
  const signal = options.signal ? AbortSignal.any([options.signal, limit.signal]) : limit.signal;

  let response: Response;
  let text = '';
  let failure: ApiError | null = null;
  const nowMs = performance.now();
  const early = isWrite ? null : takeEarlyCall(urlOf(call), nowMs, signal);
  const sentAtMs = early?.sentAtMs ?? nowMs;
  try {
    response = await (early === null
      ? fetch(urlOf(call), requestInit(call, signal))
      : orAborted(early.answer, signal));
    observeProviderClock(response.headers, sentAtMs);
    try {
      text = await orAborted(response.text(), signal);
    } catch (cause) {
      failure = transportError(signal, limit.signal, isWrite, response.status, cause);
    }
  } catch (cause) {
    throw transportError(signal, limit.signal, isWrite, null, cause);
  } finally {
    clearTimeout(timer);
    if (isWrite) lastWrite.set({ path: call.path });
  }

  const etag = response.headers.get('etag');
  if (response.status === 304 && call.ifNoneMatch !== undefined) {
    return { status: 304, body: undefined, etag, isUnchanged: true };
  }
  const answer: FailedAnswer = { status: response.status, headers: response.headers, text };
  if (!response.ok) {
    const nowMs = Date.now();
    const error = errorFromResponse(answer, { isWrite, isForwarded: call.path.startsWith(FORWARDED), nowMs });
    observeRateLimit(error, nowMs);
    observeSession(error);
    throw error;
  }
  if (failure !== null) throw failure;
  const read = readSuccessBody(text);
  if (read.kind === 'unreadable' || (read.kind === 'empty' && call.needsBody !== false)) {
    throw unreadableAnswer(answer, isWrite);
  }
  const body = read.kind === 'json' ? read.value : undefined;
  return { status: response.status, body, etag, isUnchanged: false };
}

function urlOf({ path, query }: Call): string {
  const text = query?.toString() ?? '';
  return text === '' ? path : `${path}?${text}`;
}

function requestInit(call: Call, signal: AbortSignal): RequestInit {
  const headers = new Headers({
    accept: 'application/json',
    [REQUESTED_WITH_HEADER]: REQUESTED_WITH,
    ...call.headers,
  });
  if (call.ifNoneMatch !== undefined) headers.set('if-none-match', call.ifNoneMatch);
  const name = nameForLog.get();
  if (name !== '' && call.method !== 'GET') headers.set(SELF_GIVEN_NAME_HEADER, encodeURIComponent(name));
  // Extends the session: a person's use of the page counts, polling does not.
  if (takeUse()) headers.set(IN_USE_HEADER, '1');
  const init: RequestInit = {
    method: call.method,
    headers,
    signal,
    cache: 'no-store',
    credentials: 'same-origin',
    redirect: 'error',
  };
  if (call.json === undefined) return init;
  headers.set('content-type', 'application/json');
  return { ...init, body: JSON.stringify(call.json) };
}

/** The error for a rejected fetch or body. Throws the reason of the caller's own signal. */
function transportError(
  signal: AbortSignal,
  limit: AbortSignal,
  isWrite: boolean,
  status: number | null,
  cause: unknown,
): ApiError {
  const isLate = limit.aborted && signal.reason === limit.reason;
  if (!isLate) signal.throwIfAborted();
  return new ApiError({ kind: isLate ? 'timeout' : 'network', status, mayHaveActed: isWrite, cause });
}

/** A promise, or the signal's reason once that is aborted. */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    promise.then(resolve, reject);
  });
}

/** The answer's body as a domain value. Throws `ApiError` (contract) when it cannot be understood. */
export function decodeAnswer<T>(schema: v.GenericSchema<unknown, T>, answer: Answer, isWrite = false): T {
  const result = v.safeParse(schema, answer.body);
  if (result.success) return result.output;
  throw new ApiError({
    kind: 'contract',
    status: answer.status,
    mayHaveActed: isWrite,
    cause: new Error(reasonOf(result.issues)),
  });
}

/** Where a value did not fit, and what was expected; for developers. */
export function reasonOf(issues: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): string {
  const [first] = issues;
  return cut(`${v.getDotPath(first) ?? 'answer'}: ${first.message}`, MAX_REASON_LENGTH);
}
