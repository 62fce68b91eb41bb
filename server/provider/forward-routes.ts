import type { Context, Handler } from 'hono';
import { OPERATION_ID_HEADER, OPERATION_ID_PATTERN } from '../../src/core/contract/schema-operation-id';
import type { ActivityRecorder } from '../audit/recorder';
import { etagOf, isKnown } from '../http/conditional';
import { type GatewayFailure, gatewayError } from '../http/gateway-error';
import type { GatewayEnv } from '../http/http-env';
import { hasEmptyBody, readJsonBody } from '../http/json-body';
import type { Log } from '../http/log';
import { decideBody } from './forward-body';
import { decideForward, type ForwardCall } from './forward-table';
import { handedOn } from './handed-on';
import { type AnswerHold, createHeldAnswers, type HeldAnswers } from './held-answers';
import { AnswerCut, type AnswerStream } from './upstream-answer';

export const FORWARD_PREFIX = '/api/v1';

export interface ForwardOptions {
  readonly recorderOf: (c: Context<GatewayEnv>) => ActivityRecorder;
  readonly log: Log;
  readonly heldAnswers?: HeldAnswers;
}

/** Answers `/api/v1/…`: forwards the documented calls and refuses everything else. */
export function forwardHandler({
  recorderOf,
  log,
  heldAnswers = createHeldAnswers(),
}: ForwardOptions): Handler<GatewayEnv> {
  return async (c) => {
    const decision = decideForward(c.req.method, rawTarget(c));
    if (!decision.ok) return gatewayError(decision.failure);
    const { call } = decision;
    c.set('route', FORWARD_PREFIX + call.route);
    const body = await readBody(c, call);
    if (!body.ok) return gatewayError(body.failure);
    const operationId = c.req.header(OPERATION_ID_HEADER) ?? '';
    const hold = holdFor(c, heldAnswers);
    const outcome = await recorderOf(c).forward({
      call,
      body: body.bytes,
      json: body.json,
      signal: c.req.raw.signal,
      requestId: c.get('requestId'),
      operationId: OPERATION_ID_PATTERN.test(operationId) ? operationId : null,
      mayHold: hold.mayHold,
    });
    switch (outcome.kind) {
      case 'answer': {
        const { status, headers } = outcome;
        const person = c.get('person');
        if (status === 401 && person !== undefined)
          return gatewayError(await person.tokenRefused(outcome.body));
        if (call.method === 'GET' && status === 200 && outcome.body !== null) {
          const etag = etagOf(outcome.body);
          headers.set('etag', etag);
          if (isKnown(c.req.header('if-none-match'), etag)) {
            headers.delete('content-type');
            return new Response(null, { status: 304, headers });
          }
        }
        // With its length known, a small answer is not compressed.
        if (outcome.body !== null) headers.set('content-length', String(outcome.body.byteLength));
        return new Response(outcome.body, { status, headers });
      }
      case 'stream':
        return handOn(c, outcome, log);
      case 'failure':
        return gatewayError(outcome.failure);
      case 'abandoned':
        // Nobody reads this; the log does.
        return new Response(null, { status: 499 });
    }
  };
}

/** What is held of an answer is given back when the browser has it, or has gone. */
function holdFor(c: Context<GatewayEnv>, heldAnswers: HeldAnswers): AnswerHold {
  const hold = heldAnswers.begin();
  c.env.outgoing.once('close', hold.release);
  return hold;
}

/** Too long to have a tag: it goes out as it comes, and an end that comes too early breaks the connection off. */
async function handOn(c: Context<GatewayEnv>, answer: AnswerStream, log: Log): Promise<Response> {
  const { status, headers, body } = answer;
  const person = c.get('person');
  if (status === 401 && person !== undefined) {
    await body.cancel();
    return gatewayError(await person.tokenRefused(null));
  }
  const id = c.get('requestId');
  const handed = handedOn(body, (error) => {
    if (!(error instanceof AnswerCut)) log.error(error, { id });
    else if (error.loss.kind === 'failure') log.event('answer_cut', { id, code: error.loss.failure.code });
    c.env.outgoing.destroy();
  });
  return new Response(handed, { status, headers });
}

/** Path and query as they came over the wire; a parsed URL has already been repaired. */
function rawTarget(c: Context<GatewayEnv>): string {
  const target = c.env.incoming.url ?? '';
  return target.startsWith(`${FORWARD_PREFIX}/`) ? target.slice(FORWARD_PREFIX.length) : '';
}

type Body =
  | {
      readonly ok: true;
      readonly bytes: Uint8Array<ArrayBuffer> | null;
      readonly json: Readonly<Record<string, unknown>> | null;
    }
  | { readonly ok: false; readonly failure: GatewayFailure };

async function readBody(c: Context<GatewayEnv>, call: ForwardCall): Promise<Body> {
  if (call.hasBody) {
    const body = await readJsonBody(c);
    return body.ok ? decideBody(call, body.value) : body;
  }
  if (call.method === 'GET' || (await hasEmptyBody(c))) return { ok: true, bytes: null, json: null };
  return { ok: false, failure: { code: 'bad_body', detail: 'This call takes no request body.' } };
}
