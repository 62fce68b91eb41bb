import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import * as v from 'valibot';
import { type ReadOnlyState, readOnlyChangeSchema } from '../../src/core/contract/schema-read-only';
import { toWire } from '../../src/core/contract/wire-case';
import { type GatewayFailure, gatewayError, methodRefused } from './gateway-error';
import { type GatewayEnv, isRead } from './http-env';
import { readJsonBody } from './json-body';
import { isPublicHost, type OwnAddress } from './own-address';

export const READ_ONLY_PATH = '/api/read-only';

const COOKIE = 'vps-backups-read-only';
/** A browser accepts this name only over https and for this host alone. */
const HTTPS_COOKIE = `__Host-${COOKIE}`;

/** Writes that change nothing at the provider. Everything else is refused. */
const STILL_TAKEN: readonly RegExp[] = [
  /^\/api\/read-only$/,
  /^\/api\/csp-report$/,
  /^\/api\/session(?:\/|$)/,
  // Stopping a restore, and dismissing an ended one.
  /^\/api\/operations\/[^/]+\/(?:stop|dismiss)$/,
  /^\/api\/sandbox$/,
  // A screen must open its link, and revoking only takes a right away.
  /^\/api\/wall$/,
  /^\/api\/wall-links\/[^/]+$/,
  // Only computes a preview.
  /^\/api\/schedules\/preview$/,
];

/** For a token that is read-only at the provider. */
export const TOKEN_READS_ONLY: GatewayFailure = {
  code: 'read_only',
  detail: 'This token can read backups but not change them. Nothing was sent.',
};

const REFUSALS = {
  setting: 'The dashboard was started read-only (READ_ONLY=1). Nothing was sent.',
  session: 'This browser was made read-only in Settings. Nothing was sent.',
} as const;

/** Read-only for everybody (`READ_ONLY`), or for one browser by a cookie. A forged cookie only takes rights away. */
export function createReadOnly(isForAll: boolean, own: () => OwnAddress) {
  const stateOf = (isOwnChoice: boolean): ReadOnlyState => {
    if (isForAll) return { readOnly: true, readOnlyReason: 'setting' };
    return { readOnly: isOwnChoice, readOnlyReason: isOwnChoice ? 'session' : null };
  };
  /** Whether this request is read-only, and why. */
  const state = (c: Context<GatewayEnv>) =>
    stateOf([COOKIE, HTTPS_COOKIE].some((name) => getCookie(c, name) === '1'));

  /** Refuses everything under `/api` that writes. */
  const guard: MiddlewareHandler<GatewayEnv> = async (c, next) => {
    if (isRead(c) || STILL_TAKEN.some((path) => path.test(c.req.path))) return next();
    const { readOnlyReason } = state(c);
    return readOnlyReason === null
      ? next()
      : gatewayError({ code: 'read_only', detail: REFUSALS[readOnlyReason] });
  };

  /** `PUT /api/read-only`: switches it for this browser session. */
  const routes = new Hono<GatewayEnv>();
  routes.put('/', async (c) => {
    const body = await readJsonBody(c);
    if (!body.ok) return gatewayError(body.failure);
    const change = v.safeParse(readOnlyChangeSchema, body.value);
    if (!change.success) {
      return gatewayError({
        code: 'bad_body',
        detail: 'This takes {"read_only": true} or {"read_only": false}.',
      });
    }
    const isHttps = own().publicAddress?.isHttps === true && isPublicHost(c.req.header('host'), own());
    // Without an expiry it lasts as long as the browser's session.
    const attributes = { path: '/', httpOnly: true, sameSite: 'Strict', secure: isHttps } as const;
    const isOwnChoice = change.output.read_only;
    if (isOwnChoice) {
      setCookie(c, isHttps ? HTTPS_COOKIE : COOKIE, '1', attributes);
    } else {
      deleteCookie(c, COOKIE, { path: '/' });
      if (isHttps) deleteCookie(c, HTTPS_COOKIE, { path: '/', secure: true });
    }
    return c.json(toWire(stateOf(isOwnChoice)));
  });
  routes.all('/', () => gatewayError(methodRefused('PUT')));
  return { state, guard, routes };
}
