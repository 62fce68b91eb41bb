import type { Context, Handler } from 'hono';
import { DELETE_KEPT_HEADER } from '../../src/core/contract/headers';
import { cutOnFailure, resetConnection } from '../http/cut-stream';
import { etagOf, isKnown } from '../http/etag';
import { type GatewayFailure, gatewayError } from '../http/gateway-error';
import type { GatewayEnv } from '../http/http-env';
import { hasEmptyBody, readJsonBody } from '../http/json-body';
import type { Log } from '../http/log';
import { AnswerCut, type AnswerStream, type UpstreamOutcome } from './answer';
import {
  decideForward,
  decideWrite,
  type ForwardCall,
  type Write,
  type WriteDecision,
} from './forward-table';
import type { Upstream } from './upstream';

export const FORWARD_PREFIX = '/api/v1';

/** A change on its way to the provider. */
export interface WriteRequest {
  readonly call: ForwardCall;
  /** What it changes. */
  readonly write: Write;
  /** JSON bytes; null where the call takes no body. */
  readonly body: Uint8Array<ArrayBuffer> | null;
  readonly signal: AbortSignal;
  readonly requestId: string;
  /** The operation it belongs to; null for a browser's own request. */
  readonly operationId: string | null;
  /** For the log; null for none. */
  readonly selfGivenName: string | null;
  /** Confirmed deletion of a locked backup. */
  readonly mayDeleteKept?: boolean;
  /** A list showed the backup without a lock to the person who deletes it. */
  readonly isSeenUnlocked?: boolean;
  /** Asked again just before sending, because the write may have to wait for its turn. Never rejects. */
  readonly obstacle?: () => Promise<GatewayFailure | null>;
  /** Who acts, if not the token's owner: "Schedule Nightly". */
  readonly actedBy?: string;
}

/** The provider as one account uses it: reads go straight there, writes through the activity log. */
export interface ProviderAccess {
  readonly upstream: Upstream;
  write(request: WriteRequest): Promise<UpstreamOutcome>;
}

export interface PassThroughOptions {
  readonly accessOf: (c: Context<GatewayEnv>) => ProviderAccess;
  /** Why the gateway holds a change back because of its own operations; null if it may be sent. */
  readonly obstacleTo: (c: Context<GatewayEnv>, write: Write) => Promise<GatewayFailure | null>;
  readonly log: Log;
}

/** Answers `/api/v1/…`: forwards the documented calls and refuses everything else. */
export function passThrough({ accessOf, obstacleTo, log }: PassThroughOptions): Handler<GatewayEnv> {
  const budget = createHeldBudget();
  return async (c) => {
    const decision = decideForward(c.req.method, rawTarget(c));
    if (!decision.ok) return gatewayError(decision.failure);
    const { call } = decision;
    c.set('route', FORWARD_PREFIX + call.route);
    const { signal } = c.req.raw;
    if (call.method === 'GET') {
      const held = budget.begin();
      c.env.outgoing.once('close', held.release);
      const outcome = await accessOf(c).upstream.stream({ call, body: null, signal }, held.mayHold);
      return outcome.kind === 'stream' ? respondStream(c, outcome, log) : respond(c, outcome);
    }
    const change = await readChange(c, call);
    if (!change.ok) return gatewayError(change.failure);
    const { write, body } = change;
    const obstacle = () => obstacleTo(c, write);
    const failure = await obstacle();
    if (failure !== null) return gatewayError(failure);
    const confirmed = c.req.header(DELETE_KEPT_HEADER);
    const outcome = await accessOf(c).write({
      call,
      write,
      body,
      signal,
      requestId: c.get('requestId'),
      operationId: null,
      selfGivenName: c.get('selfGivenName') ?? null,
      mayDeleteKept: confirmed !== undefined && confirmed !== '0',
      isSeenUnlocked: confirmed === '0',
      obstacle,
    });
    return respond(c, outcome);
  };
}

async function respond(c: Context<GatewayEnv>, outcome: UpstreamOutcome): Promise<Response> {
  if (outcome.kind === 'failure') return gatewayError(outcome.failure);
  // Only for the log: nobody receives it.
  if (outcome.kind === 'abandoned') return new Response(null, { status: 499 });
  const { status, headers, body } = outcome;
  const principal = c.get('principal');
  if (status === 401 && principal !== undefined) return gatewayError(await principal.tokenRefused(body));
  if (c.req.method === 'GET' && status === 200 && body !== null) {
    const etag = etagOf(body);
    headers.set('etag', etag);
    if (isKnown(c.req.header('if-none-match'), etag)) {
      headers.delete('content-type');
      return new Response(null, { status: 304, headers });
    }
  }
  // With its length known, a small answer is not compressed.
  if (body !== null) headers.set('content-length', String(body.byteLength));
  return new Response(body, { status, headers });
}

/** Without an ETag; an early end breaks the connection. */
async function respondStream(c: Context<GatewayEnv>, answer: AnswerStream, log: Log): Promise<Response> {
  const { status, headers, body } = answer;
  const principal = c.get('principal');
  if (status === 401 && principal !== undefined) {
    await body.cancel();
    return gatewayError(await principal.tokenRefused(null));
  }
  const id = c.get('requestId');
  const stream = cutOnFailure(body, (error) => {
    if (!(error instanceof AnswerCut)) log.error(error, { id });
    else if (error.loss.kind === 'failure') log.event('answer_cut', { id, code: error.loss.failure.code });
    resetConnection(c.env.outgoing);
  });
  return new Response(stream, { status, headers });
}

/** The largest answer held in memory, 38,000 backups; longer ones get no ETag. */
const MAX_HELD_EACH = 8 * 1024 * 1024;
/** Limit for all answers together that browsers have not read yet. */
const MAX_HELD_TOTAL = 64 * 1024 * 1024;

/** Bounds the memory of answers on their way to browsers, each and together. */
export function createHeldBudget(maxEach: number = MAX_HELD_EACH, maxTotal: number = MAX_HELD_TOTAL) {
  let total = 0;
  return {
    begin() {
      let own = 0;
      return {
        /** Counts a chunk; false if the answer may no longer be held in memory. */
        mayHold(bytes: number): boolean {
          const hasRoom = own + bytes <= maxEach && total + bytes <= maxTotal;
          // The chunk is in memory anyway.
          own += bytes;
          total += bytes;
          return hasRoom;
        },
        release(): void {
          total -= own;
          own = 0;
        },
      };
    },
  };
}

/** Path and query as sent; a parsed URL has already been repaired. */
function rawTarget(c: Context<GatewayEnv>): string {
  const target = c.env.incoming.url ?? '';
  return target.startsWith(`${FORWARD_PREFIX}/`) ? target.slice(FORWARD_PREFIX.length) : '';
}

async function readChange(c: Context<GatewayEnv>, call: ForwardCall): Promise<WriteDecision> {
  if (call.hasBody) {
    const sent = await readJsonBody(c);
    return sent.ok ? decideWrite(call, sent.value) : sent;
  }
  if (await hasEmptyBody(c)) return decideWrite(call, null);
  return { ok: false, failure: { code: 'bad_body', detail: 'This call takes no request body.' } };
}
