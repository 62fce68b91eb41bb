import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { wallKeySchema } from '../../src/core/fleet/wall-link-wire';
import { databaseErrorCode } from '../database/error-code';
import { respondTagged } from '../http/etag';
import { type GatewayFailure, gatewayError, methodRefused } from '../http/gateway-error';
import type { GatewayEnv } from '../http/http-env';
import { readJsonBody } from '../http/json-body';
import type { Log } from '../http/log';
import type { SessionCookie } from '../session/session-cookie';
import { notTried, type SignInLimiter } from '../session/sign-in-limiter';
import { cookieOfKey, type StoredWallLink, type WallLinkStore } from './link-store';
import type { WallReading } from './wall-data';

export interface WallScreenOptions {
  readonly links: Pick<WallLinkStore, 'findByCookie' | 'touch'>;
  /**
   * The account whose fleet walls show, as links name it; null while the provider has not said whose token it is,
   * undefined without a token to read with.
   */
  readonly scope: () => Promise<string | null | undefined>;
  readonly data: (() => Promise<WallReading>) | null;
  readonly cookie: SessionCookie;
  readonly limiter: SignInLimiter;
  readonly addressOf: (c: Context<GatewayEnv>) => string;
  /** Clock used to judge servers, epoch ms. */
  readonly now: () => number;
  readonly log: Log;
}

type Found = { readonly link: StoredWallLink } | { readonly failure: GatewayFailure };

/**
 * `/api/wall`: exchanges a link's key for a cookie, and serves the wall's data. Needs no sign-in and grants nothing
 * else.
 */
export function wallScreenRoutes(options: WallScreenOptions): Hono<GatewayEnv> {
  const { links, scope, data, cookie, limiter, addressOf, now, log } = options;
  const routes = new Hono<GatewayEnv>();

  async function find(held: string): Promise<Found> {
    const current = await scope();
    if (current === null) return { failure: NOT_YET };
    const link = current === undefined ? null : await links.findByCookie(current, held);
    return link === null ? { failure: REFUSED } : { link };
  }

  routes.post('/', async (c) => {
    const body = await readJsonBody(c);
    if (!body.ok) return gatewayError(body.failure);
    const request = v.safeParse(wallKeySchema, body.value);
    if (!request.success) return gatewayError(BAD_BODY);
    const held = cookieOfKey(request.output.key);
    const attempt = await limiter.attempt(addressOf(c), async () => {
      const found = await find(held);
      if ('failure' in found) {
        return { isFailure: found.failure === REFUSED, result: gatewayError(found.failure) };
      }
      cookie.write(c, held);
      return { isFailure: false, result: c.body(null, 204) };
    });
    return attempt.kind === 'done' ? attempt.result : gatewayError(notTried(attempt, NOT_TRIED));
  });

  routes.get('/', async (c) => {
    const held = cookie.read(c);
    if (held === undefined) return gatewayError(MISSING);
    const found = await find(held);
    if ('failure' in found) return gatewayError(found.failure);
    if (await isTouched(found.link, c)) cookie.write(c, held);
    const reading = data === null ? { ok: false as const, failure: NOT_YET } : await data();
    if (!reading.ok) return gatewayError(reading.failure);
    // As with the provider's own answers, this corrects a screen whose clock is wrong.
    const date = new Date(now() + reading.clockOffsetMs).toUTCString();
    return respondTagged(c, reading, { 'x-provider-date': date });
  });
  routes.all('/', () => gatewayError(methodRefused('GET, HEAD, POST')));

  /** Renewed along with it, so that a browser never drops the cookie of a screen in use. */
  async function isTouched(link: StoredWallLink, c: Context<GatewayEnv>): Promise<boolean> {
    try {
      return await links.touch(link);
    } catch (error) {
      // Reads still work when the disk is full.
      log.event('wall_use_not_noted', { id: c.get('requestId'), code: databaseErrorCode(error) });
      return false;
    }
  }

  routes.onError((error, c) => {
    log.event('wall_unavailable', { id: c.get('requestId'), code: databaseErrorCode(error) });
    return gatewayError(UNREADABLE);
  });
  return routes;
}

const MISSING: GatewayFailure = {
  code: 'wall_missing',
  detail: 'This browser has not opened a wall link.',
};
/** The same response for a revoked link and one that never existed. */
const REFUSED: GatewayFailure = {
  code: 'wall_refused',
  detail: 'This wall link is unknown or was revoked.',
};
const NOT_YET: GatewayFailure = {
  code: 'wall_unavailable',
  detail: "The provider has not said yet whose token the dashboard's SERVICE_TOKEN is.",
};
const UNREADABLE: GatewayFailure = {
  code: 'wall_unavailable',
  detail: "The database can't be read, so wall links can't be checked. Check that the database is running.",
};
const BAD_BODY: GatewayFailure = {
  code: 'bad_body',
  detail: 'Opening a wall takes {"key": "…"} and nothing else.',
};

const NOT_TRIED = {
  too_many: { code: 'wall_limited', reason: 'Too many unknown wall links from this address.' },
  busy: { code: 'wall_busy', reason: 'Too many screens are being opened.' },
} as const;
