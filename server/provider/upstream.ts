import { createHash } from 'node:crypto';
import { idKey } from '../../src/core/backups/backup';
import { type Lease, type Leases, leasesInMemory } from '../database/leases';
import type { GatewayFailure } from '../http/gateway-error';
import {
  type AnswerStream,
  type CallTerms,
  failed,
  jsonIn,
  type MayHold,
  readAnswer,
  startCall,
  type UpstreamOutcome,
} from './answer';
import {
  CUT_ANSWER,
  classifyFetchError,
  NOT_SENT,
  READ_STOPPED,
  UNDER_WAY,
  UNKNOWN_WHETHER_UNDER_WAY,
  WRITE_STOPPED,
} from './failures';
import { decideForward, type ForwardCall } from './forward-table';
import type { ProviderGate } from './gate';
import type { HttpAnswer, HttpFetch } from './http-client';
import { bytesWithoutToken } from './secrets';

/** The largest answer that is accepted. 20,000 backups are 4 MiB, 100,000 are 21 MiB. */
const MAX_RESPONSE_BYTES = 64 * 1024 * 1024;

/** Writes take longer at the provider, and cutting one off leaves its outcome unknown. */
export const WRITE_TIME_FACTOR = 3;

/** After the longest write its gateway must be dead, and the same change may be sent again. */
const LEASE_GRACE_MS = 10_000;

/** The real provider over the network, or the sandbox in this process. */
export interface ProviderAddress {
  /** Without a trailing slash. */
  readonly baseUrl: string;
  /** Passed separately: a `Request` may hold its signal only weakly, and the time limit would be lost. */
  readonly fetch: HttpFetch;
}

export interface Provider extends ProviderAddress {
  readonly token: string;
}

export interface UpstreamsOptions {
  readonly provider: ProviderAddress;
  /** Time limit of a read, headers and body together, in ms. A write gets three times as long. */
  readonly readTimeoutMs: number;
  readonly maxResponseBytes?: number;
  /** None for the sandbox in this process. */
  readonly gate?: ProviderGate;
  /** Prevents sending a write twice at once; in memory by default. */
  readonly leases?: Pick<Leases, 'take'>;
}

interface UpstreamRequest {
  readonly call: ForwardCall;
  /** JSON bytes, sent as they are. */
  readonly body: Uint8Array<ArrayBuffer> | null;
  /** Aborts a read. A write is always completed once started. */
  readonly signal: AbortSignal;
  /** Why a write must not be sent after all, asked when its turn has come; null if it may. Never rejects. */
  readonly lastCheck?: () => Promise<GatewayFailure | null>;
}

/** The provider with one token. Nothing here rejects. */
export interface Upstream {
  /** Sends one documented call and reads its whole answer. */
  forward(request: UpstreamRequest): Promise<UpstreamOutcome>;
  /** The same for a read; the answer is streamed if it may not be held in memory. */
  stream(request: UpstreamRequest, mayHold: MayHold): Promise<UpstreamOutcome | AnswerStream>;
  /** Resolves when no call of anybody is under way. */
  settled(): Promise<void>;
}

/** Gets the lists that are read; it cannot delay, change or fail a read. */
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

/** One provider for many tokens. */
export interface Upstreams {
  /** Calls with this token, or none. Writes under way are tracked per token. */
  as(token: string | null, listener?: ReadListener): Upstream;
  /** Resolves when no call of anybody is under way. */
  settled(): Promise<void>;
  /** Ends reads under way, and later ones at once, when the gateway stops. Writes continue. */
  giveUpReads(): void;
  /** The same for writes, whose outcome is then unknown. */
  giveUpWrites(): void;
}

/** For one token. */
export function createUpstream(options: UpstreamsOptions & { readonly provider: Provider }): Upstream {
  return createUpstreams(options).as(options.provider.token);
}

/**
 * One documented read for the gateway itself, such as `/account/me/`. Never rejects; an undocumented path is a failure.
 */
export async function readPath(
  { forward }: Pick<Upstream, 'forward'>,
  path: string,
  signal: AbortSignal,
): Promise<UpstreamOutcome> {
  const decision = decideForward('GET', path);
  return decision.ok ? forward({ call: decision.call, body: null, signal }) : failed(decision.failure);
}

