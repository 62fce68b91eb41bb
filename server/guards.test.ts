import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isOwnHost, isOwnOrigin } from './guards';
import { startTestGateway, type TestGateway } from './testing/gateway';
import { send, sendRaw } from './testing/http';

describe('Host', () => {
  it.each([
    ['127.0.0.1:4173', true],
    ['localhost:4173', true],
    ['LOCALHOST:4173', true],
    ['LocalHost:4173', true],
    ['[::1]:4173', true],
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
    expect(isOwnHost(host, 4173)).toBe(expected);
  });

  it.each([
    ['localhost', true],
    ['[::1]', true],
    ['127.0.0.1:80', true],
    ['evil.example', false],
  ])("%j on http's own port: %s", (host, expected) => {
    expect(isOwnHost(host, 80)).toBe(expected);
  });
});

describe('origin of a change', () => {
  const own = 'http://127.0.0.1:4173';
  it.each([
    ['same-origin', own, true],
    ['same-origin', undefined, true],
    // The development server's page: the browser vouches, the origin is the proxy's.
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
    expect(isOwnOrigin({ secFetchSite, origin }, 4173)).toBe(expected);
  });
});

describe('guards in place', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.stop());

  it.each(['evil.example', 'localhost:1', '127.0.0.1'])(
    'refuse every page and call to Host %j, and say why',
    async (host) => {
      for (const path of ['/', '/api/gateway', '/api/v1/backups/', '/assets/app.js', '/nothing']) {
        const answer = await send({ port: gateway.port, path, headers: { host } });
        expect(answer.status, path).toBe(403);
        expect(answer.headers['x-gateway-error']).toBe('host_refused');
        expect(JSON.parse(answer.text)).toEqual({
          detail: expect.stringContaining(`http://127.0.0.1:${gateway.port}`),
          gateway: { code: 'host_refused', reached: 'no' },
        });
      }
    },
  );

  it.each(['GET / HTTP/1.1\r\nHost:\r\n', 'GET /api/gateway HTTP/1.0\r\n'])(
    'refuse a request that names no host: %j',
    async (head) => {
      const answer = await sendRaw(gateway.port, `${head}Connection: close\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 403 /);
      expect(answer).toContain('host_refused');
    },
  );

  it('refuse a Host that is no host at all', async () => {
    const answer = await send({ port: gateway.port, path: '/', headers: { host: 'evil example/x' } });
    expect(answer.status).toBe(400);
    expect(answer.headers['x-gateway-error']).toBe('bad_request');
  });

  it('let a health check pass under any name', async () => {
    const answer = await send({
      port: gateway.port,
      path: '/healthz',
      headers: { host: 'gateway.internal' },
    });
    expect([answer.status, answer.text]).toEqual([200, '{"status":"ok"}']);
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])(
    'refuse %s from another site, and say why',
    async (method) => {
      for (const path of ['/', '/api/v1/backups/', '/api/sandbox', '/healthz']) {
        const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
        const answer = await send({ port: gateway.port, method, path, headers });
        expect(answer.status, path).toBe(403);
        expect(JSON.parse(answer.text)).toMatchObject({ gateway: { code: 'origin_refused', reached: 'no' } });
        expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
      }
    },
  );
});
