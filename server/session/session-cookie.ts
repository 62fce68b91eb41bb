import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { GatewayEnv } from '../http/http-env';

export type SessionCookie = ReturnType<typeof createSessionCookie>;

export interface CookieOptions {
  readonly name?: string;
  /** Seconds; by default the cookie ends with the browser session. */
  readonly maxAge?: number;
}

/**
 * The cookie with a session's id; the gateway enforces the session's limits. Over https its name starts with `__Host-`:
 * browsers then accept it only with `Secure`, `Path=/` and no `Domain`, so no other host can have set it. Plain http,
 * used on loopback only, allows neither.
 */
export function createSessionCookie(isHttps: boolean, { name = 'vps-backups', maxAge }: CookieOptions = {}) {
  const common = {
    path: '/',
    httpOnly: true,
    sameSite: 'Strict',
    ...(maxAge !== undefined && { maxAge }),
  } as const;
  const attributes = isHttps ? ({ ...common, secure: true, prefix: 'host' } as const) : common;
  return {
    read: (c: Context<GatewayEnv>) => (isHttps ? getCookie(c, name, 'host') : getCookie(c, name)),
    write: (c: Context<GatewayEnv>, id: string) => setCookie(c, name, id, attributes),
    remove: (c: Context<GatewayEnv>) => void deleteCookie(c, name, attributes),
  };
}
