import { afterEach, describe, expect, it } from 'vitest';
import { SILENT_LOG } from '../../http/log';
import { refusal, startTestGateway } from '../../testing/gateway';
import { answerJson, send } from '../../testing/http';
import { provider } from '../../testing/provider/upstream';
import { isLocalCaller } from './access';
import { createMetrics } from './metrics';

const METRICS_TOKEN = 'canary-metrics-token';
const WEB = { id: 1, name: 'web' };

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function setUp(
  options: { metricsToken?: string | null; isDown?: boolean; hasServerList?: boolean } = {},
) {
  const { baseUrl, seen } = await provider((outgoing, { url }) => {
    if (options.isDown === true) answerJson(outgoing, 500, { detail: 'Down.' });
    else if (options.hasServerList === false && url.includes('servers')) answerJson(outgoing, 403, {});
    else answerJson(outgoing, 200, { results: url.includes('servers') ? [WEB] : [] });
  });
  const gateway = await startTestGateway({
    baseUrl,
    publicUrl: 'https://backups.example.com',
    metricsToken: options.metricsToken ?? null,
  });
  cleanups.push(gateway.stop);
  const scrape = (headers: Readonly<Record<string, string>> = {}, method = 'GET') =>
    send({ port: gateway.port, path: '/metrics', method, headers });
  return { gateway, scrape, seen };
}

describe('GET /metrics', () => {
  it('shows servers, provider and gateway', async () => {
    const { gateway, scrape } = await setUp();
    await send({ port: gateway.port, path: '/api/v1/backups/?server_id=12' });
    await send({ port: gateway.port, path: '/api/v1/servers/12/oddity/' });
    const { headers, status, text } = await scrape();
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'content-type': expect.stringContaining('text/plain; version=0.0.4') });
    expect(headers).toMatchObject({ 'cache-control': 'no-store' });
    const lines = text.split('\n');
    expect(lines).toContain('vps_backups_provider_up 1');
    expect(lines).toContain('vps_backups_server_list_read 1');
    expect(lines).toContain('vps_backups_build_info{version="1.2.3"} 1');
    expect(lines).toContain(
      'vps_backups_gateway_request_duration_seconds_count{method="GET",route="/api/v1/backups/"} 1',
    );
    expect(lines).toContain(
      'vps_backups_gateway_request_errors_total{method="GET",route="/api/v1/*",status="404"} 1',
    );
    expect(text).not.toContain('oddity');
  });

  it('reads the provider once for many scrapes', async () => {
    const { scrape, seen } = await setUp();
    const answers = await Promise.all(Array.from({ length: 10 }, () => scrape()));
    await scrape();
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(seen.map(({ url }) => url).toSorted()).toEqual(['/api/v1/backups/', '/api/v1/servers/']);
  });

  it('shows when only servers with a backup are visible', async () => {
    const { scrape } = await setUp({ hasServerList: false });
    const { text } = await scrape();
    expect(text).toContain('vps_backups_provider_up 1\n');
    expect(text).toContain('vps_backups_server_list_read 0\n');
  });

  it('shows no servers that it could not read', async () => {
    const { scrape } = await setUp({ isDown: true });
    const { text } = await scrape();
    expect(text).toContain('vps_backups_provider_up 0\n');
    expect(text).not.toMatch(/^vps_backups_(state|last_successful|server_list)/m);
  });

  it('shows only the gateway when it has no token', async () => {
    const { routes } = createMetrics({
      upstream: null,
      now: Date.now,
      token: null,
      version: '1.2.3',
      log: SILENT_LOG,
    });
    const environment = { incoming: { socket: { remoteAddress: '127.0.0.1' } } };
    const answer = await routes.request('/', { headers: { host: 'localhost:4173' } }, environment);
    const text = await answer.text();
    expect(text).toContain('vps_backups_build_info');
    expect(text).not.toContain('vps_backups_provider_up');
  });

  it('accepts no other method', async () => {
    const { gateway } = await setUp();
    const own = { 'x-requested-with': 'vps-backups', origin: `http://127.0.0.1:${gateway.port}` };
    const answer = await send({ port: gateway.port, path: '/metrics', method: 'DELETE', headers: own });
    expect(refusal(answer)).toEqual([405, 'method_refused']);
  });
});

describe('access', () => {
  const PUBLIC = { host: 'backups.example.com' };
  const PROXIED = { 'x-forwarded-for': '203.0.113.7' };
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

  it.each<[string, string | null, Readonly<Record<string, string>>, number, string?]>([
    ['this machine', null, {}, 200],
    ['this machine, though a token is set', METRICS_TOKEN, {}, 200],
    ['somebody through the public address', null, PUBLIC, 403, 'metrics_refused'],
    ['somebody through a proxy that keeps this name', null, PROXIED, 403, 'metrics_refused'],
    ['somebody with a token where none is set', null, { ...PUBLIC, ...bearer('x') }, 403, 'metrics_refused'],
    ['somebody without the token', METRICS_TOKEN, PUBLIC, 401, 'metrics_refused'],
    ['somebody with a wrong token', METRICS_TOKEN, { ...PUBLIC, ...bearer('wrong') }, 401, 'metrics_refused'],
    [
      'somebody with a part of the token',
      METRICS_TOKEN,
      { ...PUBLIC, ...bearer('canary-metrics') },
      401,
      'metrics_refused',
    ],
    [
      'somebody with the token in another form',
      METRICS_TOKEN,
      { ...PUBLIC, authorization: METRICS_TOKEN },
      401,
      'metrics_refused',
    ],
    ['somebody with the token', METRICS_TOKEN, { ...PUBLIC, ...bearer(METRICS_TOKEN) }, 200],
    [
      'a page of another name that leads here',
      METRICS_TOKEN,
      { host: 'evil.example', ...bearer(METRICS_TOKEN) },
      403,
      'host_refused',
    ],
  ])('%s', async (_name, metricsToken, headers, status, code) => {
    const { gateway, scrape, seen } = await setUp({ metricsToken });
    const answer = await scrape(headers);
    expect(answer.status).toBe(status);
    expect(answer.headers['x-gateway-error']).toBe(code);
    // A refused caller causes no call to the provider.
    expect(seen).toHaveLength(status === 200 ? 2 : 0);
    expect(gateway.logLines.join('')).not.toContain(METRICS_TOKEN);
  });

  it.each([
    ['127.0.0.1', '127.0.0.1:4173', false, true],
    ['::ffff:127.0.0.1', 'localhost:4173', false, true],
    ['::1', '[::1]:4173', false, true],
    ['127.8.9.10', 'localhost', false, true],
    ['127.0.0.1', 'backups.example.com', false, false],
    ['127.0.0.1', '127.0.0.1.evil.example', false, false],
    ['127.0.0.1', undefined, false, false],
    ['127.0.0.1', 'localhost:4173', true, false],
    ['192.168.1.7', 'localhost:4173', false, false],
    ['::ffff:192.168.1.7', 'localhost:4173', false, false],
    ['127.evil', 'localhost', false, false],
    [undefined, 'localhost', false, false],
  ])(
    'a connection from %s to %s, forwarded: %s, is local: %s',
    (remoteAddress, host, isForwarded, isLocal) => {
      expect(isLocalCaller({ remoteAddress, host, isForwarded })).toBe(isLocal);
    },
  );
});
