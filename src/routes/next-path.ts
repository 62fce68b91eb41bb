/** No legitimate address is longer. */
const MAX_LENGTH = 2048;

/**
 * Where to go after signing in: the requested path if it is one of this app's own, else the start page. Anything that a
 * browser could read as another host, or as more than a path, is rejected.
 */
export function ownPath(next: string | null): string {
  if (next === null || next.length > MAX_LENGTH) return '/';
  // One slash, then no other: browsers take `//` and `/\` for the beginning of a host, and drop tabs and line ends.
  if (!/^\/(?![/\\])[\x21-\x7e]*$/.test(next) || next.includes('\\')) return '/';
  const path = next.replace(/[?#].*$/, '');
  // Signing in never leads to itself, nor to the gateway's interface.
  return /^\/(?:sign-in|api)(?:\/|$)/i.test(path) ||
    path.includes('//') ||
    /(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/i.test(path)
    ? '/'
    : next;
}
