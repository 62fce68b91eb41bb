import type { BlockList } from 'node:net';
import type { Context } from 'hono';
import { databaseErrorCode } from '../database/error-code';
import { createLeases } from '../database/leases';
import type { Database } from '../database/tables';
import type { GatewayEnv } from '../http/http-env';
import type { Log } from '../http/log';
import type { LiveTokens } from '../provider/secrets';
import type { Upstreams } from '../provider/upstream';
import { clientAddress } from './client-address';
import { isInUse, pageGuard, sessionGuard } from './guard';
import { sessionRoutes } from './routes';
import type { ServiceToken } from './service-token';
import { createSessionCookie } from './session-cookie';
import { createSessionCrypto } from './session-crypto';
import { createSessions } from './sessions';
import { type CountedAttempts, countInMemory, countInPostgres } from './sign-in-counts';
import { createSignInLimiter, type SignInLimiter } from './sign-in-limiter';

/** Settings of sign-ins. */
export interface SessionConfig {
  /** Null for a random one that lasts as long as this process. */
  readonly secret: string | null;
  readonly idleMs: number;
  readonly maxMs: number;
  /** Proxies whose `X-Forwarded-For` is trusted. */
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
  /** Of `SERVICE_TOKEN`. */
  readonly service?: Pick<ServiceToken, 'relationTo'> | null;
  /** The clock of sessions, epoch ms. */
  readonly sessionNow?: () => number;
}

export type SignIn = ReturnType<typeof createSignIn>;

/** For a gateway where people sign in with their own tokens. */
export function createSignIn(options: SignInOptions) {
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
  // A file has one gateway, whose restart may forget earlier failures.
  const countsOf = (attempts: CountedAttempts) =>
    database.kind === 'postgres'
      ? countInPostgres(database.db, crypto, createLeases(database, log), attempts)
      : countInMemory();
  const cookie = createSessionCookie(isHttps);
  return {
    /** `/api/session`. */
    routes: sessionRoutes({
      sessions,
      cookie,
      crypto,
      upstreams,
      liveTokens,
      log,
      limiter: options.limiter ?? createSignInLimiter(undefined, undefined, countsOf('sign-in')),
      trustedProxies: config.trustedProxies,
      service: options.service ?? null,
      now: options.sessionNow ?? Date.now,
    }),
    /** Guards everything that belongs to an account. */
    guard: sessionGuard({ sessions, cookie, liveTokens, log }),
    /** Whether this request has a valid session; false where the database cannot tell. */
    async isSignedIn(c: Context<GatewayEnv>): Promise<boolean> {
      try {
        return (await sessions.find(cookie.read(c), isInUse(c))).ok;
      } catch (error) {
        log.event('sessions_unavailable', { id: c.get('requestId'), code: databaseErrorCode(error) });
        return false;
      }
    },
    /**
     * Uses a sign-in's token for work that may outlive the browser; null once the sign-in has ended. Counts as use, so
     * that the session does not end during that work.
     */
    async tokenOf(session: string) {
      const finding = await sessions.findByHash(session, true);
      if (!finding.ok) return null;
      const { token, account } = finding.session;
      return {
        token,
        account,
        release: liveTokens.hold(token),
        tokenRefused: () => sessions.endByHash(session, 'ended'),
      };
    },
    /** Limits failed exchanges of wall link keys by the same rules as sign-ins. */
    wallAttempts: () => ({
      limiter: createSignInLimiter(undefined, undefined, countsOf('wall')),
      addressOf: (c: Context<GatewayEnv>) =>
        clientAddress(
          c.env.incoming.socket.remoteAddress,
          c.req.header('x-forwarded-for'),
          config.trustedProxies,
        ),
    }),
    /** Guards the pages. */
    pages: pageGuard(cookie),
  };
}
