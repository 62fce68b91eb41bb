import type { Context, MiddlewareHandler } from 'hono';
import { IN_USE_HEADER } from '../../src/core/contract/headers';
import { databaseErrorCode } from '../database/error-code';
import { type GatewayFailure, gatewayError } from '../http/gateway-error';
import type { GatewayEnv } from '../http/http-env';
import type { Log } from '../http/log';
import type { LiveTokens } from '../provider/secrets';
import type { SessionCookie } from './session-cookie';
import type { SessionFinding, SessionLack, Sessions } from './sessions';
import { wordsOf } from './token-check';

export interface SessionGuardOptions {
  readonly sessions: Sessions;
  readonly cookie: SessionCookie;
  readonly liveTokens: LiveTokens;
  readonly log: Log;
}

/** Lets only signed-in people through, and sets the principal. */
export function sessionGuard(options: SessionGuardOptions): MiddlewareHandler<GatewayEnv> {
  const { sessions, cookie, liveTokens, log } = options;
  return async (c, next) => {
    const id = cookie.read(c);
    let finding: SessionFinding;
    try {
      finding = await sessions.find(id, isInUse(c));
    } catch (error) {
      return sessionsUnavailable(log, c, error);
    }
    if (!finding.ok) return gatewayError(LACKS[finding.lack]);
    const release = liveTokens.hold(finding.session.token);
    try {
      c.set('principal', {
        token: finding.session.token,
        account: finding.session.account,
        session: finding.session.idHash,
        async tokenRefused(answer) {
          try {
            await sessions.end(id, 'ended');
          } catch (error) {
            // The response is the same either way: this token is useless.
            log.event('sessions_unavailable', { id: c.get('requestId'), code: databaseErrorCode(error) });
          }
          return { ...LACKS.ended, detail: `${LACKS.ended.detail}${wordsOf(answer)}` };
        },
      });
      return await next();
    } finally {
      release();
    }
  };
}

/** Redirects pages to the sign-in, and back after it, while nobody has signed in. */
export function pageGuard(cookie: SessionCookie): MiddlewareHandler<GatewayEnv> {
  return async (c, next) => {
    const { pathname, search } = new URL(c.req.url);
    const isPage = c.req.method === 'GET' && /text\/html/i.test(c.req.header('accept') ?? '');
    if (!isPage || OPEN_PAGES.has(pathname) || cookie.read(c) !== undefined) return next();
    c.header('cache-control', 'no-store');
    return c.redirect(`${SIGN_IN_PATH}?next=${encodeURIComponent(pathname + search)}`, 302);
  };
}

const SIGN_IN_PATH = '/sign-in';
/** Pages without sign-in; the wall's data need its own cookie. */
const OPEN_PAGES: ReadonlySet<string> = new Set([SIGN_IN_PATH, '/wall', '/wall/']);

export function isInUse(c: Context<GatewayEnv>): boolean {
  return c.req.header(IN_USE_HEADER) === '1';
}

export function sessionsUnavailable(log: Log, c: Context<GatewayEnv>, error: unknown): Response {
  log.event('sessions_unavailable', { id: c.get('requestId'), code: databaseErrorCode(error) });
  return gatewayError({
    code: 'session_unavailable',
    detail:
      "Sign-ins can't be read or saved right now because the database is not responding. Nothing was sent.",
  });
}

export const LACKS: Readonly<Record<SessionLack, GatewayFailure>> = {
  missing: { code: 'session_missing', detail: 'You are not signed in. Nothing was sent.' },
  expired: { code: 'session_expired', detail: 'Your session has ended. Nothing was sent.' },
  ended: {
    code: 'session_ended',
    detail: 'The provider no longer accepts your token. Nothing was done.',
  },
};
