import { BlockList, isIP, SocketAddress } from 'node:net';

/** Parses IP addresses and CIDR ranges, separated by commas; null when one is neither. */
export function parseProxies(text: string): BlockList | null {
  const list = new BlockList();
  for (const entry of text.split(',').map((one) => one.trim())) {
    const [, address = '', bits] = /^([\da-f.:]+)(?:\/(\d{1,3}))?$/i.exec(entry) ?? [];
    const version = isIP(address);
    if (version === 0) return null;
    const family = version === 6 ? 'ipv6' : 'ipv4';
    const prefix = bits === undefined ? (version === 6 ? 128 : 32) : Number(bits);
    if (prefix > (version === 6 ? 128 : 32)) return null;
    list.addSubnet(address, prefix, family);
  }
  return list;
}

/**
 * The address of a client. `X-Forwarded-For` counts only on a connection from a trusted proxy, and only its last entry
 * that is no such proxy: anybody can have written those before it.
 */
export function clientAddress(
  socketAddress: string | undefined,
  forwardedFor: string | undefined,
  proxies: BlockList,
): string {
  let address = plainAddress(socketAddress ?? '');
  if (address === null) return 'unknown';
  for (const entry of (forwardedFor ?? '').split(',').reverse()) {
    if (!isIn(proxies, address)) break;
    const before = plainAddress(entry.trim());
    // Unreadable: only the proxy is known.
    if (before === null) break;
    address = before;
  }
  return address;
}

/** Whether the connection comes from a proxy whose `X-Forwarded-For` counts. */
export function isTrustedProxy(socketAddress: string | undefined, proxies: BlockList): boolean {
  const address = plainAddress(socketAddress ?? '');
  return address !== null && isIn(proxies, address);
}

/** The key of a limit: the address, or the first 64 bits of IPv6, which belong to one customer (RFC 6177). */
export function limitKey(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = '', tail = ''] = address.split('%')[0]?.split('::') ?? [];
  const groups = (part: string) => (part === '' ? [] : part.split(':'));
  const isShortened = address.includes('::');
  const missing = isShortened ? 8 - groups(head).length - groups(tail).length : 0;
  const all = [...groups(head), ...Array.from({ length: Math.max(0, missing) }, () => '0'), ...groups(tail)];
  return all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

function isIn(proxies: BlockList, address: string): boolean {
  return proxies.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** The canonical address, without port or brackets, mapped IPv4 as IPv4; null when it is no address. */
function plainAddress(text: string): string | null {
  const bare = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(text)?.[1] ?? /^([\d.]+):\d{1,5}$/.exec(text)?.[1] ?? text;
  const version = isIP(bare);
  if (version !== 6) return version === 0 ? null : bare;
  const { address } = new SocketAddress({ address: bare, family: 'ipv6' });
  return /^::ffff:([\d.]+)$/.exec(address)?.[1] ?? address;
}
