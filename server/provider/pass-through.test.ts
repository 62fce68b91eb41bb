import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { refusal, setUpGateway, TEST_TOKEN } from '../testing/gateway';
import { answerJson, OWN_PAGE, send } from '../testing/http';

/** A restore is sent only when the provider lists the backup for that server. */
const LISTED = {
  id: 501,
  server: { id: 1, name: 'web-server-01' },
  backup_type: 'automatic',
  status: 'completed',
  size_mb: 4523,
  created_at: '2025-01-16T03:00:00Z',
  expires_at: null,
  description: '',
};

describe('forwarding', () => {
  it("adds the gateway's token, and forwards no header or credential of the caller", async () => {
    const { port, provider } = await setUpGateway();
    const canary = 'canary-7f3a';
    const headers = {
      authorization: `Bearer vps_${canary}`,
      cookie: `session=${canary}`,
      'proxy-authorization': canary,
      'x-forwarded-for': canary,
      'user-agent': canary,
      accept: `text/${canary}`,
      'accept-language': canary,
      referer: `http://${canary}/`,
      'x-canary': canary,
    };
    await send({ port, path: '/api/v1/backups/?server_id=1', headers });
    await send({
      port,
      method: 'POST',
      path: '/api/v1/backups/',
      headers: { ...headers, ...OWN_PAGE },
      body: '{}',
    });
    // The account is what the gateway asks for its own log.
    expect(provider.seen.map(({ url }) => url)).toEqual([
      '/api/v1/backups/?server_id=1',
      '/api/v1/account/me/',
      '/api/v1/backups/',
    ]);
    for (const { headers: sent } of provider.seen) {
      expect(sent.authorization).toBe(`Bearer ${TEST_TOKEN}`);
      expect(JSON.stringify(sent)).not.toContain(canary);
      expect(sent['sec-fetch-site']).toBeUndefined();
    }
  });

  it('removes the token from answers that echo it', async () => {
    const { port } = await setUpGateway((outgoing, { headers, method }) =>
      answerJson(outgoing, method === 'GET' ? 403 : 500, { detail: `No: ${headers.authorization}` }),
    );
    const path = '/api/v1/backups/';
    const answers = [
      await send({ port, path }),
      await send({ port, path, method: 'POST', headers: OWN_PAGE, body: '{"server_id":1}' }),
      await send({ port, path: '/api/activity' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 500, 200]);
    for (const { text } of answers) {
      expect(text).toContain('No: Bearer [secret]');
      expect(text).not.toContain('canary');
    }
  });

  it.each([
    ['GET', '/backups/?server_id=1&backup_type=manual', undefined],
    ['POST', '/backups/', '{"server_id":1,"description":"é"}'],
    ['DELETE', '/backups/501/', undefined],
    ['GET', '/servers/?status=active', undefined],
    ['GET', '/servers/1/', undefined],
    ['POST', '/servers/1/restore/', '{"backup_id":501}'],
    ['GET', '/account/me/', undefined],
  ])('forwards %s %s unchanged', async (method, path, body) => {
    const { port, provider } = await setUpGateway((outgoing) =>
      answerJson(outgoing, 200, { count: 1, results: [LISTED] }),
    );
    const answer = await send({
      port,
      method,
      path: `/api/v1${path}`,
      headers: OWN_PAGE,
      ...(body && { body }),
    });
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'content-type': 'application/json' });
    const asked = provider.seen.filter((seen) => seen.method === method);
    expect(asked).toMatchObject([{ method, url: `/api/v1${path}`, body: body ?? '' }]);
  });

  it("sends its own Date, and the provider's in another header", async () => {
    const date = 'Thu, 16 Jan 2025 03:00:00 GMT';
    const { port } = await setUpGateway((outgoing) => {
      outgoing.writeHead(429, { date, 'retry-after': '30', 'set-cookie': 'a=b' }).end('{}');
    });
    const { status, headers } = await send({ port, path: '/api/v1/servers/' });
    expect(status).toBe(429);
    expect(headers).toMatchObject({ 'retry-after': '30', 'x-provider-date': date });
    expect(headers.date).not.toBe(date);
    expect(headers['set-cookie']).toBeUndefined();
  });

  it('compresses a long answer', async () => {
    const results = Array.from({ length: 500 }, (_, id) => ({ id }));
    const { port } = await setUpGateway((outgoing) => answerJson(outgoing, 200, { results }));
    const answer = await send({ port, path: '/api/v1/backups/', headers: { 'accept-encoding': 'gzip, br' } });
    expect(answer.headers['content-encoding']).toBe('gzip');
    expect(JSON.parse(gunzipSync(answer.bytes).toString())).toEqual({ results });
  });

  it.each([
    ['GET', '/api/v1/../v1/backups/', 404, 'not_forwarded'],
    ['GET', '/x/../api/v1/backups/', 404, 'not_forwarded'],
    ['GET', '/%61pi/v1/backups/', 404, 'not_forwarded'],
    ['GET', '/api/v1/%62ackups/', 404, 'not_forwarded'],
    ['GET', '/api/v1/servers/a%2fb/', 404, 'not_forwarded'],
    ['GET', '/api/v1/servers/%2e%2e/', 404, 'not_forwarded'],
    ['GET', '/api/v1//backups/', 404, 'not_forwarded'],
    ['GET', '/api/v1/backups', 404, 'not_forwarded'],
    ['GET', '/api/v1/tokens/', 404, 'not_forwarded'],
    ['GET', '/api/v1', 404, 'not_forwarded'],
    ['GET', '/api/v2/backups/', 404, 'not_forwarded'],
    ['GET', '/api/sandbox', 404, 'not_forwarded'],
    ['GET', 'http://evil.example/api/v1/backups/', 404, 'not_forwarded'],
    ['GET', '/api/v1/@evil.example/backups/', 404, 'not_forwarded'],
    ['GET', '/api/v1@evil.example/backups/', 404, 'not_forwarded'],
    ['GET', '/api/v1.evil.example/backups/', 404, 'not_forwarded'],
    ['GET', '/api/v1/backups/?x=1', 400, 'bad_query'],
    ['GET', '/api/v1\\backups/', 400, 'bad_request'],
    ['PUT', '/api/v1/backups/', 405, 'method_refused'],
    ['PATCH', '/api/v1/backups/1/', 405, 'method_refused'],
    ['OPTIONS', '/api/v1/backups/', 405, 'method_refused'],
    ['POST', '/api/gateway', 405, 'method_refused'],
    ['POST', '/', 405, 'method_refused'],
  ])('refuses %s %s', async (method, path, status, code) => {
    const { port, provider } = await setUpGateway();
    const answer = await send({ port, method, path, headers: OWN_PAGE });
    expect(refusal(answer)).toEqual([status, code]);
    if (status === 405)
      expect(answer.headers.allow).toMatch(/^(GET|POST|DELETE|HEAD)(, (GET|POST|DELETE|HEAD))*$/);
    expect(provider.seen).toEqual([]);
  });

  it('refuses HEAD', async () => {
    const { port, provider } = await setUpGateway();
    const answer = await send({ port, method: 'HEAD', path: '/api/v1/backups/' });
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, POST']);
    expect(provider.seen).toEqual([]);
  });

  it.each([
    ['no content type', { 'content-type': '' }, '{}', 415, 'bad_body'],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 'a=1', 415, 'bad_body'],
    ['plain text', { 'content-type': 'text/plain; application/json' }, '{}', 415, 'bad_body'],
    ['nothing', {}, '', 400, 'bad_body'],
    ['half of it', {}, '{"server_id": 1', 400, 'bad_body'],
    ['a list', {}, '[]', 400, 'bad_body'],
    ['null', {}, 'null', 400, 'bad_body'],
    ['bytes that are no text', {}, new Uint8Array([0x7b, 0xff, 0x7d]), 400, 'bad_body'],
    ['more than 64 KiB', {}, `{"a":"${'x'.repeat(65_536)}"}`, 413, 'body_too_large'],
    [
      'more than 64 KiB in pieces',
      { 'transfer-encoding': 'chunked' },
      `{"a":"${'x'.repeat(65_536)}"}`,
      413,
      'body_too_large',
    ],
  ])('refuses %s without calling the provider', async (_name, headers, body, status, code) => {
    const { port, provider } = await setUpGateway();
    const path = '/api/v1/backups/';
    const answer = await send({ port, method: 'POST', path, headers: { ...OWN_PAGE, ...headers }, body });
    expect(refusal(answer)).toEqual([status, code]);
    expect(provider.seen).toEqual([]);
  });

  it.each([
    ['POST', '/backups/', '{"server_id":1,"server_id":2}'],
    ['POST', '/backups/', '{"server_id":1,"server\\u005fid":2}'],
    ['POST', '/backups/', '{"server_id":1,"Server_Id":2}'],
    ['POST', '/backups/', '{"server_id":1,"backup_type":"automatic"}'],
    ['POST', '/backups/', '{"server_id":1,"__proto__":{"server_id":2}}'],
    ['POST', '/backups/', '{"server_id":{"id":1,"id":2}}'],
    ['POST', '/backups/', '{"server_id":[1]}'],
    ['POST', '/backups/', '{"server_id":9007199254740993}'],
    ['POST', '/backups/', '{"server_id":1,"description":{"text":"a"}}'],
    ['POST', '/backups/', `{"server_id":${'['.repeat(30_000)}${']'.repeat(30_000)}}`],
    ['POST', '/servers/1/restore/', '{"backup_id":501,"backup_id":502}'],
    ['POST', '/servers/1/restore/', '{"backup_id":501,"backup_id" : 501}'],
    ['POST', '/servers/1/restore/', '{"backup_id":501,"server_id":2}'],
    ['POST', '/servers/1/restore/', '{"backup_id":501,"constructor":1}'],
  ])('refuses what two parsers could read differently: %s %s %.40s', async (method, path, body) => {
    const { port, provider } = await setUpGateway();
    const answer = await send({ port, method, path: `/api/v1${path}`, headers: OWN_PAGE, body });
    expect(refusal(answer)).toEqual([400, 'bad_body']);
    expect(provider.seen).toEqual([]);
  });

  it('forwards the parsed body, not the original text', async () => {
    const { port, provider } = await setUpGateway();
    const body = '{ "description" : "na\\u00efef \\"a\\": 1 \\ud83d\\ude00", "server_id" : 1e2 }';
    await send({ port, method: 'POST', path: '/api/v1/backups/', headers: OWN_PAGE, body });
    const [written] = provider.seen.filter(({ method }) => method === 'POST');
    expect(written?.body).toBe('{"server_id":100,"description":"naïef \\"a\\": 1 😀"}');
  });

  it('accepts a body of exactly 64 KiB, in one chunk or several', async () => {
    const { port, provider } = await setUpGateway();
    const body = `{"description":"${'x'.repeat(65_536 - 18)}"}`;
    for (const more of [{}, { 'transfer-encoding': 'chunked' }]) {
      const headers = { ...OWN_PAGE, 'content-type': 'application/json; charset=UTF-8', ...more };
      const answer = await send({ port, method: 'POST', path: '/api/v1/backups/', headers, body });
      expect(answer.status).toBe(200);
    }
    const written = provider.seen.filter(({ method }) => method === 'POST');
    expect(written.map((seen) => seen.body.length)).toEqual([65_536, 65_536]);
  });

  it('refuses a deletion that has a body', async () => {
    const { port, provider } = await setUpGateway();
    const answer = await send({
      port,
      method: 'DELETE',
      path: '/api/v1/backups/1/',
      headers: { ...OWN_PAGE, 'content-length': '2' },
      body: '{}',
    });
    expect(refusal(answer)).toEqual([400, 'bad_body']);
    expect(provider.seen).toEqual([]);
  });
});
