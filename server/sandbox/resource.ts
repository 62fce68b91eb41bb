import type { Context, Hono } from 'hono';
import type { FieldErrors } from './requests';

type Method = 'get' | 'post' | 'delete';
type Handler = (c: Context) => Response | Promise<Response>;

/**
 * Registers the calls of one path. Checks run in the order of Django REST framework: path (404, even without a token),
 * token, method, content type.
 */
export function addResource(
  app: Hono,
  path: string,
  token: string,
  handlers: Readonly<Partial<Record<Method, Handler>>>,
): void {
  const byMethod = new Map<string, Handler>(
    Object.entries(handlers).map(([method, handler]) => [method.toUpperCase(), handler]),
  );
  app.all(path, async (c) => {
    const refusal = tokenRefusal(c.req.header('authorization'), token);
    if (refusal !== null) return c.json({ detail: refusal }, 401, { 'www-authenticate': 'Bearer' });
    const { method } = c.req;
    const handler = byMethod.get(method === 'HEAD' ? 'GET' : method);
    if (handler === undefined) {
      return c.json({ detail: `Method "${method}" not allowed.` }, 405, {
        allow: [...byMethod.keys()].join(', '),
      });
    }
    if (method === 'POST') {
      const type = c.req.header('content-type') ?? '';
      const isJson = /^application\/json\s*(;|$)/i.test(type);
      if (!isJson && (await c.req.text()) !== '') {
        return c.json({ detail: `Unsupported media type "${type}" in request.` }, 415);
      }
    }
    return handler(c);
  });
}

function tokenRefusal(header: string | undefined, token: string): string | null {
  const given = /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1];
  if (given === undefined) return 'Authentication credentials were not provided.';
  return given === token ? null : 'Invalid token.';
}

/** Null when the parameter is absent or empty. Of several values the last counts, as in Django. */
export function queryValue(c: Context, key: string): string | null {
  return c.req.queries(key)?.at(-1) || null;
}

/** An answer from ready-made JSON text. */
export function jsonText(text: string, status: 200 | 201): Response {
  return new Response(text, { status, headers: { 'content-type': 'application/json' } });
}

export function badRequest(c: Context, errors: FieldErrors): Response {
  return c.json(errors, 400);
}

export function conflict(c: Context, detail: string): Response {
  return c.json({ detail }, 409);
}

export function notFound(c: Context): Response {
  return c.json({ detail: 'Not found.' }, 404);
}
