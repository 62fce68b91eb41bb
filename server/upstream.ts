import type { ForwardCall } from './forward-table';
import type { GatewayFailure } from './gateway-error';
import type { ProviderGate } from './provider-gate';
import { classifyFetchError, timeoutFailure } from './upstream-failure';

/**
 * Answers are held whole and not streamed: so a broken one becomes a clear error instead of half a list, and the checks
 * before a write can look into it. Measured for 6 MiB (20,000 backups): 0.1 s and 20 MiB more; for 60 MiB: 85 MiB more.
 */
export const MAX_RESPONSE_BYTES = 64 * 1024 * 1024;

/** Writes take longer at the provider, and cutting one off leaves its outcome unknown. */
export const WRITE_TIME_FACTOR = 3;

/** The provider as the forwarder needs it: the real one over the network, or the sandbox in this process. */
export interface Provider {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly token: string;
  /**
   * The request carries the signal too, but Node's fetch must get it by itself: it holds the one inside a request
   * weakly, and a time limit would be lost to the garbage collector.
   */
  readonly fetch: (request: Request, signal: AbortSignal) => Promise<Response>;
}

/** The provider, apart from whose token it is asked with. */
export type ProviderAddress = Omit<Provider, 'token'>;

export interface UpstreamsOptions {
  readonly provider: ProviderAddress;
  /** Time limit of a read, headers and body together, in ms. A write gets three times as long. */
  readonly readTimeoutMs: number;
  readonly maxResponseBytes?: number;
  /** Bounds the calls at once and keeps them from a dead provider; the sandbox in this process needs none. */
  readonly gate?: ProviderGate;
}

export interface UpstreamOptions extends UpstreamsOptions {
  readonly provider: Provider;
}

export interface UpstreamRequest {
  readonly call: ForwardCall;
  /** JSON bytes, sent on untouched: numbers in them may be larger than JavaScript can hold. */
  readonly body: Uint8Array<ArrayBuffer> | null;
  /** Aborts a read when its caller has gone. A write that was begun is always finished. */
  readonly signal: AbortSignal;
}

export type UpstreamOutcome =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: Headers;
      readonly body: Uint8Array<ArrayBuffer> | null;
    }
  | { readonly kind: 'failure'; readonly failure: GatewayFailure }
  /** The caller of a read has gone; nobody waits for an answer. */
  | { readonly kind: 'abandoned' };

export interface Upstream {
  /** Sends one documented call to the provider. Never rejects. */
  forward(request: UpstreamRequest): Promise<UpstreamOutcome>;
  /** Resolves when no call is under way. */
  settled(): Promise<void>;
}

/** The ways to one provider, each with a token of its own. */
export interface Upstreams {
  /** The way for whoever has this token, or none. What one has under way is nothing to another. */
  as(token: string | null): Upstream;
  /** Resolves when no call of anybody is under way. */
  settled(): Promise<void>;
}

/** The forwarder: the one place that knows the token, and the one way to the provider. */
export function createUpstream(options: UpstreamOptions): Upstream {
  return createUpstreams(options).as(options.provider.token);
}

/** The same for many tokens, which come with those who sign in. */
export function createUpstreams(options: UpstreamsOptions): Upstreams {
  const underWay = new Set<Promise<UpstreamOutcome>>();
  const writesUnderWay = new Set<string>();
  const settled = async (): Promise<void> => {
    while (underWay.size > 0) await Promise.allSettled(underWay);
  };
  return {
    as: (token) => ({ forward: forwarderAs(token, { options, underWay, writesUnderWay }), settled }),
    settled,
  };
}

interface Shared {
  readonly options: UpstreamsOptions;
  readonly underWay: Set<Promise<UpstreamOutcome>>;
  readonly writesUnderWay: Set<string>;
}

function forwarderAs(
  token: string | null,
  { options, underWay, writesUnderWay }: Shared,
): Upstream['forward'] {
  async function forwardWrite(request: UpstreamRequest): Promise<UpstreamOutcome> {
    const key = writeKey(request, token);
    if (writesUnderWay.has(key)) {
      return failed({
        code: 'duplicate_call',
        detail: 'The same change is still under way. It was not sent a second time.',
      });
    }
    writesUnderWay.add(key);
    try {
      return await send(request, token, options);
    } finally {
      writesUnderWay.delete(key);
    }
  }

  return async (request) => {
    const outcome = isRead(request) ? send(request, token, options) : forwardWrite(request);
    underWay.add(outcome);
    try {
      return await outcome;
    } finally {
      underWay.delete(outcome);
    }
  };
}

