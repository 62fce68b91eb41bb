import { mkdtempSync, rmSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { answerJson, OWN_PAGE, send, startServer } from '../testing/http';
import { backup, cookieOf, laterClose } from '../testing/sign-in';
import { startReceiver } from '../testing/watch/watch';
import { PROCESS_LIMIT_MS, startWatchProcess } from '../testing/watch/watch-process';

const SERVICE = 'vps_canary-service-0123456789';
const ANNE = 'vps_canary-anne-0123456789';
const READER = 'vps_canary-reader-0123456789';
const BEN = 'vps_canary-ben-0123456789';
const ACCOUNTS: ReadonlyMap<string, object> = new Map([
  [SERVICE, { account: { id: 7 }, token: { name: 'service', permissions: ['all'] } }],
  [ANNE, { account: { id: 7, email: 'anne@example.com' }, token: { name: 'anne', permissions: ['all'] } }],
  [READER, { account: { id: 7 }, token: { name: 'reader', permissions: ['backups:read'] } }],
  [BEN, { account: { id: 8, email: 'ben@example.com' }, token: { name: 'ben', permissions: ['all'] } }],
]);

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'service-token-'));
});
afterEach(() => rmSync(dir, { recursive: true, maxRetries: 3 }));

const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 40_000, interval: 50 });

/** A provider with two accounts that records whose token each call used, and can refuse the service token. */
async function startProvider() {
  const calls: { readonly token: string; readonly call: string }[] = [];
  const shown = { isServiceRefused: false };
  const server = await startServer((outgoing: ServerResponse, { method, url, headers }) => {
    const token = /^Bearer (.*)$/.exec(headers.authorization ?? '')?.[1] ?? '';
    const path = url.replace(/^\/api\/v1/, '').replace(/\?.*$/, '');
    calls.push({ token, call: `${method} ${path}` });
    const me = ACCOUNTS.get(token);
    if (me === undefined || (shown.isServiceRefused && token === SERVICE)) {
      return answerJson(outgoing, 401, { detail: 'Invalid token.' });
    }
    if (path === '/account/me/') return answerJson(outgoing, 200, me);
    if (method === 'POST') return answerJson(outgoing, 201, { ...backup(600, 'web'), status: 'in_progress' });
    const results = path === '/servers/' ? [{ id: 1, name: 'web', status: 'active' }] : [backup(501, 'web')];
    answerJson(outgoing, 200, { count: results.length, results });
  });
  laterClose(server.close);
  return { ...server, calls, shown };
}

it('a service token watches its account, does nothing for people, and its refusal is reported', {
  timeout: PROCESS_LIMIT_MS,
}, async () => {
  const provider = await startProvider();
  const hook = await startReceiver();
  const gateway = await startWatchProcess({
    DATA_DIR: dir,
    VPS_API_URL: provider.baseUrl,
    PUBLIC_URL: 'http://127.0.0.1:4173',
    SERVICE_TOKEN: SERVICE,
    ALERT_WEBHOOK_URL: hook.url,
  });
  const call = async (method: string, path: string, cookie = '', body?: object) => {
    const headers = { ...OWN_PAGE, ...(cookie !== '' && { cookie }) };
    const sent = { port: gateway.port, method, path, headers };
    return await send(body === undefined ? sent : { ...sent, body: JSON.stringify(body) });
  };
  const signIn = async (token: string) => cookieOf(await call('POST', '/api/session', '', { token }));
  const relation = async (cookie: string) =>
    JSON.parse((await call('GET', '/api/session', cookie)).text).service_token;

  // It watches although nobody has signed in.
  await until(() => expect(hook.told()).toContain('summary'));
  expect(new Set(provider.calls.map(({ token }) => token))).toEqual(new Set([SERVICE]));

  const [anne, reader, ben] = [await signIn(ANNE), await signIn(READER), await signIn(BEN)];
  expect([await relation(anne), await relation(reader), await relation(ben)]).toEqual([
    'own',
    'own',
    'other',
  ]);
  const watch = async (cookie: string) => JSON.parse((await call('GET', '/api/watch', cookie)).text);
  expect(await watch(anne)).toMatchObject({ state: 'watching', webhook: { host: new URL(hook.url).host } });
  expect(await watch(ben)).toMatchObject({ off_reason: 'otherAccount', webhook: null, deliveries: [] });
  const test = async (cookie: string) => (await call('POST', '/api/watch/test', cookie)).status;
  expect([await test(anne), await test(reader), await test(ben)]).toEqual([200, 403, 403]);

  const schedules = async (cookie: string) =>
    JSON.parse((await call('GET', '/api/schedules', cookie)).text).off;
  expect([await schedules(anne), await schedules(ben)]).toEqual([null, 'otherAccount']);

  expect((await call('POST', '/api/v1/backups/', anne, { server_id: 1 })).status).toBe(201);
  expect(provider.calls.filter((each) => each.call === 'POST /backups/')).toEqual([
    { token: ANNE, call: 'POST /backups/' },
  ]);
  const metrics = async () => (await call('GET', '/metrics')).text;
  expect(await metrics()).toMatch(/^vps_backups_service_token_accepted 1$/m);
  expect(await metrics()).toMatch(/^vps_backups_provider_up 1$/m);

  provider.shown.isServiceRefused = true;
  await until(async () => expect(await relation(anne)).toBe('refused'));
  expect(await relation(ben)).toBe('other');
  expect(await metrics()).toMatch(/^vps_backups_service_token_accepted 0$/m);
  const ready = await call('GET', '/readyz');
  expect([ready.status, JSON.parse(ready.text)]).toEqual([
    200,
    { status: 'ready', provider: 'ok', database: 'ok', service_token: 'refused' },
  ]);
  expect((await call('GET', '/api/v1/backups/', anne)).status).toBe(200);
  expect(await gateway.stop()).toBe(0);
  expect(gateway.output()).not.toContain('vps_canary');
});
