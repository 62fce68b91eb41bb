import type { Context, Hono } from 'hono';
import { DAY_MS } from '../../src/core/lib/time-units';
import { accountScope } from '../database/account-scope';
import type { Database } from '../database/tables';
import { createTimeIds } from '../database/time-id';
import type { GatewayEnv } from '../http/http-env';
import type { Log } from '../http/log';
import type { Upstream } from '../provider/upstream';
import type { ServiceToken } from '../session/service-token';
import { createSessionCookie } from '../session/session-cookie';
import { createSignInLimiter, type SignInLimiter } from '../session/sign-in-limiter';
import { type WallAccess, type WallLinkRoutesOptions, wallLinkRoutes } from './link-routes';
import { createWallLinkStore } from './link-store';
import { wallScreenRoutes } from './screen-routes';
import { createWallData, type WallDataOptions } from './wall-data';

/** The longest lifetime browsers allow for a cookie; it is renewed while a screen uses it. */
const COOKIE_S = (400 * DAY_MS) / 1000;

export interface WallOptions
  extends Pick<WallDataOptions, 'readAgreements' | 'readerOf' | 'ignored' | 'build' | 'now' | 'monotonicNow'>,
    Pick<WallLinkRoutesOptions, 'accountOf'> {
  readonly database: Database;
  readonly log: Log;
  /** Null for the sandbox. */
  readonly providerHost: string | null;
  /** Calls with the gateway's own token, the service token, or to the sandbox; null if there is none. */
  readonly upstream: Upstream | null;
  /** Null if the gateway has its own token, or none. */
  readonly service: Pick<ServiceToken, 'account'> | null;
  /** Whether browsers reach the gateway over https. */
  readonly isHttps: boolean;
  readonly limiter?: SignInLimiter;
  /** The client address that failed exchanges count against. */
  readonly addressOf?: (c: Context<GatewayEnv>) => string;
}

export interface Wall {
  /** `/api/wall`, before any sign-in. */
  readonly screenRoutes: Hono<GatewayEnv>;
  /** `/api/wall-links`. */
  readonly linkRoutes: Hono<GatewayEnv>;
}

/** Links that open the wall without sign-in, and what their screens read. */
export function createWall(options: WallOptions): Wall {
  const { database, upstream, service, providerHost, isHttps, log, now } = options;
  const links = createWallLinkStore(database, now);
  const scopeOf = (account: string | null): string => accountScope(providerHost, account);

  async function scope(): Promise<string | null | undefined> {
    if (upstream === null) return undefined;
    if (service === null) return scopeOf(null);
    const account = await service.account();
    return account === null ? null : scopeOf(account);
  }
  async function accessOf(c: Context<GatewayEnv>): Promise<WallAccess> {
    if (upstream === null) return { off: 'signIn' };
    const account = c.get('principal')?.account ?? null;
    return scopeOf(account) === (await scope()) ? { scope: scopeOf(account) } : { off: 'otherAccount' };
  }

  return {
    screenRoutes: wallScreenRoutes({
      links,
      scope,
      data: upstream === null ? null : createWallData({ ...options, upstream }),
      cookie: createSessionCookie(isHttps, { name: 'vps-backups-wall', maxAge: COOKIE_S }),
      limiter: options.limiter ?? createSignInLimiter(),
      addressOf: options.addressOf ?? ((c) => c.env.incoming.socket.remoteAddress ?? 'unknown'),
      now,
      log,
    }),
    linkRoutes: wallLinkRoutes({
      links,
      accessOf,
      accountOf: options.accountOf,
      newId: createTimeIds(),
      log,
    }),
  };
}
