import { isLoopbackName } from './loopback';

/** The address under which people open the gateway from outside (`PUBLIC_URL`). */
export interface PublicAddress {
  /** As a browser sends it in `Origin`: scheme and host, with a port only where it is not the scheme's own. */
  readonly origin: string;
  /** As a browser sends it in `Host`. */
  readonly host: string;
  readonly isHttps: boolean;
}

/** True for an origin without path, query or user name: https, or http on this machine. */
export function isPublicUrl(text: string): boolean {
  // The raw text counts: URL drops an empty query, an empty fragment and control characters without a word.
  if (!/^https?:\/\/[\x21-\x7e]+$/i.test(text) || /[?#@\\*]/.test(text) || !URL.canParse(text)) return false;
  const url = new URL(text);
  return url.pathname === '/' && (url.protocol === 'https:' || isLoopbackName(url.hostname));
}

/** True where no other machine can open that address; also where there is none but this machine's. */
export function isOnThisMachine(address: PublicAddress | null): boolean {
  return address === null || isLoopbackName(new URL(address.origin).hostname);
}

/** @param text one that `isPublicUrl` holds for */
export function publicAddress(text: string): PublicAddress {
  const { origin, host, protocol } = new URL(text);
  return { origin, host, isHttps: protocol === 'https:' };
}
