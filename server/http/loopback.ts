const LOOPBACK_NAMES: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '::1']);

/** True for a name of this machine alone, with or without the brackets of an IPv6 address. */
export function isLoopbackName(host: string): boolean {
  return LOOPBACK_NAMES.has(withoutBrackets(host).toLowerCase());
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
