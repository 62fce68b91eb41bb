import { describe, expect, it } from 'vitest';
import { createSandbox } from '../sandbox/sandbox';
import { refusal, setUpGateway, startTestGateway } from '../testing/gateway';
import { OWN_PAGE, send } from '../testing/http';

const WRITES = [
  ['POST', '/api/v1/backups/', '{"server_id": 1}'],
  ['DELETE', '/api/v1/backups/1/', ''],
  ['POST', '/api/v1/servers/1/restore/', '{"backup_id": 1}'],
] as const;

/** The cookies a response set, as a browser sends them back. */
function cookieOf(setCookie: string[] | undefined): string {
  return (setCookie ?? []).map((one) => one.split(';')[0]).join('; ');
}

async function switchTo(port: number, readOnly: unknown, headers: Record<string, string> = {}) {
  return send({
    port,
    method: 'PUT',
    path: '/api/read-only',
    headers: { ...OWN_PAGE, ...headers },
    body: JSON.stringify({ read_only: readOnly }),
  });
}

describe('READ_ONLY=1', () => {
  it.each(WRITES)('refuses a forged %s %s: nothing is sent or logged', async (method, path, body) => {
    const { port, provider } = await setUpGateway(undefined, { isReadOnly: true });
    const answer = await send({ port, method, path, headers: OWN_PAGE, body });
    expect(refusal(answer)).toEqual([403, 'read_only']);
    expect(JSON.parse(answer.text)).toMatchObject({
      detail: expect.stringMatching(/READ_ONLY=1.*Nothing was sent\.$/),
      gateway: { reached: 'no' },
    });
    expect(provider.seen).toEqual([]);
    const log = await send({ port, path: '/api/activity' });
    expect(JSON.parse(log.text)).toMatchObject({ entries: [] });
  });

  it('refuses every other write, future ones included, and allows every read', async () => {
    const { port } = await setUpGateway(undefined, { isReadOnly: true });
    for (const [method, path] of [
      ['POST', '/api/operations'],
      ['PUT', '/api/watch/settings'],
      ['POST', '/api/some-later-thing'],
      ['PATCH', '/api/v1/backups/1/'],
    ] as const) {
      const answer = await send({ port, method, path, headers: OWN_PAGE, body: '{}' });
      expect(refusal(answer), path).toEqual([403, 'read_only']);
    }
    for (const path of ['/api/v1/backups/', '/api/gateway', '/api/activity']) {
      expect((await send({ port, path })).status, path).toBe(200);
    }
  });

  it('is shown on the page, and nobody can switch it off', async () => {
    const { port } = await setUpGateway(undefined, { isReadOnly: true });
    const told = { read_only: true, read_only_reason: 'setting' };
    expect(JSON.parse((await send({ port, path: '/api/gateway' })).text)).toMatchObject(told);
    const answer = await switchTo(port, false);
    expect([answer.status, JSON.parse(answer.text)]).toEqual([200, told]);
    const cookie = 'vps-backups-read-only=0';
    const refused = await send({
      port,
      method: 'DELETE',
      path: '/api/v1/backups/1/',
      headers: { ...OWN_PAGE, cookie },
    });
    expect(refusal(refused)).toEqual([403, 'read_only']);
  });

  it('applies to resetting the demo data, too', async () => {
    const sandbox = createSandbox({ file: ':memory:', clock: () => 0 });
    const gateway = await startTestGateway({ sandbox, isReadOnly: true });
    const reset = { port: gateway.port, method: 'POST', path: '/api/sandbox/reset', headers: OWN_PAGE };
    expect(refusal(await send(reset))).toEqual([403, 'read_only']);
    // Its clock and simulated failures can still be set, or such a gateway could not demonstrate anything.
    const trouble = { ...reset, method: 'PUT', path: '/api/sandbox', body: '{"scenario":"slow"}' };
    expect((await send(trouble)).status).toBe(200);
    await gateway.stop();
    sandbox.close();
  });
});

