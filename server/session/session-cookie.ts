import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { GatewayEnv } from '../http/http-env';

const NAME = 'vps-backups';

export type SessionCookie = ReturnType<typeof createSessionCookie>;

/**
 * The cookie that holds a session's id. It ends with the browser; the limits of a session are the gateway's.
 * Over https the name begins with `__Host-`: a browser then accepts it only with `Secure`, `Path=/` and no `Domain`, so
 * no other host can have set it. Plain http, used on loopback only, allows neither.
 */
export function createSessionCookie(isHttps: boolean) {
  const common = { path: '/', httpOnly: true, sameSite: 'Strict' } as const;
  const attributes = isHttps ? ({ ...common, secure: true, prefix: 'host' } as const) : common;
  return {
    read: (c: Context<GatewayEnv>) => (isHttps ? getCookie(c, NAME, 'host') : getCookie(c, NAME)),
    write: (c: Context<GatewayEnv>, id: string) => setCookie(c, NAME, id, attributes),
    remove: (c: Context<GatewayEnv>) => void deleteCookie(c, NAME, attributes),
  };
}
