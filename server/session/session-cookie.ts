import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { GatewayEnv } from '../http/http-env';

const NAME = 'vps-backups';

/** The cookie that holds a session's id. It ends with the browser; the limits of a session are the gateway's. */
export interface SessionCookie {
  read(c: Context<GatewayEnv>): string | undefined;
  write(c: Context<GatewayEnv>, id: string): void;
  remove(c: Context<GatewayEnv>): void;
}

/**
 * Behind https the name begins with `__Host-`: a browser then takes it only with `Secure`, `Path=/` and no `Domain`, so
 * that no other host can have set it. Plain http, which there is on loopback alone, can have neither.
 */
export function createSessionCookie(isHttps: boolean): SessionCookie {
  const attributes = { path: '/', httpOnly: true, sameSite: 'Strict' } as const;
  if (isHttps) {
    const secure = { ...attributes, secure: true, prefix: 'host' } as const;
    return {
      read: (c) => getCookie(c, NAME, 'host'),
      write: (c, id) => setCookie(c, NAME, id, secure),
      remove: (c) => void deleteCookie(c, NAME, secure),
    };
  }
  return {
    read: (c) => getCookie(c, NAME),
    write: (c, id) => setCookie(c, NAME, id, attributes),
    remove: (c) => void deleteCookie(c, NAME, attributes),
  };
}
