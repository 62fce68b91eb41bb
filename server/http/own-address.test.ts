import { describe, expect, it } from 'vitest';
import { isOwnHost, isOwnOrigin, publicAddress } from './own-address';

const LOCAL = { port: 4173, publicAddress: null };

describe('Host', () => {
  it.each([
    ['127.0.0.1:4173', true],
    ['localhost:4173', true],
    ['LOCALHOST:4173', true],
    ['LocalHost:4173', true],
    ['[::1]:4173', true],
    ['[0:0:0:0:0:0:0:1]:4173', true],
    ['[0000:0000:0000:0000:0000:0000:0000:0001]:4173', true],
    ['[::0:1]:4173', true],
    ['127.0.0.1', false],
    ['localhost', false],
    ['localhost:4174', false],
    ['localhost:80', false],
    ['localhost:41730', false],
    ['localhost:', false],
    [':4173', false],
    ['', false],
    [undefined, false],
    ['::1:4173', false],
    ['[::1]', false],
    ['[::]:4173', false],
    ['[::2]:4173', false],
    ['[0:0:0:0:0:0:0:1]:4174', false],
    ['[0:0:0:0:0:0:0:1]', false],
    ['[::1%25lo]:4173', false],
    ['[::ffff:127.0.0.1]:4173', false],
    ['[:::1]:4173', false],
    ['0.0.0.0:4173', false],
    ['127.0.0.2:4173', false],
    ['2130706433:4173', false],
    ['localhost.:4173', false],
    ['evil.example:4173', false],
    ['localhost.evil.example:4173', false],
    ['localhost:4173.evil.example', false],
    ['evil.example@localhost:4173', false],
    ['localhost:4173, evil.example', false],
    ['localhost:4173 ', false],
    [' localhost:4173', false],
  ])('%j on port 4173: %s', (host, expected) => {
    expect(isOwnHost(host, LOCAL)).toBe(expected);
  });

  it.each([
    ['localhost', true],
    ['[::1]', true],
    ['127.0.0.1:80', true],
    ['evil.example', false],
  ])("%j on http's own port: %s", (host, expected) => {
    expect(isOwnHost(host, { ...LOCAL, port: 80 })).toBe(expected);
  });
});

describe('Host with PUBLIC_URL', () => {
  const at = (url: string) => ({ port: 4173, publicAddress: publicAddress(url) });
  it.each([
    ['https://backups.example.com', 'backups.example.com', true],
    ['https://backups.example.com', 'BACKUPS.example.COM', true],
    ['https://backups.example.com', 'backups.example.com:443', true],
    ['https://backups.example.com', 'localhost:4173', true],
    ['https://backups.example.com', '127.0.0.1:4173', true],
    ['https://backups.example.com', 'backups.example.com:80', false],
    ['https://backups.example.com', 'backups.example.com:4173', false],
    ['https://backups.example.com', 'backups.example.com.', false],
    ['https://backups.example.com', 'backups.example.com.evil.example', false],
    ['https://backups.example.com', 'evil-backups.example.com', false],
    ['https://backups.example.com', 'example.com', false],
    ['https://backups.example.com', 'localhost', false],
    ['https://backups.example.com', 'localhost:443', false],
    ['https://backups.example.com', '', false],
    ['https://backups.example.com', undefined, false],
    ['https://backups.example.com:8443', 'backups.example.com:8443', true],
    ['https://backups.example.com:8443', 'backups.example.com', false],
    ['https://backups.example.com:8443', 'backups.example.com:8443:443', false],
    ['https://[2001:db8::7]', '[2001:db8::7]', true],
    ['https://[2001:db8::7]', '[2001:0DB8:0:0:0:0:0:7]:443', true],
    ['https://[2001:db8::7]', '[2001:db8::8]', false],
    ['http://localhost:8080', 'localhost:8080', true],
    ['http://localhost:8080', '127.0.0.1:8080', false],
  ])('%s, asked for as %j: %s', (url, host, expected) => {
    expect(isOwnHost(host, at(url))).toBe(expected);
  });
});

describe('origin of a change', () => {
  const own = 'http://127.0.0.1:4173';
  it.each([
    ['same-origin', own, true],
    ['same-origin', undefined, true],
    // The development server's page: the browser's header decides, because the origin is the proxy's.
    ['same-origin', 'http://127.0.0.1:5173', true],
    ['same-site', own, false],
    ['cross-site', own, false],
    ['none', own, false],
    ['', own, false],
    ['SAME-ORIGIN', own, false],
    ['same-origin, cross-site', own, false],
    [undefined, own, true],
    [undefined, 'http://localhost:4173', true],
    [undefined, 'http://[::1]:4173', true],
    [undefined, undefined, false],
    [undefined, '', false],
    [undefined, 'null', false],
    [undefined, 'https://127.0.0.1:4173', false],
    [undefined, 'http://127.0.0.1', false],
    [undefined, 'http://127.0.0.1:4174', false],
    [undefined, 'http://127.0.0.1:4173/', false],
    [undefined, 'http://evil.example', false],
    [undefined, 'http://127.0.0.1:4173.evil.example', false],
    [undefined, 'HTTP://127.0.0.1:4173', false],
  ])('Sec-Fetch-Site %j, Origin %j: %s', (secFetchSite, origin, expected) => {
    expect(isOwnOrigin({ secFetchSite, origin }, LOCAL)).toBe(expected);
  });
});

describe('origin of a change with PUBLIC_URL', () => {
  it.each([
    ['https://backups.example.com', true],
    ['http://127.0.0.1:4173', true],
    ['http://backups.example.com', false],
    ['https://backups.example.com:8443', false],
    ['https://backups.example.com:443', false],
    ['https://example.com', false],
    ['null', false],
    [undefined, false],
  ])('Origin %j: %s', (origin, expected) => {
    const own = { port: 4173, publicAddress: publicAddress('https://backups.example.com') };
    expect(isOwnOrigin({ secFetchSite: undefined, origin }, own)).toBe(expected);
  });
});
