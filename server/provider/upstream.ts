import { createHash } from 'node:crypto';
import { type Lease, type Leases, leasesInMemory } from '../database/leases';
import type { GatewayFailure } from '../http/gateway-error';
import {
  type AnswerStream,
  CUT_ANSWER,
  readAnswer,
  type Stopper,
  startCall,
  stopAll,
  type UpstreamOutcome,
} from './answer';
import { classifyFetchError } from './failures';
import type { ForwardCall } from './forward-table';
import type { ProviderGate } from './gate';
import type { HttpAnswer, HttpFetch } from './http-client';
import { bytesWithoutToken } from './secrets';

/** The largest answer that is taken from the provider. 20,000 backups are 4 MiB, 100,000 are 21 MiB. */
export const MAX_RESPONSE_BYTES = 64 * 1024 * 1024;

/** Writes take longer at the provider, and cutting one off leaves its outcome unknown. */
export const WRITE_TIME_FACTOR = 3;

/** Past the longest write, its gateway has died and the same change may be sent again. */
const LEASE_GRACE_MS = 10_000;

/** The real provider over the network, or the sandbox in this process. */
export interface Provider {
  /** Without a trailing slash. */
  readonly baseUrl: string;
  readonly token: string;
  /**
   * Takes the signal separately: Node's fetch holds the one inside a request weakly, and the time limit could be
   * garbage-collected.
   */
  readonly fetch: HttpFetch;
}

/** The provider without a token. */
export type ProviderAddress = Omit<Provider, 'token'>;

export interface UpstreamsOptions {
  readonly provider: ProviderAddress;
  /** Time limit of a read, headers and body together, in ms. A write gets three times as long. */
  readonly readTimeoutMs: number;
  readonly maxResponseBytes?: number;
  /** None for the sandbox in this process. */
  readonly gate?: ProviderGate;
  /** Keeps a write from being sent twice at once; in memory when left out. */
  readonly leases?: Pick<Leases, 'take'>;
}

export interface UpstreamOptions extends UpstreamsOptions {
  readonly provider: Provider;
}

export interface UpstreamRequest {
  readonly call: ForwardCall;
  /** JSON bytes, sent as they are. */
  readonly body: Uint8Array<ArrayBuffer> | null;
  /** Aborts a read. A write that was begun is always finished. */
  readonly signal: AbortSignal;
}

export interface Upstream {
  /** Sends one documented call and reads its whole answer. Never rejects. */
  forward(request: UpstreamRequest): Promise<UpstreamOutcome>;
  /**
   * The same for a read; the answer is a stream where it may not be held. Never rejects.
   * @param mayHold whether so many more bytes may be buffered
   */
  stream(
    request: UpstreamRequest,
    mayHold: (bytes: number) => boolean,
  ): Promise<UpstreamOutcome | AnswerStream>;
  /** Resolves when no call is under way. */
  settled(): Promise<void>;
}

/** Hears of lists that were read, while it wants to. One way: it cannot delay, change or fail a read. */
export interface ReadListener {
  wants(call: ForwardCall): boolean;
  heard(read: HeardRead): void;
}

/** A read that was answered with 200. */
export interface HeardRead {
  readonly call: ForwardCall;
  readonly body: Uint8Array;
  /** When the read was sent, epoch ms of this machine. */
  readonly startedAtMs: number;
}

/** One provider, for many tokens. */
export interface Upstreams {
  /** Calls with this token, or none. Writes under way are kept apart by token. */
  as(token: string | null, listener?: ReadListener): Upstream;
  /** Resolves when no call of anybody is under way. */
  settled(): Promise<void>;
  /** Ends the reads under way, and later ones at once: the gateway stops. Writes go on. */
  giveUpReads(): void;
}

/** For one token. */
export function createUpstream(options: UpstreamOptions): Upstream {
  return createUpstreams(options).as(options.provider.token);
}

/** All calls to the provider go through here, and only here is a token added. */
export function createUpstreams(options: UpstreamsOptions): Upstreams {
  const underWay = new Set<Promise<unknown>>();
  const { leases = leasesInMemory() } = options;
  const stopper: Stopper = { isStopped: false, calls: new Set() };
  const shared = { options: { ...options, stopper }, underWay, leases };
  const settled = async (): Promise<void> => {
    while (underWay.size > 0) await Promise.allSettled(underWay);
  };
  return {
    as: (token, listener) => ({ ...forwarderAs(token, { ...shared, listener }), settled }),
    settled,
    giveUpReads: () => stopAll(stopper),
  };
}

interface SendOptions extends UpstreamsOptions {
  /** Of reads, which are not waited for when the gateway stops. */
  readonly stopper: Stopper;
}