function isRead({ call }: UpstreamRequest): boolean {
  return call.method === 'GET';
}

function writeKey({ call, body }: UpstreamRequest, token: string | null): string {
  return `${token} ${call.method} ${call.path} ${Buffer.from(body ?? []).toString('base64')}`;
}

async function send(
  request: UpstreamRequest,
  token: string | null,
  options: UpstreamsOptions,
): Promise<UpstreamOutcome> {
  const { gate } = options;
  if (gate === undefined) return sendNow(request, token, options);
  // A write is not given up even while it waits, which is never long.
  return gate.run(() => sendNow(request, token, options), isRead(request) ? request.signal : null);
}

async function sendNow(
  request: UpstreamRequest,
  token: string | null,
  options: UpstreamsOptions,
): Promise<UpstreamOutcome> {
  const abort = new AbortController();
  let isTimedOut = false;
  const limitMs = options.readTimeoutMs * (isRead(request) ? 1 : WRITE_TIME_FACTOR);
  const timer = setTimeout(() => {
    isTimedOut = true;
    abort.abort();
  }, limitMs);
  const giveUp = () => abort.abort();
  if (isRead(request)) {
    if (request.signal.aborted) giveUp();
    request.signal.addEventListener('abort', giveUp);
  }
  const ended = (failure: GatewayFailure): UpstreamOutcome => {
    if (isTimedOut) return failed(timeoutFailure());
    return abort.signal.aborted ? { kind: 'abandoned' } : failed(failure);
  };
  try {
    let response: Response;
    try {
      response = await options.provider.fetch(
        toRequest(request, token, options.provider.baseUrl, abort.signal),
        abort.signal,
      );
    } catch (error) {
      return ended(classifyFetchError(error));
    }
    try {
      return await readAnswer(response, options.maxResponseBytes ?? MAX_RESPONSE_BYTES);
    } catch {
      return ended({
        code: 'upstream_cut',
        detail: "The provider's answer broke off. The call may have been carried out.",
      });
    }
  } finally {
    clearTimeout(timer);
    request.signal.removeEventListener('abort', giveUp);
  }
}

function toRequest(
  { call, body }: UpstreamRequest,
  token: string | null,
  baseUrl: string,
  signal: AbortSignal,
): Request {
  return new Request(baseUrl + call.path, {
    method: call.method,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      accept: 'application/json',
      ...(body === null ? {} : { 'content-type': 'application/json' }),
    },
    body,
    // Following a redirect would carry the token to wherever it points.
    redirect: 'manual',
    signal,
  });
}

async function readAnswer(response: Response, maxBytes: number): Promise<UpstreamOutcome> {
  const { status } = response;
  if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) {
    return discard(response, {
      code: 'upstream_redirect',
      detail:
        'The provider answered with a redirect, which this gateway does not follow. Is VPS_API_URL right?',
    });
  }
  if (status < 200 || status > 599) {
    return discard(response, {
      code: 'upstream_cut',
      detail: `The provider answered with a status that does not exist (${status}).`,
    });
  }
  const body = await readBytes(response, maxBytes);
  if (body === null) {
    return failed({
      code: 'upstream_too_large',
      detail: `The provider's answer is larger than ${Math.floor(maxBytes / (1024 * 1024))} MiB.`,
    });
  }
  const isBodyless = status === 204 || status === 205;
  return { kind: 'answer', status, headers: passedHeaders(response.headers), body: isBodyless ? null : body };
}

async function discard(response: Response, failure: GatewayFailure): Promise<UpstreamOutcome> {
  await response.body?.cancel();
  return failed(failure);
}

/** The whole body, or null when it is larger than allowed. Counts bytes after decompression. */
async function readBytes(response: Response, maxBytes: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  while (reader !== undefined) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      return null;
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

/** What of the provider's headers goes on to the browser: these, and above all no cookie. */
function passedHeaders(from: Headers): Headers {
  const headers = new Headers();
  const pass = (name: string, as = name) => {
    const value = from.get(name);
    if (value !== null) headers.set(as, value);
  };
  pass('content-type');
  pass('retry-after');
  pass('date', 'x-provider-date');
  return headers;
}

function failed(failure: GatewayFailure): UpstreamOutcome {
  return { kind: 'failure', failure };
}