/** All calls to the provider go through here; only here is a token added. */
export function createUpstreams(options: UpstreamsOptions): Upstreams {
  const { provider, readTimeoutMs, maxResponseBytes = MAX_RESPONSE_BYTES, gate } = options;
  const { leases = leasesInMemory() } = options;
  const underWay = new Set<Promise<unknown>>();
  const reads = createStops(READ_STOPPED);
  const writes = createStops(WRITE_STOPPED);

  async function follow<T>(promise: Promise<T>): Promise<T> {
    underWay.add(promise);
    try {
      return await promise;
    } finally {
      underWay.delete(promise);
    }
  }

  async function sendNow(request: UpstreamRequest, token: string | null, mayHold: MayHold) {
    const { isStopped, stops } = isRead(request) ? reads : writes;
    if (isStopped()) return failed(NOT_SENT);
    const call = startCall(
      isRead(request)
        ? { limitMs: readTimeoutMs, caller: request.signal, stops }
        : { limitMs: readTimeoutMs * WRITE_TIME_FACTOR, stops },
    );
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

  const send = async (request: UpstreamRequest, token: string | null, mayHold: MayHold) => {
    const now = () => sendNow(request, token, mayHold);
    const { lastCheck = async () => null } = request;
    if (gate === undefined) {
      const failure = await lastCheck();
      return failure === null ? now() : failed(failure);
    }
    // A waiting write is not abandoned; the wait is short.
    return gate.run(now, isRead(request) ? request.signal : null, token, lastCheck);
  };

  async function write(request: UpstreamRequest, token: string | null): Promise<UpstreamOutcome> {
    const longestMs = readTimeoutMs * WRITE_TIME_FACTOR + LEASE_GRACE_MS;
    let lease: Lease | null;
    try {
      lease = await leases.take(writeKey(request, token), longestMs);
    } catch {
      return failed(UNKNOWN_WHETHER_UNDER_WAY);
    }
    if (lease === null) return failed(UNDER_WAY);
    try {
      return whole(await send(request, token, () => true));
    } finally {
      await lease.end();
    }
  }

  const settled = async (): Promise<void> => {
    while (underWay.size > 0) await Promise.allSettled(underWay);
  };
  return {
    as(token, listener) {
      const read = async (request: UpstreamRequest, mayHold: MayHold) => {
        const { call } = request;
        const startedAtMs = Date.now();
        const outcome = await send(request, token, mayHold);
        const body = outcome.kind === 'answer' && outcome.status === 200 ? outcome.body : null;
        if (body !== null && listener?.wants(call)) listener.heard({ call, body, startedAtMs });
        return outcome;
      };
      return {
        forward: (request) =>
          follow(isRead(request) ? read(request, () => true).then(whole) : write(request, token)),
        async stream(request, mayHold) {
          if (!isRead(request)) throw new Error('Only a read can be streamed.');
          const outcome = await follow(read(request, mayHold));
          if (outcome.kind === 'stream') void follow(outcome.ended);
          return outcome;
        },
        settled,
      };
    },
    settled,
    giveUpReads: reads.stop,
    giveUpWrites: writes.stop,
  };
}

function isRead({ call }: UpstreamRequest): boolean {
  return call.method === 'GET';
}

/** Ends the calls under way when the gateway stops. One shared `AbortSignal` would collect a listener from each. */
function createStops(why: GatewayFailure) {
  const stops: CallTerms['stops'] = new Set();
  let isStopped = false;
  return {
    stops,
    isStopped: () => isStopped,
    stop(): void {
      isStopped = true;
      for (const stop of stops) stop(why);
    },
  };
}

/** Hash of one change with one token. */
function writeKey({ call, body }: UpstreamRequest, token: string | null): string {
  const hash = createHash('sha256').update(`${token} ${call.method} ${call.path} `);
  return `write ${hash.update(body === null ? '' : changeIn(body)).digest('base64url')}`;
}

/** The change a body asks for. The only numbers in bodies are ids, and `501` and `"501"` are the same id. */
function changeIn(body: Uint8Array<ArrayBuffer>): string {
  const asked = jsonIn(body);
  return JSON.stringify(asked ?? null, (_key, value: unknown) =>
    typeof value === 'number' ? idKey(value) : value,
  );
}

function whole(outcome: UpstreamOutcome | AnswerStream): UpstreamOutcome {
  if (outcome.kind === 'stream') throw new Error('An answer that may be held is never streamed.');
  return outcome;
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
    // Following a redirect would send the token wherever it points.
    redirect: 'manual',
    signal,
  });
}