interface Shared {
  readonly options: SendOptions;
  readonly underWay: Set<Promise<unknown>>;
  readonly leases: Pick<Leases, 'take'>;
  readonly listener: ReadListener | undefined;
}

function forwarderAs(
  token: string | null,
  { options, underWay, leases, listener }: Shared,
): Pick<Upstream, 'forward' | 'stream'> {
  const follow = async <T>(promise: Promise<T>): Promise<T> => {
    underWay.add(promise);
    try {
      return await promise;
    } finally {
      underWay.delete(promise);
    }
  };

  async function forwardWrite(request: UpstreamRequest): Promise<UpstreamOutcome> {
    let lease: Lease | null;
    try {
      lease = await leases.take(
        writeKey(request, token),
        options.readTimeoutMs * WRITE_TIME_FACTOR + LEASE_GRACE_MS,
      );
    } catch {
      return failed(UNKNOWN_WHETHER_UNDER_WAY);
    }
    if (lease === null) return failed(UNDER_WAY);
    try {
      return await whole(send(request, token, options, () => true));
    } finally {
      await lease.end();
    }
  }

  async function read(
    request: UpstreamRequest,
    mayHold: (bytes: number) => boolean,
  ): Promise<UpstreamOutcome | AnswerStream> {
    const { call } = request;
    const startedAtMs = Date.now();
    const outcome = await send(request, token, options, mayHold);
    if (outcome.kind === 'answer' && outcome.status === 200 && outcome.body !== null && listener?.wants(call))
      listener.heard({ call, body: outcome.body, startedAtMs });
    return outcome;
  }

  return {
    forward: (request) => follow(isRead(request) ? whole(read(request, () => true)) : forwardWrite(request)),
    async stream(request, mayHold) {
      if (!isRead(request)) throw new Error('Only what is read can be streamed.');
      const outcome = await follow(read(request, mayHold));
      if (outcome.kind === 'stream') void follow(outcome.ended);
      return outcome;
    },
  };
}

function isRead({ call }: UpstreamRequest): boolean {
  return call.method === 'GET';
}

const UNDER_WAY: GatewayFailure = {
  code: 'duplicate_call',
  detail: 'The same change is still under way. It was not sent a second time.',
};
const UNKNOWN_WHETHER_UNDER_WAY: GatewayFailure = {
  code: 'activity_unavailable',
  detail:
    'The database does not say whether the same change is already under way, so it was not sent. See that the database runs.',
};

/** Hash of one change with one token. */
function writeKey({ call, body }: UpstreamRequest, token: string | null): string {
  const hash = createHash('sha256').update(`${token} ${call.method} ${call.path} `);
  return `write ${hash.update(body ?? '').digest('base64url')}`;
}

async function whole(sent: Promise<UpstreamOutcome | AnswerStream>): Promise<UpstreamOutcome> {
  const outcome = await sent;
  if (outcome.kind === 'stream') throw new Error('An answer that may be held is never streamed.');
  return outcome;
}

async function send(
  request: UpstreamRequest,
  token: string | null,
  options: SendOptions,
  mayHold: (bytes: number) => boolean,
): Promise<UpstreamOutcome | AnswerStream> {
  const { gate } = options;
  if (gate === undefined) return sendNow(request, token, options, mayHold);
  // A write is not given up while it waits; the wait is short.
  const caller = isRead(request) ? request.signal : null;
  return gate.run(() => sendNow(request, token, options, mayHold), caller, token);
}

async function sendNow(
  request: UpstreamRequest,
  token: string | null,
  { provider, readTimeoutMs, maxResponseBytes = MAX_RESPONSE_BYTES, stopper }: SendOptions,
  mayHold: (bytes: number) => boolean,
): Promise<UpstreamOutcome | AnswerStream> {
  const call = startCall({
    limitMs: readTimeoutMs * (isRead(request) ? 1 : WRITE_TIME_FACTOR),
    caller: isRead(request) ? request.signal : null,
    stopper: isRead(request) ? stopper : null,
  });
  let response: HttpAnswer;
  try {
    const sent = toRequest(request, token, provider.baseUrl, call.signal);
    response = await call.orAborted(provider.fetch(sent, call.signal));
  } catch (error) {
    return call.end(classifyFetchError(error));
  }
  try {
    const outcome = await readAnswer(response, { maxBytes: maxResponseBytes, mayHold }, call);
    if (outcome.kind !== 'stream') call.end();
    if (outcome.kind !== 'answer' || outcome.body === null || token === null) return outcome;
    return { ...outcome, body: bytesWithoutToken(outcome.body, token) };
  } catch {
    return call.end(CUT_ANSWER);
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

function failed(failure: GatewayFailure): UpstreamOutcome {
  return { kind: 'failure', failure };
}
