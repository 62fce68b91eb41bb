import type { Context, Handler } from 'hono';
import { decideForward, type ForwardCall } from './forward-table';
import { type GatewayFailure, gatewayError } from './gateway-error';
import type { GatewayEnv } from './http-env';
import { hasEmptyBody, readJsonBody } from './json-body';
import type { Upstream } from './upstream';

export const FORWARD_PREFIX = '/api/v1';

/** Answers `/api/v1/…`: forwards the documented calls and refuses everything else. */
export function forwardHandler(upstream: Upstream): Handler<GatewayEnv> {
  return async (c) => {
    const decision = decideForward(c.req.method, rawTarget(c));
    if (!decision.ok) return gatewayError(decision.failure);
    const { call } = decision;
    c.set('route', FORWARD_PREFIX + call.route);
    const body = await readBody(c, call);
    if (!body.ok) return gatewayError(body.failure);
    const outcome = await upstream.forward({ call, body: body.bytes, signal: c.req.raw.signal });
    switch (outcome.kind) {
      case 'answer': {
        const { status, headers } = outcome;
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
  | { readonly ok: true; readonly bytes: Uint8Array<ArrayBuffer> | null }
  | { readonly ok: false; readonly failure: GatewayFailure };

async function readBody(c: Context<GatewayEnv>, call: ForwardCall): Promise<Body> {
  if (call.hasBody) return readJsonBody(c);
  if (call.method === 'GET' || (await hasEmptyBody(c))) return { ok: true, bytes: null };
  return { ok: false, failure: { code: 'bad_body', detail: 'This call takes no request body.' } };
}
