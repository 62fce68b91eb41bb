import type { Context, MiddlewareHandler } from 'hono';
import { REQUESTED_WITH, REQUESTED_WITH_HEADER } from '../../src/core/contract/headers';
import { gatewayError } from './gateway-error';
import { type GatewayEnv, isRead } from './http-env';
import { isJsonType, NOT_JSON } from './json-body';
import {
  isOnThisMachine,
  isOwnHost,
  isOwnOrigin,
  isPublicHost,
  mainOrigin,
  type OwnAddress,
} from './own-address';
import { quoted } from './quoted';

/** Refuses requests whose `Host` is not the gateway's own, as plain text where a browser opens a page. */
export function hostGuard(own: () => OwnAddress): MiddlewareHandler<GatewayEnv> {
  return async (c, next) => {
    const host = c.req.header('host') ?? '';
    if (isOwnHost(host, own())) return next();
    const { publicAddress, port } = own();
    const local = `http://127.0.0.1:${port} or http://localhost:${port}`;
    const where = publicAddress === null ? local : `${publicAddress.origin}, ${local}`;
    const detail = `This gateway answers only under its own address: ${where}. The Host header of this request was ${quoted(host)}. To be opened under another address, the gateway needs that address in its setting PUBLIC_URL.`;
    return hostRefused(c, detail);
  };
}

/** Reveals nothing of an account, or asks for a token of its own. */
const OPEN_TO_ALL: ReadonlySet<string> = new Set(['/metrics', '/healthz', '/readyz']);

/** With `VPS_API_TOKEN`: refuses what comes under a `PUBLIC_URL` that others can open, since it would act with that token. */
export function ownTokenGuard(own: () => OwnAddress): MiddlewareHandler<GatewayEnv> {
  return async (c, next) => {
    const { publicAddress, port } = own();
    const isElsewhere = isPublicHost(c.req.header('host'), own()) && !isOnThisMachine(publicAddress);
    if (!isElsewhere || OPEN_TO_ALL.has(c.req.path)) return next();
    const detail = `With a token of its own (VPS_API_TOKEN) this gateway works for its own machine only: there it is http://127.0.0.1:${port}. For people elsewhere, start it with VPS_API_URL and leave out VPS_API_TOKEN, so that they sign in. Nothing was sent.`;
    return hostRefused(c, detail);
  };
}

function hostRefused(c: Context<GatewayEnv>, detail: string): Response {
  const isPage = /text\/html/i.test(c.req.header('accept') ?? '');
  return isPage
    ? c.text(`${detail}\n`, 403, { 'x-gateway-error': 'host_refused' })
    : gatewayError({ code: 'host_refused', detail });
}

/**
 * Refuses writes that another site, or no page at all, has sent. Each condition is enough alone: a foreign page can
 * neither set the header nor send JSON without a CORS preflight, and no preflight is ever answered.
 */
export function writeGuard(own: () => OwnAddress): MiddlewareHandler<GatewayEnv> {
  return async (c, next) => {
    if (isRead(c)) return next();
    const headers = { secFetchSite: c.req.header('sec-fetch-site'), origin: c.req.header('origin') };
    const isRequested = c.req.header(REQUESTED_WITH_HEADER) === REQUESTED_WITH;
    if (!isRequested || !isOwnOrigin(headers, own())) {
      return gatewayError({
        code: 'origin_refused',
        detail: `Changes are accepted only from this gateway's own pages. Nothing was sent. Outside a browser, send the headers "X-Requested-With: ${REQUESTED_WITH}" and "Origin: ${mainOrigin(own())}"; this request had ${sentWords(c.req.header(REQUESTED_WITH_HEADER), headers)}.`,
      });
    }
    if (hasBody(c.req.raw.headers) && !isJsonType(c.req.header('content-type'))) {
      return gatewayError(NOT_JSON);
    }
    return next();
  };
}

/** The gateway's own pages; a typed address or a bookmark. */
const TRUSTED_SITES: ReadonlySet<string> = new Set(['same-origin', 'none']);

/**
 * Refuses reads that a page of another origin has caused, such as an image: the page cannot see the answer, but it
 * would use up the provider's rate limit. Without `Sec-Fetch-Site` it is no current browser, and is let through.
 */
export const readGuard: MiddlewareHandler<GatewayEnv> = async (c, next) => {
  const site = c.req.header('sec-fetch-site');
  if (!isRead(c) || site === undefined || TRUSTED_SITES.has(site)) return next();
  return gatewayError({
    code: 'origin_refused',
    detail: `This address answers only this gateway's own pages. The request came from another site (Sec-Fetch-Site ${quoted(site)}). Nothing was sent.`,
  });
};

/** Ids have no control characters, and not every database takes them. */
export const pathGuard: MiddlewareHandler<GatewayEnv> = async (c, next) => {
  if (!/\p{Cc}/u.test(c.req.path)) return next();
  return gatewayError({
    code: 'bad_request',
    detail: 'The path has a control character. Nothing was changed.',
  });
};

function sentWords(
  requestedWith: string | undefined,
  { secFetchSite, origin }: Readonly<Record<'secFetchSite' | 'origin', string | undefined>>,
): string {
  const said = (name: string, value: string | undefined) =>
    value === undefined ? `no ${name}` : `${name} ${quoted(value)}`;
  return [
    said('X-Requested-With', requestedWith),
    said('Origin', origin),
    said('Sec-Fetch-Site', secFetchSite),
  ].join(', ');
}

function hasBody(headers: Headers): boolean {
  return headers.has('transfer-encoding') || !/^0*$/.test(headers.get('content-length') ?? '');
}
