import { createActivity, createSharedActivity, type LogOptions } from './audit/activity';
import type { Config } from './config';
import { isOnThisMachine } from './http/own-address';
import { createWatchAccess } from './operations/own-access';
import type { LiveTokens, Secret } from './provider/secrets';
import type { Upstreams } from './provider/upstream';
import { createServiceToken, type ServiceToken } from './session/service-token';
import { createSignIn, type SignIn, type SignInOptions } from './session/sign-in';

interface AccountsParts extends LogOptions {
  /** The gateway's own token, or the sandbox's; null where people sign in. */
  readonly token: string | null;
  readonly secret: Secret;
  readonly liveTokens: LiveTokens;
}

/** Whose tokens the gateway acts with: its own for everybody, or those of the people who sign in. */
export function accountsFor(config: Config, parts: AccountsParts) {
  const { token, secret, liveTokens, ...logOptions } = parts;
  const { database, upstreams, log } = logOptions;
  const own = token === null ? null : createActivity({ ...logOptions, token, secret });
  const service = serviceTokenFor(config, upstreams, liveTokens);
  const signIn = signInFor(config, { database, log, upstreams, liveTokens, service });
  const shared =
    own === null && signIn !== null ? { activity: createSharedActivity(logOptions), signIn } : null;
  const activity = own ?? shared?.activity;
  if (activity === undefined) throw new Error('There is neither a token nor a sign-in.');
  return {
    own,
    service,
    signIn,
    shared,
    activity,
    /** The gateway's own reads need its own token. */
    upstream: own?.account.upstream ?? service?.upstream ?? null,
    /** The service token's account; null if there is none, or while it is not known. */
    ownAccount: async () => (await service?.account()) ?? null,
    watchAccess:
      service !== null && shared !== null ? { accessOf: createWatchAccess(service, shared.activity) } : {},
  };
}

/** Null without `SERVICE_TOKEN`. */
function serviceTokenFor(
  { provider }: Config,
  upstreams: Upstreams,
  liveTokens: LiveTokens,
): ServiceToken | null {
  if (provider.mode !== 'sign-in' || provider.serviceToken === null) return null;
  const { serviceToken: token } = provider;
  // As long as the gateway runs.
  liveTokens.hold(token);
  const service = createServiceToken({ token, upstreams });
  void service.account();
  return service;
}

/** Null where the gateway has a token of its own. */
function signInFor(
  { provider, publicAddress }: Config,
  parts: Pick<SignInOptions, 'database' | 'log' | 'upstreams' | 'liveTokens' | 'service'>,
): SignIn | null {
  if (provider.mode !== 'sign-in') return null;
  const { baseUrl, sessions } = provider;
  const { log } = parts;
  if (sessions.secret === null) {
    log.event('session_secret_random', {
      detail:
        "SESSION_SECRET is not set: a restart signs everyone out, and other gateways don't accept these sign-ins.",
    });
  }
  if (!isOnThisMachine(publicAddress) && sessions.trustedProxies.rules.length === 0) {
    log.event('trusted_proxies_missing', {
      detail:
        "PUBLIC_URL is set and TRUSTED_PROXIES is not: all failed sign-ins through the same proxy count as one person's.",
    });
  }
  return createSignIn({ ...parts, config: sessions, baseUrl, isHttps: publicAddress?.isHttps === true });
}
