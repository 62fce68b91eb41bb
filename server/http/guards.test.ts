import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusal, setUpGateway, startTestGateway, type TestGateway } from '../testing/gateway';
import { OWN_PAGE, send, sendRaw } from '../testing/http';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

describe('a request to another host name', () => {
  it.each(['evil.example', 'localhost:1', '127.0.0.1'])(
    'is refused for every page and call, with Host %j, and says why',
    async (host) => {
      for (const path of ['/', '/api/gateway', '/api/v1/backups/', '/assets/app.js', '/nothing']) {
        const answer = await send({ port: gateway.port, path, headers: { host } });
        expect(answer.status, path).toBe(403);
        expect(answer.headers['x-gateway-error']).toBe('host_refused');
        const body: unknown = JSON.parse(answer.text);
        expect(body).toEqual({
          detail: expect.stringContaining(`http://127.0.0.1:${gateway.port}`),
          gateway: { code: 'host_refused', reached: 'no' },
        });
        expect(body).toMatchObject({ detail: expect.stringMatching(`was "${host}".*PUBLIC_URL`) });
      }
    },
  );

  it('is refused in plain words if a person opens a page, with the public address', async () => {
    const guarded = await startTestGateway({ publicUrl: 'https://backups.example.com' });
    const headers = { host: 'old.example.com', accept: 'text/html,*/*;q=0.8' };
    const answer = await send({ port: guarded.port, path: '/', headers });
    await guarded.stop();
    expect([answer.status, answer.headers['content-type']]).toEqual([403, 'text/plain; charset=UTF-8']);
    expect(answer.text).toMatch(/https:\/\/backups\.example\.com.*"old\.example\.com".*PUBLIC_URL\.\n$/);
  });

  it('gets little of its input back, and none of it as markup', async () => {
    const host = `${'a'.repeat(300)}.example`;
    const answer = await send({ port: gateway.port, path: '/', headers: { host } });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain(`"${'a'.repeat(100)}…"`.replaceAll('"', '\\"'));
    expect(answer.text).not.toContain('a'.repeat(101));
  });

  it.each(['GET / HTTP/1.1\r\nHost:\r\n', 'GET /api/gateway HTTP/1.0\r\n'])(
    'is refused if it names no host: %j',
    async (head) => {
      const answer = await sendRaw(gateway.port, `${head}Connection: close\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 403 /);
      expect(answer).toContain('host_refused');
    },
  );

  it('is refused if its Host is invalid', async () => {
    const answer = await send({ port: gateway.port, path: '/', headers: { host: 'evil example/x' } });
    expect(answer.status).toBe(400);
    expect(answer.headers).toMatchObject({
      'x-gateway-error': 'bad_request',
      'cache-control': 'no-store',
      'content-security-policy': expect.stringMatching(/^default-src 'none'; /),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
  });

  it.each(['GET', 'POST'])(
    'is refused even if its Origin agrees (%s), which is what DNS rebinding looks like',
    async (method) => {
      const { port, provider } = await setUpGateway();
      const host = `evil.example:${port}`;
      const headers = { ...OWN_PAGE, host, origin: `http://${host}` };
      const body = method === 'POST' ? '{"server_id": 1}' : undefined;
      const answer = await send({
        port,
        method,
        path: '/api/v1/backups/',
        headers,
        ...(body !== undefined && { body }),
      });
      expect(refusal(answer)).toEqual([403, 'host_refused']);
      expect(provider.seen).toEqual([]);
    },
  );

  it.each(['/healthz', '/readyz'])('may ask for %s, as a load balancer does', async (path) => {
    const headers = { host: 'gateway.internal' };
    const answer = await send({ port: gateway.port, path, headers });
    expect(answer.headers['x-gateway-error']).toBeUndefined();
    expect(JSON.parse(answer.text)).toMatchObject({ status: expect.any(String) });
  });
});

describe('a gateway with its own token', () => {
  const publicUrl = 'https://backups.example.com';
  const headers = { ...OWN_PAGE, host: 'backups.example.com' };

  it('acts for nobody at its public address, and says how people can work there', async () => {
    const { port, provider } = await setUpGateway(undefined, { publicUrl });
    const calls = [
      ['GET', '/'],
      ['GET', '/sign-in'],
      ['GET', '/assets/app.js'],
      ['GET', '/api/gateway'],
      ['GET', '/api/activity'],
      ['GET', '/api/v1/backups/'],
      ['DELETE', '/api/v1/backups/1/'],
      ['PUT', '/api/read-only'],
      ['GET', '/metrics/'],
      ['GET', '/healthz/../api/v1/backups/'],
    ] as const;
    for (const host of ['backups.example.com', 'BACKUPS.example.com:443']) {
      for (const [method, path] of calls) {
        const answer = await send({ port, method, path, headers: { ...headers, host } });
        expect(refusal(answer), `${method} ${path}`).toEqual([403, 'host_refused']);
        expect(answer.text).toMatch(/VPS_API_TOKEN.*its own machine only.*leave out VPS_API_TOKEN/);
      }
    }
    expect(provider.seen).toEqual([]);
    const page = await send({ port, path: '/', headers: { ...headers, accept: 'text/html' } });
    expect([page.status, page.headers['content-type']]).toEqual([403, 'text/plain; charset=UTF-8']);
    expect(page.text).toContain(`http://127.0.0.1:${port}`);
  });

  it('still reports its health there, and serves its metrics', async () => {
    const { port } = await setUpGateway(undefined, { publicUrl });
    for (const path of ['/healthz', '/readyz']) {
      expect((await send({ port, path, headers })).status, path).toBe(200);
    }
    expect(refusal(await send({ port, path: '/metrics', headers }))).toEqual([403, 'metrics_refused']);
  });

  it('works on its own machine, even under a local public address', async () => {
    const { port } = await setUpGateway(undefined, { publicUrl });
    expect((await send({ port, path: '/api/v1/backups/' })).status).toBe(200);
    const local = await setUpGateway(undefined, { publicUrl: 'http://localhost:8080' });
    const host = 'localhost:8080';
    expect((await send({ port: local.port, path: '/api/v1/backups/', headers: { host } })).status).toBe(200);
  });

  it('does not affect the demo data, which anybody may see', async () => {
    const { port } = await setUpGateway(undefined, { mode: 'sandbox', publicUrl });
    expect((await send({ port, path: '/api/v1/backups/', headers })).status).toBe(200);
  });
});

/** What a browser says about the origin of a request; `absent` is a program that says nothing. */
const SITES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'same-origin': { 'sec-fetch-site': 'same-origin' },
  'cross-site': { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
  'same-site': { 'sec-fetch-site': 'same-site', origin: 'http://127.0.0.1:9' },
  null: { origin: 'null' },
  absent: {},
};
const CALLS = [
  ['POST', '/api/v1/backups/', '{"server_id": 1}'],
  ['DELETE', '/api/v1/backups/1/', ''],
] as const;
const MATRIX = Object.entries(SITES).flatMap(([site, headers]) =>
  [true, false].flatMap((isRequested) =>
    CALLS.map(([method, path, body]) => ({ site, headers, isRequested, method, path, body })),
  ),
);

describe('a change', () => {
  it.each(MATRIX)(
    'from $site, custom header $isRequested, $method',
    async ({ site, headers, isRequested, method, path, body }) => {
      const { port, provider } = await setUpGateway();
      const sent = {
        ...headers,
        ...(isRequested && { 'x-requested-with': 'vps-backups' }),
        ...(body !== '' && { 'content-type': 'application/json' }),
      };
      const answer = await send({ port, method, path, headers: sent, body });
      const arrived = provider.seen.filter((seen) => seen.method === method);
      if (site === 'same-origin' && isRequested) {
        expect([answer.status, arrived.length]).toEqual([200, 1]);
      } else {
        expect(refusal(answer)).toEqual([403, 'origin_refused']);
        expect(provider.seen).toEqual([]);
      }
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    },
  );

  it('from a shell needs the header and the exact origin, and the refusal says so', async () => {
    const { port } = await setUpGateway();
    const change = { port, method: 'DELETE', path: '/api/v1/backups/1/' };
    const refused = await send(change);
    expect(refused.text).toContain('\\"X-Requested-With: vps-backups\\"');
    expect(refused.text).toContain(`\\"Origin: http://127.0.0.1:${port}\\"`);
    const headers = { 'x-requested-with': 'vps-backups', origin: `http://127.0.0.1:${port}` };
    expect((await send({ ...change, headers })).status).toBe(200);
    const elsewhere = { ...headers, origin: `http://127.0.0.1:${port + 1}` };
    const told = await send({ ...change, headers: elsewhere });
    expect(refusal(told)).toEqual([403, 'origin_refused']);
    expect(told.text).toContain(`Origin \\"http://127.0.0.1:${port + 1}\\"`);
  });

  it('without a body and without the header is refused, and so is a plain text form', async () => {
    const { port, provider } = await setUpGateway();
    const path = '/api/v1/backups/';
    const bare = await send({ port, method: 'POST', path, headers: { 'sec-fetch-site': 'same-origin' } });
    expect(refusal(bare)).toEqual([403, 'origin_refused']);
    const form = { 'content-type': 'text/plain', origin: 'https://evil.example' };
    const asForm = await send({ port, method: 'POST', path, headers: form, body: '{"server_id":1}' });
    expect(refusal(asForm)).toEqual([403, 'origin_refused']);
    const own = { ...OWN_PAGE, 'content-type': 'text/plain' };
    for (const target of [path, '/api/operations', '/api/v1/servers/1/restore/']) {
      const answer = await send({ port, method: 'POST', path: target, headers: own, body: '{}' });
      expect(refusal(answer), target).toEqual([415, 'bad_body']);
    }
    expect(provider.seen).toEqual([]);
  });

  it('from another site whose browser asks for permission gets none', async () => {
    const headers = {
      origin: 'https://evil.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'x-requested-with, content-type',
      'sec-fetch-site': 'cross-site',
    };
    for (const path of ['/', '/api/v1/backups/', '/api/gateway', '/api/csp-report', '/healthz']) {
      const answer = await send({ port: gateway.port, method: 'OPTIONS', path, headers });
      expect(answer.status, path).toBeGreaterThanOrEqual(400);
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])(
    'from another site is refused on every path (%s)',
    async (method) => {
      for (const path of ['/', '/api/v1/backups/', '/api/sandbox', '/healthz']) {
        const headers = { ...OWN_PAGE, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
        const answer = await send({ port: gateway.port, method, path, headers });
        expect(answer.status, path).toBe(403);
        expect(JSON.parse(answer.text)).toMatchObject({ gateway: { code: 'origin_refused', reached: 'no' } });
      }
    },
  );
});

describe('a read', () => {
  it.each(['cross-site', 'same-site'])(
    'caused by a page of another origin (%s) makes no call',
    async (site) => {
      const { port, provider } = await setUpGateway();
      const headers = { 'sec-fetch-site': site, 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' };
      for (const path of [
        '/api/v1/backups/',
        '/api/v1/account/me/',
        '/api/gateway',
        '/api/activity/export',
        '/metrics',
        '/readyz',
      ]) {
        for (const method of ['GET', 'HEAD']) {
          const answer = await send({ port, method, path, headers });
          expect([answer.status, answer.headers['x-gateway-error']], path).toEqual([403, 'origin_refused']);
        }
      }
      expect(provider.seen).toEqual([]);
      // Following a link to a page is fine.
      expect((await send({ port, path: '/healthz', headers })).status).toBe(200);
    },
  );

  it.each([{ 'sec-fetch-site': 'same-origin' }, { 'sec-fetch-site': 'none' }, {}])(
    'from its own page, a person or a program is answered: %j',
    async (headers) => {
      const { port } = await setUpGateway();
      expect((await send({ port, path: '/api/v1/backups/', headers })).status).toBe(200);
    },
  );
});

describe('a method that no path supports', () => {
  it.each(['PUT', 'PATCH', 'OPTIONS'])('is refused (%s)', async (method) => {
    const { port, provider } = await setUpGateway();
    const answer = await send({ port, method, path: '/api/v1/backups/', headers: OWN_PAGE });
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, POST']);
    expect(provider.seen).toEqual([]);
  });

  it.each(['TRACE', 'CONNECT'])('%s goes nowhere and gives nothing back', async (method) => {
    const { port, provider } = await setUpGateway();
    const head = `${method} /api/v1/backups/ HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX-Canary: seen\r\n`;
    const answer = await sendRaw(
      port,
      `${head}X-Requested-With: vps-backups\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^(?:HTTP\/1\.1 (?:405|400) .*)?(?:$|\r\n)/);
    expect(answer).not.toContain('seen');
    expect(provider.seen).toEqual([]);
  });
});

describe('behind https', () => {
  it('tells browsers to stay with https, and where to report violations', async () => {
    const guarded = await startTestGateway({ mode: 'sandbox', publicUrl: 'https://backups.example.com' });
    const { headers } = await send({
      port: guarded.port,
      path: '/api/gateway',
      headers: { host: 'backups.example.com' },
    });
    await guarded.stop();
    expect(headers['strict-transport-security']).toBe('max-age=31536000');
    expect(headers['reporting-endpoints']).toBe('csp="/api/csp-report"');
    expect(headers['content-security-policy']).toMatch(/; report-uri \/api\/csp-report; report-to csp$/);
  });

  it('only: plain http does not affect other programs on this machine', async () => {
    const { headers } = await send({ port: gateway.port, path: '/api/gateway' });
    expect(headers['strict-transport-security']).toBeUndefined();
    expect(headers['permissions-policy']).toMatch(/camera=\(\).*geolocation=\(\).*usb=\(\)/);
  });
});
