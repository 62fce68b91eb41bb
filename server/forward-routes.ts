import type { Context, Handler } from 'hono';
import { OPERATION_ID_HEADER, OPERATION_ID_PATTERN } from '../src/api/schema-operation-id';
import type { ActivityRecorder } from './activity/recorder';
import { etagOf, isKnown } from './conditional';
import { decideForward, type ForwardCall } from './forward-table';
import { type GatewayFailure, gatewayError } from './gateway-error';
import type { GatewayEnv } from './http-env';
import { hasEmptyBody, readJsonBody } from './json-body';

export const FORWARD_PREFIX = '/api/v1';

/** Answers `/api/v1/…`: forwards the documented calls and refuses everything else. */
export function forwardHandler(
  recorderOf: (c: Context<GatewayEnv>) => ActivityRecorder,
): Handler<GatewayEnv> {
  return async (c) => {
    const decision = decideForward(c.req.method, rawTarget(c));
    if (!decision.ok) return gatewayError(decision.failure);
    const { call } = decision;
    c.set('route', FORWARD_PREFIX + call.route);
    const body = await readBody(c, call);
    if (!body.ok) return gatewayError(body.failure);
    const operationId = c.req.header(OPERATION_ID_HEADER) ?? '';
    const outcome = await recorderOf(c).forward({
      call,
      body: body.bytes,
      json: body.json,
      signal: c.req.raw.signal,
      requestId: c.get('requestId'),
      operationId: OPERATION_ID_PATTERN.test(operationId) ? operationId : null,
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
      case 'failure':
        return gatewayError(outcome.failure);
      case 'abandoned':
        // Nobody reads this; the log does.
        return new Response(null, { status: 499 });
    }
  };
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
    return body.ok ? { ok: true, bytes: body.bytes, json: body.value } : body;
  }
  if (call.method === 'GET' || (await hasEmptyBody(c))) return { ok: true, bytes: null, json: null };
  return { ok: false, failure: { code: 'bad_body', detail: 'This call takes no request body.' } };
}
