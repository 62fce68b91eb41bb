import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { type GatewayFailure, gatewayError } from './gateway-error';
import type { GatewayEnv } from './http-env';
import { parseStrictObject } from './strict-json';

const MAX_REQUEST_BYTES = 64 * 1024;

/** Refuses larger bodies before any of them is used. */
export const limitBody = bodyLimit({
  maxSize: MAX_REQUEST_BYTES,
  onError: () =>
    gatewayError({
      code: 'body_too_large',
      detail: `The request is larger than ${MAX_REQUEST_BYTES / 1024} KiB.`,
    }),
});

export type JsonBody =
  | { readonly ok: true; readonly value: Record<string, unknown> }
  | { readonly ok: false; readonly failure: GatewayFailure };

export const NOT_JSON: GatewayFailure = {
  code: 'bad_body',
  detail: 'The request must have the content type application/json. Nothing was sent.',
  status: 415,
};

export function isJsonType(contentType: string | undefined): boolean {
  return /^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i.test(contentType ?? '');
}

/** Reads a request's body, which must be an unambiguous JSON object. */
export async function readJsonBody(c: Context<GatewayEnv>): Promise<JsonBody> {
  if (!isJsonType(c.req.header('content-type'))) return { ok: false, failure: NOT_JSON };
  const bytes = await readBytes(c);
  const parsed = bytes === null ? null : parseStrictObject(bytes);
  switch (parsed?.kind) {
    case 'object':
      return { ok: true, value: parsed.value };
    case 'ambiguous':
      return badBody('The request has a key twice, or one that no call takes. Nothing was sent.');
    default:
      return badBody('The request must be a JSON object.');
  }
}

/** True when a request has no body. */
export async function hasEmptyBody(c: Context<GatewayEnv>): Promise<boolean> {
  return (await readBytes(c))?.byteLength === 0;
}

/** Null if the client disconnected. */
async function readBytes(c: Context<GatewayEnv>): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await c.req.arrayBuffer());
  } catch {
    return null;
  }
}

function badBody(detail: string): JsonBody {
  return { ok: false, failure: { code: 'bad_body', detail } };
}
