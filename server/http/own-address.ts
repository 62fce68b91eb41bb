import type { PublicAddress } from './public-url';

const LOOPBACK_HOSTS = ['127.0.0.1', 'localhost', '[::1]'];

/** Under what the gateway may be called: the names of this machine with its own port, and `PUBLIC_URL`. */
export interface OwnAddress {
  readonly port: number;
  readonly publicAddress: PublicAddress | null;
}

/**
 * True when a `Host` header names this gateway itself. A name of somebody else's that leads here (DNS rebinding) does
 * not, nor does the right name with another port.
 */
export function isOwnHost(host: string | undefined, { port, publicAddress }: OwnAddress): boolean {
  if (host === undefined) return false;
  const asked = canonicalHost(host);
  const locals = LOOPBACK_HOSTS.map((name) => `${name}:${port}`);
  // A browser leaves out http's own port.
  if (locals.includes(asked) || (port === 80 && LOOPBACK_HOSTS.includes(asked))) return true;
  return isPublicHost(host, { port, publicAddress });
}

/** True when a `Host` header names `PUBLIC_URL`. */
export function isPublicHost(host: string | undefined, { publicAddress }: OwnAddress): boolean {
  if (host === undefined || publicAddress === null) return false;
  const asked = canonicalHost(host);
  const { host: own, isHttps } = publicAddress;
  return asked === own || (asked === `${own}:${isHttps ? 443 : 80}` && !/:\d+$/.test(own));
}

/** What a page of the gateway's own sends as `Origin`. */
export function ownOrigins({ port, publicAddress }: OwnAddress): string[] {
  const locals = LOOPBACK_HOSTS.map((name) => new URL(`http://${name}:${port}`).origin);
  return publicAddress === null ? locals : [publicAddress.origin, ...locals];
}

/**
 * True when a write comes from the gateway's own pages. `Sec-Fetch-Site` is what the browser itself says and cannot
 * be set by a page, so where it is present it alone decides; through a development proxy `Origin` differs anyway.
 */
export function isOwnOrigin(
  headers: { readonly secFetchSite: string | undefined; readonly origin: string | undefined },
  own: OwnAddress,
): boolean {
  if (headers.secFetchSite !== undefined) return headers.secFetchSite === 'same-origin';
  return headers.origin !== undefined && ownOrigins(own).includes(headers.origin);
}

/** The address to name where somebody has to be told one. */
export function mainOrigin(own: OwnAddress): string {
  return own.publicAddress?.origin ?? `http://127.0.0.1:${own.port}`;
}

/** In lower case, and an IPv6 address in its one short form; anything else stays as it was sent. */
function canonicalHost(host: string): string {
  const lower = host.toLowerCase();
  const [, address = '', port = ''] = /^\[([\da-f:.]{2,45})\](:\d{1,5})?$/.exec(lower) ?? [];
  const url = `http://[${address}]`;
  return address !== '' && URL.canParse(url) ? new URL(url).hostname + port : lower;
}
