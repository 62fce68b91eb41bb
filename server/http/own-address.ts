/** The address under which people open the gateway from outside (`PUBLIC_URL`). */
export interface PublicAddress {
  /** As a browser sends it in `Origin`: scheme and host, with a port only where it is not the scheme's default. */
  readonly origin: string;
  /** As a browser sends it in `Host`. */
  readonly host: string;
  readonly isHttps: boolean;
}

/** True for an origin without path, query or user name: https, or http on this machine. */
export function isPublicUrl(text: string): boolean {
  return safeUrl(text, /[?#@\\*]/)?.pathname === '/';
}

/** @param text one for which `isPublicUrl` holds */
export function publicAddress(text: string): PublicAddress {
  const { origin, host, protocol } = new URL(text);
  return { origin, host, isHttps: protocol === 'https:' };
}

/** True where no other machine can open that address, or there is none. */
export function isOnThisMachine(address: PublicAddress | null): boolean {
  return address === null || isLoopbackName(new URL(address.origin).hostname);
}

const LOOPBACK_HOSTS = ['127.0.0.1', 'localhost', '[::1]'];

/** The addresses of the gateway: the names of this machine with its own port, and `PUBLIC_URL`. */
export interface OwnAddress {
  readonly port: number;
  readonly publicAddress: PublicAddress | null;
}

/** True when a `Host` header names this gateway; a foreign name that resolves to it (DNS rebinding) does not. */
export function isOwnHost(host: string | undefined, { port, publicAddress }: OwnAddress): boolean {
  if (host === undefined) return false;
  const asked = canonicalHost(host);
  const locals = LOOPBACK_HOSTS.map((name) => `${name}:${port}`);
  // A browser leaves out http's default port.
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

/** What the gateway's own pages send as `Origin`. */
function ownOrigins({ port, publicAddress }: OwnAddress): string[] {
  const locals = LOOPBACK_HOSTS.map((name) => new URL(`http://${name}:${port}`).origin);
  return publicAddress === null ? locals : [publicAddress.origin, ...locals];
}

/**
 * True when a write comes from the gateway's own pages. No page can set `Sec-Fetch-Site`, so where it is present it
 * alone decides; through a development proxy `Origin` differs anyway.
 */
export function isOwnOrigin(
  { secFetchSite, origin }: Readonly<Record<'secFetchSite' | 'origin', string | undefined>>,
  own: OwnAddress,
): boolean {
  if (secFetchSite !== undefined) return secFetchSite === 'same-origin';
  return origin !== undefined && ownOrigins(own).includes(origin);
}

/** The address to name in messages. */
export function mainOrigin(own: OwnAddress): string {
  return own.publicAddress?.origin ?? `http://127.0.0.1:${own.port}`;
}

/** In lower case, an IPv6 address in its short form. */
function canonicalHost(host: string): string {
  const lower = host.toLowerCase();
  const [, address = '', port = ''] = /^\[([\da-f:.]{2,45})\](:\d{1,5})?$/.exec(lower) ?? [];
  const url = `http://[${address}]`;
  return address !== '' && URL.canParse(url) ? new URL(url).hostname + port : lower;
}

/** True for a name of this machine alone, with or without the brackets of an IPv6 address. */
export function isLoopbackName(host: string): boolean {
  const name = withoutBrackets(host).toLowerCase();
  return LOOPBACK_HOSTS.some((one) => withoutBrackets(one) === name);
}

/**
 * The URL, if it is https, or http on this machine, and holds nothing that matches `forbidden`; else null. The raw text
 * is judged, because `URL` drops control characters, an empty query and an empty fragment.
 */
export function safeUrl(text: string, forbidden: RegExp): URL | null {
  if (!/^https?:\/\/[\x21-\x7e]+$/i.test(text) || forbidden.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === 'https:' || isLoopbackName(url.hostname) ? url : null;
}

/** `[::1]` as `::1`; anything else as it is. */
export function withoutBrackets(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}
