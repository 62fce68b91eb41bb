const LOOPBACK_NAMES: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '::1']);

/** True for a name of this machine alone, with or without the brackets of an IPv6 address. */
export function isLoopbackName(host: string): boolean {
  return LOOPBACK_NAMES.has(withoutBrackets(host).toLowerCase());
}

/** `[::1]` as `::1`; anything else as it is. */
export function withoutBrackets(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}
