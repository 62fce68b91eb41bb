import { BlockList, isIP, SocketAddress } from 'node:net';

/** Addresses from a list of IP addresses and CIDR ranges, parted by commas; null when one is neither. */
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
 * The address of whoever sent a request. `X-Forwarded-For` counts only where the connection comes from a proxy that
 * is trusted, and of it the last entry that is not such a proxy: whatever stands before it, anybody can have written.
 * @param socketAddress the other end of the connection
 * @param forwardedFor the header as it came, its lines joined by commas
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
    // The proxy wrote nothing that can be read: then it is all that is known.
    if (before === null) break;
    address = before;
  }
  return address;
}

/** Whether the connection comes from a proxy whose `X-Forwarded-For` is believed. */
export function isTrustedProxy(socketAddress: string | undefined, proxies: BlockList): boolean {
  const address = plainAddress(socketAddress ?? '');
  return address !== null && isIn(proxies, address);
}

/**
 * What a limit counts by: the address, of IPv6 the first 64 bits, which one customer has as a whole. Source: RFC 6177.
 */
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

/** One spelling per address, without port or brackets, an IPv4 address as such; null when it is no address. */
function plainAddress(text: string): string | null {
  const bare = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(text)?.[1] ?? /^([\d.]+):\d{1,5}$/.exec(text)?.[1] ?? text;
  const version = isIP(bare);
  if (version !== 6) return version === 0 ? null : bare;
  const { address } = new SocketAddress({ address: bare, family: 'ipv6' });
  return /^::ffff:([\d.]+)$/.exec(address)?.[1] ?? address;
}
