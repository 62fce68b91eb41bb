import type { MiddlewareHandler } from 'hono';
import { gatewayError } from './gateway-error';
import type { GatewayEnv } from './http-env';

const OWN_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/** Every `host:port` under which the gateway may be called: loopback names with its own port. */
function ownHosts(port: number): string[] {
  const hosts = OWN_NAMES.map((name) => `${name}:${port}`);
  // A browser leaves out http's own port.
  return port === 80 ? [...hosts, ...OWN_NAMES] : hosts;
}

/** True when a `Host` header names this gateway itself. A name of somebody else's that leads here (DNS rebinding) does not. */
export function isOwnHost(host: string | undefined, port: number): boolean {
  return host !== undefined && ownHosts(port).includes(host.toLowerCase());
}

/**
 * True when a write comes from the gateway's own pages. `Sec-Fetch-Site` is what the browser itself says and cannot
 * be set by a page, so where it is present it alone decides; through a development proxy `Origin` differs anyway.
 */
export function isOwnOrigin(
  headers: { readonly secFetchSite: string | undefined; readonly origin: string | undefined },
  port: number,
): boolean {
  if (headers.secFetchSite !== undefined) return headers.secFetchSite === 'same-origin';
  return ownHosts(port).some((host) => headers.origin === `http://${host}`);
}

/** Refuses requests whose `Host` is not the gateway's own. */
export function hostGuard(port: () => number): MiddlewareHandler<GatewayEnv> {
  return async (c, next) => {
    if (isOwnHost(c.req.header('host'), port())) return next();
    return gatewayError({
      code: 'host_refused',
      detail: `This gateway answers only under its own address, http://127.0.0.1:${port()} or http://localhost:${port()}; the Host header names another one.`,
    });
  };
}

/** Refuses writes that another site, or no page at all, has sent. */
export function originGuard(port: () => number): MiddlewareHandler<GatewayEnv> {
  return async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
    const headers = { secFetchSite: c.req.header('sec-fetch-site'), origin: c.req.header('origin') };
    if (isOwnOrigin(headers, port())) return next();
    return gatewayError({
      code: 'origin_refused',
      detail: `Changes are accepted only from this gateway's own pages. Outside a browser, send the header "Origin: http://127.0.0.1:${port()}".`,
    });
  };
}
