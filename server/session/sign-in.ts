import type { BlockList } from 'node:net';
import type { Context, Hono, MiddlewareHandler } from 'hono';
import { databaseErrorCode } from '../database/error-code';
import { createLeases } from '../database/leases';
import type { Database } from '../database/tables';
import type { GatewayEnv } from '../http/http-env';
import type { Log } from '../http/log';
import type { LiveTokens } from '../provider/secrets';
import type { Upstreams } from '../provider/upstream';
import { isInUse, pageGuard, sessionGuard } from './guard';
import { sessionRoutes } from './routes';
import { createSessionCookie } from './session-cookie';
import { createSessionCrypto } from './session-crypto';
import { createSessions } from './sessions';
import { countInMemory, countInPostgres } from './sign-in-counts';
import { createSignInLimiter, type SignInLimiter } from './sign-in-limiter';

/** How people sign in, as it is set. */
export interface SessionConfig {
  /** Null: one that lasts as long as this process. */
  readonly secret: string | null;
  readonly idleMs: number;
  readonly maxMs: number;
  /** Whose `X-Forwarded-For` counts. */
  readonly trustedProxies: BlockList;
}

export interface SignInOptions {
  readonly database: Database;
  readonly log: Log;
  readonly config: SessionConfig;
  readonly upstreams: Upstreams;
  /** The provider's base URL. */
  readonly baseUrl: string;
  /** Whether browsers reach the gateway over https. */
  readonly isHttps: boolean;
  readonly liveTokens: LiveTokens;
  readonly limiter?: SignInLimiter;
  /** The clock of sessions, epoch ms. */
  readonly sessionNow?: () => number;
}

/** A gateway to which everybody brings a token of their own. */
export interface SignIn {
  /** `/api/session`. */
  readonly routes: Hono<GatewayEnv>;
  /** Before everything of the API that is about an account. */
  readonly guard: MiddlewareHandler<GatewayEnv>;
  /** Whether this request comes with a sign-in that holds; false as well where the database cannot tell. */
  readonly isSignedIn: (c: Context<GatewayEnv>) => Promise<boolean>;
  /** Before the pages. */
  readonly pages: MiddlewareHandler<GatewayEnv>;
}

export function createSignIn(options: SignInOptions): SignIn {
  const { config, upstreams, baseUrl, isHttps, liveTokens, log, database } = options;
  const crypto = createSessionCrypto(config.secret);
  const sessions = createSessions({
    db: database.db,
    crypto,
    baseUrl,
    idleMs: config.idleMs,
    maxMs: config.maxMs,
    ...(options.sessionNow !== undefined && { now: options.sessionNow }),
  });
  // A file has one gateway, and a restart may forget what failed before it.
  const counts =
    database.kind === 'postgres'
      ? countInPostgres(database.db, crypto, createLeases(database, log))
      : countInMemory();
  const cookie = createSessionCookie(isHttps);
  return {
    routes: sessionRoutes({
      sessions,
      cookie,
      crypto,
      upstreams,
      liveTokens,
      log,
      limiter: options.limiter ?? createSignInLimiter(undefined, undefined, counts),
      trustedProxies: config.trustedProxies,
      now: options.sessionNow ?? Date.now,
    }),
    guard: sessionGuard({ sessions, cookie, liveTokens, log }),
    async isSignedIn(c) {
      try {
        return (await sessions.find(cookie.read(c), isInUse(c))).ok;
      } catch (error) {
        log.event('sessions_unavailable', { id: c.get('requestId'), code: databaseErrorCode(error) });
        return false;
      }
    },
    pages: pageGuard(cookie),
  };
}
