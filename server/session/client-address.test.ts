import { describe, expect, it } from 'vitest';
import { clientAddress, limitKey, parseProxies } from './client-address';

describe('the address of whoever signs in', () => {
  it.each([
    // Without a trusted proxy nothing that is sent counts.
    ['', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['10.0.0.1', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['10.0.0.1', '203.0.113.9', undefined, '203.0.113.9'],
    // Behind one, its last entry.
    ['127.0.0.1', '127.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['127.0.0.1', '::ffff:127.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['127.0.0.1', '127.0.0.1', '1.1.1.1, 2.2.2.2, 198.51.100.1', '198.51.100.1'],
    ['10.0.0.0/8', '10.1.2.3', '1.1.1.1, 198.51.100.1, 10.9.9.9', '198.51.100.1'],
    ['10.0.0.0/8, ::1', '::1', '198.51.100.1,10.9.9.9', '198.51.100.1'],
    ['2001:db8::/32', '2001:db8::7', '2001:470:1::5', '2001:470:1::5'],
    ['127.0.0.1', '127.0.0.1', '198.51.100.1:4711', '198.51.100.1'],
    ['127.0.0.1', '127.0.0.1', '[2001:470:1::5]:4711', '2001:470:1::5'],
    // What cannot be read is not believed, nor is anything before it.
    ['127.0.0.1', '127.0.0.1', '1.1.1.1, unknown', '127.0.0.1'],
    ['127.0.0.1', '127.0.0.1', '', '127.0.0.1'],
    ['127.0.0.1', '127.0.0.1', '1.1.1.1,', '127.0.0.1'],
    ['127.0.0.1', '127.0.0.1', '127.0.0.1', '127.0.0.1'],
    ['127.0.0.1', undefined, '1.1.1.1', 'unknown'],
  ])('proxies %j, socket %j, X-Forwarded-For %j: %s', (proxies, socket, forwarded, expected) => {
    const list = parseProxies(proxies === '' ? '192.0.2.1' : proxies);
    if (list === null) throw new Error(proxies);
    expect(clientAddress(socket, forwarded, list)).toBe(expected);
  });

  it.each(['', 'x', '1.2.3', '10.0.0.0/33', '::/129', '10.0.0.1,', '10.0.0.0/-1', 'nginx', '10.0.0.0/8/8'])(
    'the list %j is refused',
    (text) => {
      expect(parseProxies(text)).toBeNull();
    },
  );

  it.each([
    ['198.51.100.1', '198.51.100.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::9', '2001:db8:1:2'],
    ['2001:0db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['unknown', 'unknown'],
  ])('%s is counted as %s', (address, key) => {
    expect(limitKey(address)).toBe(key);
  });
});
