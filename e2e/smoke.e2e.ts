import * as v from 'valibot';
import { expect, test } from './support/test';

const ServerIds = v.object({ results: v.array(v.object({ id: v.number() })) });
const Created = v.object({ id: v.number() });

test('says that it is ready', async ({ request }) => {
  const response = await request.get('/healthz');
  expect(response.status()).toBe(200);
  expect(await response.json()).toEqual({ status: 'ok' });
});

test('says that it runs on demo data', async ({ request }) => {
  const response = await request.get('/api/gateway');
  expect(response.status()).toBe(200);
  expect(await response.json()).toMatchObject({
    mode: 'sandbox',
    providerHost: null,
    readOnly: false,
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
  });
});

test.describe('in front of a provider', () => {
  test.use({ hostile: {} });

  test('names its host, and keeps the token to itself', async ({ request, provider }) => {
    const response = await request.get('/api/gateway');
    expect(await response.json()).toMatchObject({ mode: 'token', providerHost: new URL(provider.url).host });
    const answers = [await response.text(), await (await request.get('/api/v1/account/me/')).text()];
    expect(answers.join('')).not.toContain(provider.token);
    expect(provider.count('GET', '/account/me/')).toBe(1);
  });
});

test.describe('in front of a hostile provider', () => {
  test.use({ hostile: {}, gatewayEnv: { VPS_API_TIMEOUT_MS: '300' } });

  for (const [behaviour, status, code] of [
    ['html-error', 500, undefined],
    ['rate-limited-date', 429, undefined],
    ['redirect', 502, 'upstream_redirect'],
    ['cut', 502, 'upstream_cut'],
    ['cut-after-acting', 502, 'upstream_cut'],
    ['cut-mid-body', 502, 'upstream_cut'],
    ['silent-after-acting', 504, 'upstream_timeout'],
    ['endless', 504, 'upstream_timeout'],
    ['flood', 502, 'upstream_too_large'],
  ] as const) {
    test(`sends a write once, whatever comes back (${behaviour})`, async ({ sandbox, provider }) => {
      provider.behave('createBackup', behaviour);
      const body = { server_id: provider.servers()[0]?.id, description: '' };
      const answer = await sandbox.api('POST', '/api/v1/backups/', body);
      expect(answer.status).toBe(status);
      expect(answer.headers.get('x-gateway-error') ?? undefined).toBe(code);
      expect(provider.calls).toHaveLength(1);
      expect(provider.strayCalls).toEqual([]);
    });
  }
});

for (const path of [
  '/',
  '/healthz',
  '/api/gateway',
  '/api/v1/backups/',
  '/api/no-such-thing',
  '/no/such/page',
]) {
  test(`guards its answer at ${path}`, async ({ request }) => {
    const headers = (await request.get(path)).headers();
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-frame-options']).toMatch(/^(DENY|SAMEORIGIN)$/);
    expect(headers['referrer-policy']).toMatch(/^(no-referrer|same-origin)$/);
    const policy = headers['content-security-policy'] ?? '';
    expect(policy).toMatch(/default-src '(none|self)'/);
    expect(policy).toMatch(/frame-ancestors '(none|self)'/);
    expect(policy).not.toContain('unsafe-');
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });
}

test('refuses a write that comes from another site', async ({ request, sandbox }) => {
  const before = await sandbox.api('GET', '/api/v1/backups/?backup_type=manual');
  const refused = await request.post('/api/v1/backups/', {
    headers: { origin: 'https://evil.example', 'x-requested-with': 'vps-backups' },
    data: { server_id: 1, description: '' },
  });
  expect(refused.status()).toBe(403);
  expect(refused.headers()['x-gateway-error']).toBe('origin_refused');
  expect((await sandbox.api('GET', '/api/v1/backups/?backup_type=manual')).body).toEqual(before.body);
});

test('refuses a call under another name than its own', async ({ request }) => {
  const refused = await request.get('/api/v1/backups/', { headers: { host: 'rebound.example' } });
  expect(refused.status()).toBe(403);
  expect(refused.headers()['x-gateway-error']).toBe('host_refused');
});

test('ends in good order when asked to, and comes back with its data', async ({ gateway, sandbox }) => {
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
