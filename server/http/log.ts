import type { Context, MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { GatewayEnv } from './http-env';

/** Writes one JSON line per event. */
export interface Log {
  event(name: string, fields?: Readonly<Record<string, unknown>>): void;
  /** An unexpected error, with its stack. */
  error(error: unknown, fields?: Readonly<Record<string, unknown>>): void;
}

interface LogOptions {
  /** Receives each line, with its line end. */
  readonly write: (line: string) => void;
  /** Removes secrets, which an error's message could hold. */
  readonly redact?: (jsonLine: string) => string;
  /** Epoch ms. */
  readonly now?: () => number;
}

export function createLog({ write, redact = (line) => line, now = Date.now }: LogOptions): Log {
  const event: Log['event'] = (name, fields = {}) => {
    const line = JSON.stringify({ time: new Date(now()).toISOString(), event: name, ...fields });
    write(`${redact(line)}\n`);
  };
  return {
    event,
    error: (error, fields = {}) =>
      event('error', {
        ...fields,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
  };
}

export const SILENT_LOG: Log = { event: () => {}, error: () => {} };

/**
 * Logs a line per request: id, method, route, status, ms. Never the raw path, query, headers or body, which the client
 * controls. Health checks and assets are logged only if they fail.
 */
export function requestLog(log: Log): MiddlewareHandler<GatewayEnv> {
  return async (c, next) => {
    const startedMs = performance.now();
    await next();
    const id = c.get('requestId');
    c.res.headers.set('x-request-id', id);
    if (c.res.status < 400 && isQuiet(c)) return;
    log.event('request', {
      id,
      method: c.req.method,
      route: c.get('route') ?? routePath(c),
      status: c.res.status,
      ms: Math.round(performance.now() - startedMs),
    });
  };
}

const QUIET_PATHS: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);

function isQuiet(c: Context): boolean {
  return QUIET_PATHS.has(c.req.path) || c.req.path.startsWith('/assets/');
}
