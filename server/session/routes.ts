import type { BlockList } from 'node:net';
import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import type { SessionInfo } from '../../src/core/contract/schema-session';
import { isTokenShaped } from '../../src/core/contract/token';
import { toWire } from '../../src/core/contract/wire-case';
import { type GatewayFailure, gatewayError, methodRefused } from '../http/gateway-error';
import type { GatewayEnv } from '../http/http-env';
import { readJsonBody } from '../http/json-body';
import type { Upstreams } from '../provider/upstream';
import { clientAddress, isTrustedProxy } from './client-address';
import { isInUse, LACKS, type SessionGuardOptions, sessionsUnavailable } from './guard';
import type { ServiceToken } from './service-token';
import type { SessionCrypto } from './session-crypto';
import type { Session } from './sessions';
import { type Attempted, notTried, type SignInLimiter } from './sign-in-limiter';
import { checkToken } from './token-check';

export interface SessionRoutesOptions extends SessionGuardOptions {
  readonly crypto: SessionCrypto;
  readonly upstreams: Upstreams;
  readonly limiter: SignInLimiter;
  readonly trustedProxies: BlockList;
  /** Null without `SERVICE_TOKEN`. */
  readonly service: Pick<ServiceToken, 'relationTo'> | null;
  /** The clock of sessions, epoch ms. */
  readonly now: () => number;
}

const signInSchema = v.strictObject({ token: v.string() });

/** `/api/session`: sign in, who is signed in, sign out. The token goes in and never comes out. */
export function sessionRoutes(options: SessionRoutesOptions): Hono<GatewayEnv> {
  const { sessions, cookie, crypto, limiter, liveTokens, log, now, trustedProxies, upstreams } = options;
  const { service } = options;
  const routes = new Hono<GatewayEnv>();

  const wireSession = (session: Session) =>
    toWire({
      email: session.email,
      tokenName: session.tokenName,
      // Enough for a browser to see whether it is the same account as before.
      account: crypto.hashOf(session.account).slice(0, 22),
      since: new Date(session.sinceMs).toISOString(),
      idleUntil: new Date(session.idleUntilMs).toISOString(),
      until: new Date(session.untilMs).toISOString(),
      idleMs: session.idleMs,
      now: new Date(now()).toISOString(),
      serviceToken: service === null ? 'none' : service.relationTo(session.account),
    } satisfies SessionInfo);

  let isProxyReported = false;
  /** Behind an unconfigured proxy, everybody is one client. Logged once: any client can send the header. */
  function reportProxy(c: Context<GatewayEnv>): void {
    const isForwarded = c.req.header('x-forwarded-for') !== undefined;
    const { remoteAddress } = c.env.incoming.socket;
    if (isProxyReported || !isForwarded || isTrustedProxy(remoteAddress, trustedProxies)) return;
    isProxyReported = true;
    log.event('proxy_not_trusted', {
      detail:
        "A sign-in came with X-Forwarded-For from an address that TRUSTED_PROXIES does not name, so the header was ignored. If that is your proxy, add its address: until then all failed sign-ins count as one person's.",
    });
  }

  async function signIn(c: Context<GatewayEnv>, token: string): Promise<Attempted<Response>> {
    if (!isTokenShaped(token)) return { isFailure: true, result: gatewayError(NOT_A_TOKEN) };
    const check = await checkToken(upstreams.as(token));
    if (check.kind !== 'accepted') {
      return { isFailure: check.kind === 'refused', result: gatewayError(check.failure) };
    }
    const { owner } = check;
    // The browser has one sign-in at a time, and each has an id of its own.
    await sessions.end(cookie.read(c), 'signed_out');
    // If the provider does not say which account it is, the token itself identifies it.
    const account = owner.account ?? `token:${crypto.nameOf(token)}`;
    const { id, session } = await sessions.begin({ ...owner, token, account });
    cookie.write(c, id);
    return { isFailure: false, result: c.json(wireSession(session), 201) };
  }

  routes.post('/', async (c) => {
    const body = await readJsonBody(c);
    if (!body.ok) return gatewayError(body.failure);
    const parsed = v.safeParse(signInSchema, body.value);
    if (!parsed.success) return gatewayError(BAD_BODY);
    const { token } = parsed.output;
    const { remoteAddress } = c.env.incoming.socket;
    reportProxy(c);
    const address = clientAddress(remoteAddress, c.req.header('x-forwarded-for'), trustedProxies);
    // What cannot be a token is no secret, and redacting it could remove anything from the log.
    const release = isTokenShaped(token) ? liveTokens.hold(token) : () => {};
    try {
      const attempt = await limiter.attempt(address, () => signIn(c, token));
      return attempt.kind === 'done' ? attempt.result : gatewayError(notTried(attempt, NOT_TRIED));
    } finally {
      release();
    }
  });

  routes.get('/', async (c) => {
    const finding = await sessions.find(cookie.read(c), isInUse(c));
    return finding.ok ? c.json(wireSession(finding.session)) : gatewayError(LACKS[finding.lack]);
  });

  routes.delete('/', async (c) => {
    await sessions.end(cookie.read(c), 'signed_out');
    cookie.remove(c);
    // Pages cached for Back still contain data. The page itself clears the storage, except language and theme;
    // "cookies" would also remove those of other programs under this host name.
    c.header('clear-site-data', '"cache"');
    return c.body(null, 204);
  });
  routes.all('/', () => gatewayError(methodRefused('GET, HEAD, POST, DELETE')));
  routes.onError((error, c) => sessionsUnavailable(log, c, error));
  return routes;
}

const BAD_BODY: GatewayFailure = {
  code: 'bad_body',
  detail: 'A sign-in takes {"token": "…"} and nothing else.',
};
const NOT_A_TOKEN: GatewayFailure = {
  code: 'token_refused',
  detail: 'This is not an API token: those begin with vps_ and have no spaces.',
};

const NOT_TRIED = {
  too_many: { code: 'sign_in_limited', reason: 'Too many failed sign-ins from this address.' },
  busy: {
    code: 'sign_in_busy',
    reason: 'Too many people are signing in. This sign-in was not tried and does not count as failed.',
  },
} as const;
