import * as v from 'valibot';
import { expect, test } from './support/test';

const ServerIds = v.object({ results: v.array(v.object({ id: v.number() })) });
const Created = v.object({ id: v.number() });

test('the built gateway is ready, sends security headers and runs on demo data', async ({ request }) => {
  const ready = await request.get('/healthz');
  expect(ready.status()).toBe(200);
  expect(await ready.json()).toEqual({ status: 'ok' });
  const paths = ['/', '/healthz', '/api/gateway', '/api/v1/backups/', '/api/no-such-thing', '/no/such/page'];
  for (const path of paths) {
    const headers = (await request.get(path)).headers();
    expect(headers['x-content-type-options'], path).toBe('nosniff');
    expect(headers['x-frame-options'], path).toMatch(/^(DENY|SAMEORIGIN)$/);
    expect(headers['referrer-policy'], path).toMatch(/^(no-referrer|same-origin)$/);
    const policy = headers['content-security-policy'] ?? '';
    expect(policy, path).toMatch(/default-src '(none|self)'/);
    expect(policy, path).toMatch(/frame-ancestors '(none|self)'/);
    expect(policy, path).not.toContain('unsafe-');
    expect(headers, path).not.toHaveProperty('x-powered-by');
    expect(headers, path).not.toHaveProperty('access-control-allow-origin');
  }
  expect(await (await request.get('/api/gateway')).json()).toMatchObject({
    mode: 'sandbox',
    provider_host: null,
    read_only: false,
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
  });
});

test('a write from another site and a call to another host name are refused', async ({
  request,
  sandbox,
}) => {
  const before = await sandbox.api('GET', '/api/v1/backups/?backup_type=manual');
  const foreign = await request.post('/api/v1/backups/', {
    headers: { origin: 'https://evil.example', 'x-requested-with': 'vps-backups' },
    data: { server_id: 1, description: '' },
  });
  expect(foreign.status()).toBe(403);
  expect(foreign.headers()['x-gateway-error']).toBe('origin_refused');
  expect((await sandbox.api('GET', '/api/v1/backups/?backup_type=manual')).body).toEqual(before.body);

  const rebound = await request.get('/api/v1/backups/', { headers: { host: 'rebound.example' } });
  expect(rebound.status()).toBe(403);
  expect(rebound.headers()['x-gateway-error']).toBe('host_refused');
});

test('SIGTERM ends it with exit code 0, and its data is there after a restart', async ({
  gateway,
  sandbox,
}) => {
  const servers = v.parse(ServerIds, (await sandbox.api('GET', '/api/v1/servers/')).body);
  const created = await sandbox.api('POST', '/api/v1/backups/', {
    server_id: servers.results.at(-1)?.id,
    description: 'Before the power cut',
  });
  expect(created.status).toBe(201);
  const { id } = v.parse(Created, created.body);
  expect(await gateway.stop()).toEqual({ code: 0, signal: null });
  await gateway.restart();
  const list = await sandbox.api('GET', '/api/v1/backups/?backup_type=manual');
  expect(list.body).toMatchObject({
    results: expect.arrayContaining([expect.objectContaining({ id, description: 'Before the power cut' })]),
  });
});

test.describe('in front of a hostile provider', () => {
  test.use({ hostile: {}, gatewayEnv: { VPS_API_TIMEOUT_MS: '1000' } });

  test('it names the host, never the token, and sends a write once, whatever the answer', async ({
    request,
    sandbox,
    provider,
  }) => {
    const gateway = await request.get('/api/gateway');
    expect(await gateway.json()).toMatchObject({ mode: 'token', provider_host: new URL(provider.url).host });
    const account = await request.get('/api/v1/account/me/');
    expect((await gateway.text()) + (await account.text())).not.toContain(provider.token);
    expect(provider.count('GET', '/account/me/')).toBe(1);

    for (const [behaviour, status, code] of [
      ['html-error', 500, undefined],
      ['rate-limited-date', 429, undefined],
      ['redirect', 502, 'upstream_redirect'],
      ['cut', 502, 'upstream_cut'],
      ['cut-after-acting', 502, 'upstream_cut'],
      ['cut-mid-body', 502, 'upstream_cut'],
      ['silent-after-acting', 504, 'upstream_timeout'],
    ] as const) {
      provider.behave('createBackup', behaviour);
      const sentBefore = provider.count('POST');
      const body = { server_id: provider.servers()[0]?.id, description: behaviour };
      const answer = await sandbox.api('POST', '/api/v1/backups/', body);
      expect(answer.status, behaviour).toBe(status);
      expect(answer.headers.get('x-gateway-error') ?? undefined, behaviour).toBe(code);
      expect(provider.count('POST'), behaviour).toBe(sentBefore + 1);
      // A good answer keeps the circuit breaker closed.
      expect((await sandbox.api('GET', '/api/v1/account/me/')).status).toBe(200);
    }
    expect(provider.strayCalls).toEqual([]);
  });
});
