import type { BlockList } from 'node:net';
import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { isTokenShaped } from '../../src/core/contract/token';
import { type GatewayFailure, gatewayError, methodRefused } from '../http/gateway-error';
import type { GatewayEnv } from '../http/http-env';
import { readJsonBody } from '../http/json-body';
import type { Upstreams } from '../provider/upstream';
import { clientAddress, isTrustedProxy } from './client-address';
import { isInUse, LACKS, type SessionGuardOptions, sessionsUnavailable } from './guard';
import type { SessionCrypto } from './session-crypto';
import type { Session } from './sessions';
import type { SignInLimiter } from './sign-in-limiter';
import { checkToken, type TokenOwner } from './token-check';

export interface SessionRoutesOptions extends SessionGuardOptions {
  readonly crypto: SessionCrypto;
  readonly upstreams: Upstreams;
  readonly limiter: SignInLimiter;
  readonly trustedProxies: BlockList;
  /** The clock of sessions, epoch ms. */
  readonly now: () => number;
}

const signInSchema = v.strictObject({ token: v.string() });

type Outcome =
  | { readonly kind: 'signed_in'; readonly id: string; readonly session: Session }
  | { readonly kind: 'failure'; readonly failure: GatewayFailure };

/** `/api/session`: signing in, who is signed in, signing out. The token goes in and never comes out. */
export function sessionRoutes(options: SessionRoutesOptions): Hono<GatewayEnv> {
  const { sessions, cookie, crypto, limiter, liveTokens, log, now, trustedProxies, upstreams } = options;
  const routes = new Hono<GatewayEnv>();

  /** Where the provider does not say which account it is, the token itself stands for it. */
  const accountOf = (token: string, { account }: TokenOwner): string =>
    account ?? `token:${crypto.nameOf(token)}`;
  const whatIsTold = (session: Session) => ({
    email: session.email,
    token_name: session.tokenName,
    // Enough for a browser to see whether it is the same account as before.
    account: crypto.hashOf(session.account).slice(0, 22),
    since: new Date(session.sinceMs).toISOString(),
    idle_until: new Date(session.idleUntilMs).toISOString(),
    until: new Date(session.untilMs).toISOString(),
    idle_ms: session.idleMs,
    now: new Date(now()).toISOString(),
  });

  let isProxyTold = false;
  /** Behind a proxy that nobody named, all people are one client. Told once: whoever sends the header can repeat it. */
  function tellOfProxy(c: Context<GatewayEnv>): void {
    const isForwarded = c.req.header('x-forwarded-for') !== undefined;
    if (isProxyTold || !isForwarded || isTrustedProxy(c.env.incoming.socket.remoteAddress, trustedProxies)) {
      return;
    }
    isProxyTold = true;
    log.event('proxy_not_trusted', {
      detail:
        'A sign-in came with X-Forwarded-For from an address that TRUSTED_PROXIES does not name, and the header was not believed. If that is your proxy, put its address there: until then failed sign-ins of all people count as those of one.',
    });
  }

  async function signIn(c: Context<GatewayEnv>, token: string): Promise<Outcome & { isFailure: boolean }> {
    if (!isTokenShaped(token)) return { kind: 'failure', failure: NOT_A_TOKEN, isFailure: true };
    const check = await checkToken(upstreams.as(token));
    if (check.kind !== 'accepted') {
      return { kind: 'failure', failure: check.failure, isFailure: check.kind === 'refused' };
    }
    const { owner } = check;
    // The browser has one sign-in at a time, and each has an id of its own.
    await sessions.end(cookie.read(c), 'signed_out');
    const begun = await sessions.begin({ ...owner, token, account: accountOf(token, owner) });
    return { kind: 'signed_in', ...begun, isFailure: false };
  }

  routes.post('/', async (c) => {
    const body = await readJsonBody(c);
    if (!body.ok) return gatewayError(body.failure);
    const parsed = v.safeParse(signInSchema, body.value);
    if (!parsed.success) return gatewayError(BAD_BODY);
    const { token } = parsed.output;
    const { socket } = c.env.incoming;
    tellOfProxy(c);
    const address = clientAddress(socket.remoteAddress, c.req.header('x-forwarded-for'), trustedProxies);
    // Whatever cannot be a token is no secret, and taking it out of the log could take anything out.
    const release = isTokenShaped(token) ? liveTokens.hold(token) : () => {};
    try {
      const attempt = await limiter.attempt(address, async () => {
        const { isFailure, ...result } = await signIn(c, token);
        return { isFailure, result };
      });
      if (attempt.kind === 'too_many') return gatewayError(tooMany(attempt.retryAfterMs));
      if (attempt.kind === 'busy') return gatewayError(busy(attempt.retryAfterMs));
      const { result } = attempt;
      if (result.kind === 'failure') return gatewayError(result.failure);
      cookie.write(c, result.id);
      return c.json(whatIsTold(result.session), 201);
    } catch (error) {
      return sessionsUnavailable(log, c, error);
    } finally {
      release();
    }
  });

  routes.get('/', async (c) => {
    try {
      const finding = await sessions.find(cookie.read(c), isInUse(c));
      return finding.ok ? c.json(whatIsTold(finding.session)) : gatewayError(LACKS[finding.lack]);
    } catch (error) {
      return sessionsUnavailable(log, c, error);
    }
  });

  routes.delete('/', async (c) => {
    try {
      await sessions.end(cookie.read(c), 'signed_out');
    } catch (error) {
      return sessionsUnavailable(log, c, error);
    }
    cookie.remove(c);
    // Pages that the browser keeps for going back hold what was on them. Storage is cleared by the page itself, which
    // can leave language and theme; "cookies" would take those of other programs under this name along.
    c.header('clear-site-data', '"cache"');
    return c.body(null, 204);
  });
  routes.all('/', () => gatewayError(methodRefused('GET, HEAD, POST, DELETE')));
  return routes;
}

const BAD_BODY: GatewayFailure = {
  code: 'bad_body',
  detail: 'To sign in takes {"token": "…"}, and no more.',
};
const NOT_A_TOKEN: GatewayFailure = {
  code: 'token_refused',
  detail: 'This is not an API token of the provider: those begin with vps_ and have no spaces.',
};

function tooMany(retryAfterMs: number): GatewayFailure {
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  return {
    code: 'sign_in_limited',
    detail: `Too many failed sign-ins from this address. The next one is taken in ${seconds} s.`,
    headers: { 'retry-after': String(seconds) },
  };
}

function busy(retryAfterMs: number): GatewayFailure {
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  return {
    code: 'sign_in_busy',
    detail: `Too many sign-ins are under way. This one was not tried and does not count as failed. Try again in ${seconds} s.`,
    headers: { 'retry-after': String(seconds) },
  };
}