describe("one browser's own switch", () => {
  it('is a cookie that scripts cannot see and other sites cannot use, and the gateway enforces it', async () => {
    const { port, provider } = await setUpGateway();
    const on = await switchTo(port, true);
    expect(JSON.parse(on.text)).toEqual({ read_only: true, read_only_reason: 'session' });
    expect(on.headers['set-cookie']).toEqual(['vps-backups-read-only=1; Path=/; HttpOnly; SameSite=Strict']);
    const cookie = cookieOf(on.headers['set-cookie']);
    for (const [method, path, body] of WRITES) {
      const answer = await send({ port, method, path, headers: { ...OWN_PAGE, cookie }, body });
      expect(refusal(answer), path).toEqual([403, 'read_only']);
      expect(answer.text).toContain('in Settings');
    }
    expect(provider.seen).toEqual([]);
    const info = await send({ port, path: '/api/gateway', headers: { cookie } });
    expect(JSON.parse(info.text)).toMatchObject({ read_only: true, read_only_reason: 'session' });

    // Others are unaffected.
    const info2 = await send({ port, path: '/api/gateway' });
    expect(JSON.parse(info2.text)).toMatchObject({ read_only: false, read_only_reason: null });
    const other = await send({ port, method: 'DELETE', path: '/api/v1/backups/1/', headers: OWN_PAGE });
    expect(other.status).toBe(200);

    const off = await switchTo(port, false, { cookie });
    expect(JSON.parse(off.text)).toEqual({ read_only: false, read_only_reason: null });
    expect(off.headers['set-cookie']).toEqual(['vps-backups-read-only=; Max-Age=0; Path=/']);
  });

  it('binds the cookie to the host and to https if that is the public address', async () => {
    const { port } = await setUpGateway(undefined, {
      mode: 'sandbox',
      publicUrl: 'https://backups.example.com',
    });
    const on = await switchTo(port, true, { host: 'backups.example.com' });
    expect(on.headers['set-cookie']).toEqual([
      '__Host-vps-backups-read-only=1; Path=/; HttpOnly; Secure; SameSite=Strict',
    ]);
    const cookie = cookieOf(on.headers['set-cookie']);
    const headers = { ...OWN_PAGE, host: 'backups.example.com', cookie };
    const answer = await send({ port, method: 'DELETE', path: '/api/v1/backups/1/', headers });
    expect(refusal(answer)).toEqual([403, 'read_only']);
    const off = await switchTo(port, false, headers);
    expect(off.headers['set-cookie']).toContain('__Host-vps-backups-read-only=; Max-Age=0; Path=/; Secure');
  });

  it.each([['yes'], [null], [1]])('takes no %j', async (value) => {
    const { port } = await setUpGateway();
    expect(refusal(await switchTo(port, value))).toEqual([400, 'bad_body']);
  });

  it('cannot be switched by another site', async () => {
    const { port } = await setUpGateway();
    const answer = await switchTo(port, false, { 'sec-fetch-site': 'cross-site' });
    expect(refusal(answer)).toEqual([403, 'origin_refused']);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });
});

describe('a read-only token', () => {
  const account = (permissions: unknown) => ({
    account: { email: 'a@b.c' },
    token: { name: 'eyes', permissions },
  });

  it.each(WRITES)('sends no forged %s %s, and the log says so', async (method, path, body) => {
    const { port, provider } = await setUpGateway(undefined, { account: account(['backups:read']) });
    const answer = await send({ port, method, path, headers: OWN_PAGE, body });
    expect(refusal(answer)).toEqual([403, 'read_only']);
    expect(provider.seen.filter((seen) => seen.method !== 'GET')).toEqual([]);
    const log = await send({ port, path: '/api/activity' });
    expect(JSON.parse(log.text)).toMatchObject({ entries: [{ outcome: 'refused', reason: 'read_only' }] });
  });

  it.each([[['backups:read', 'backups:write']], [{ backups: true }], [undefined], [['read']]])(
    'is not assumed if the permissions leave it open: %j',
    async (permissions) => {
      const { port } = await setUpGateway(undefined, { account: account(permissions) });
      const answer = await send({ port, method: 'DELETE', path: '/api/v1/backups/1/', headers: OWN_PAGE });
      expect(answer.status).toBe(200);
    },
  );
});
