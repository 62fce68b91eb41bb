import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { DELETE_KEPT_HEADER } from '../src/core/contract/headers';
import { openSqlite } from './database/sqlite';
import { refusal, setUpGateway, startTestGateway } from './testing/gateway';
import { answerJson, deferred, OWN_PAGE, send, sendRaw, startServer } from './testing/http';

describe("the gateway's own answers", () => {
  it('say whether the call may have reached the provider', async () => {
    const { port } = await setUpGateway(() => {}, { readTimeoutMs: 20 });
    const timedOut = await send({ port, path: '/api/v1/backups/' });
    expect(refusal(timedOut)).toEqual([504, 'upstream_timeout']);
    expect(JSON.parse(timedOut.text)).toMatchObject({ gateway: { reached: 'maybe' } });

    const { port: lonelyPort, provider } = await setUpGateway();
    await provider.close();
    const refused = await send({ port: lonelyPort, path: '/api/v1/backups/' });
    expect(refusal(refused)).toEqual([502, 'upstream_unreachable']);
    expect(JSON.parse(refused.text)).toMatchObject({ gateway: { reached: 'no' } });
  });

  it('carry the safe headers, a request id and no CORS', async () => {
    const { port } = await setUpGateway();
    for (const path of ['/healthz', '/api/gateway', '/api/v1/backups/', '/api/v1/nothing', '/', '/nothing']) {
      const { headers } = await send({ port, path, headers: { origin: 'http://evil.example' } });
      expect(headers, path).toMatchObject({
        'content-security-policy': expect.stringMatching(/^default-src 'none'; script-src 'self'; /),
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      });
      expect(headers['content-security-policy']).not.toContain('unsafe');
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
      if (path.startsWith('/api/')) expect(headers['cache-control']).toBe('no-store');
    }
  });

  it('tell the app where it is', async () => {
    const { port, provider } = await setUpGateway();
    const answer = await send({ port, path: '/api/gateway' });
    expect(JSON.parse(answer.text)).toEqual({
      mode: 'token',
      provider_host: new URL(provider.baseUrl).host,
      provider_url: provider.baseUrl,
      version: '1.2.3',
      read_only: false,
      read_only_reason: null,
    });
  });
});

describe('the log', () => {
  it('has one line per call, without secrets or private data', async () => {
    const { gateway, port } = await setUpGateway((outgoing) =>
      answerJson(outgoing, 200, { secret: 'in-answer' }),
    );
    await send({ port, path: '/api/v1/servers/?location=in-query', headers: { cookie: 'in-cookie' } });
    const headers = { ...OWN_PAGE, [DELETE_KEPT_HEADER]: '0' };
    await send({ port, method: 'DELETE', path: '/api/v1/backups/in-path/', headers });
    await send({
      port,
      method: 'POST',
      path: '/api/v1/backups/',
      headers: OWN_PAGE,
      body: '{"description":"in-body"}',
    });
    await send({ port, path: '/api/v1/in-path/', headers: { 'x-request-id': 'in-header' } });
    await send({ port, path: '/healthz' });
    expect(gateway.logLines.map((line) => JSON.parse(line))).toMatchObject([
      { event: 'request', method: 'GET', route: '/api/v1/servers/', status: 200 },
      { event: 'request', method: 'DELETE', route: '/api/v1/backups/{id}/', status: 200 },
      { event: 'request', method: 'POST', route: '/api/v1/backups/', status: 200 },
      { event: 'request', method: 'GET', route: '/api/v1/*', status: 404 },
    ]);
    expect(gateway.logLines.join('')).not.toMatch(/in-(answer|query|cookie|path|body|header)|vps_/);
  });
});

describe('a caller that goes away', () => {
  it('has its change finished, and the gateway waits for it before it stops', async () => {
    const arrived = deferred();
    const release = deferred();
    const answered = deferred();
    const { gateway, port, provider } = await setUpGateway((outgoing) => {
      arrived.resolve();
      outgoing.once('finish', () => answered.resolve());
      void release.promise.then(() => answerJson(outgoing, 201, { id: 1 }));
    });
    const browser = new AbortController();
    const { signal } = browser;
    const request = {
      port,
      method: 'POST',
      path: '/api/v1/backups/',
      headers: OWN_PAGE,
      body: '{"server_id":1}',
    };
    const call = send({ ...request, signal });
    await arrived.promise;
    browser.abort();
    await expect(call).rejects.toThrow();
    expect(refusal(await send(request))).toEqual([409, 'duplicate_call']);

    let isStopped = false;
    const stopped = gateway.stop().then(() => {
      isStopped = true;
    });
    await expect(send({ port, path: '/healthz' })).rejects.toThrow(/ECONNREFUSED/);
    expect(isStopped).toBe(false);
    release.resolve();
    await Promise.all([answered.promise, stopped]);
    expect(provider.seen.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it('a request whose body never arrives is ended, and nothing is sent', async () => {
    const { port, provider } = await setUpGateway(undefined, { requestLimitMs: 100 });
    const closed = deferred<string>();
    const socket = connect(port, '127.0.0.1');
    const received: Buffer[] = [];
    socket.on('data', (data) => received.push(data));
    socket.once('close', () => closed.resolve(Buffer.concat(received).toString()));
    socket.write(
      `POST /api/v1/backups/ HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX-Requested-With: vps-backups\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{"server_id"`,
    );
    expect(await closed.promise).toMatch(/^HTTP\/1\.1 408 /);
    expect(provider.seen).toEqual([]);
  });

  it('an unused connection stays open longer than a proxy would use it', async () => {
    const { port } = await setUpGateway();
    const text = `GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: keep-alive\r\n\r\n`;
    const [, seconds] = /^keep-alive: timeout=(\d+)/im.exec(await sendRaw(port, text)) ?? [];
    expect(Number(seconds)).toBeGreaterThan(60);
  });

  it('a connection that a browser keeps open does not delay stopping', async () => {
    const { gateway, port } = await setUpGateway();
    const closed = deferred();
    const socket = connect(port, '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.once('close', () => closed.resolve());
    socket.resume();
    await send({ port, path: '/healthz' });
    await gateway.stop();
    await closed.promise;
  });

  it('a read that the provider leaves unanswered does not delay stopping', async () => {
    const arrived = deferred();
    const { gateway, port } = await setUpGateway(() => arrived.resolve(), { stopPatienceMs: 20 });
    const call = send({ port, path: '/api/v1/backups/' });
    await arrived.promise;
    await gateway.stop();
    expect(refusal(await call)).toEqual([503, 'shutting_down']);
  });

  it('a change that the provider leaves unanswered does not delay stopping, and its outcome is unknown', async () => {
    const arrived = deferred();
    const provider = await startServer((outgoing, { method }) => {
      if (method === 'GET') answerJson(outgoing, 200, { count: 0, results: [] });
      else arrived.resolve();
    });
    const database = await openSqlite(':memory:');
    const gateway = await startTestGateway({ baseUrl: provider.baseUrl, database, stopPatienceMs: 20 });
    const path = '/api/v1/backups/501/';
    const call = send({ port: gateway.port, method: 'DELETE', path, headers: OWN_PAGE }).catch(() => null);
    await arrived.promise;
    await gateway.stop();
    await Promise.all([call, provider.close()]);
    expect(await database.db.selectFrom('activity_outcome').selectAll().execute()).toMatchObject([
      { outcome: 'unknown', detail: expect.stringMatching(/stopped before the provider responded/) },
    ]);
    await database.close();
  });

  it.each([
    ['sends its body slowly', 'POST', 'Expect: 100-continue\r\nContent-Length: 15\r\n\r\n{"server_id"'],
    ['does not read what it asked for', 'GET', '\r\n'],
  ])('a caller that %s does not hold the gateway up', async (_what, method, rest) => {
    const { gateway, port } = await setUpGateway(
      (outgoing) => answerJson(outgoing, 200, { results: [], padding: 'x'.repeat(12 * 1024 * 1024) }),
      { stopPatienceMs: 20 },
    );
    const socket = connect(port, '127.0.0.1');
    const closed = deferred();
    socket.once('close', () => closed.resolve());
    socket.on('error', () => {});
    socket.write(
      `${method} /api/v1/backups/ HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX-Requested-With: vps-backups\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\n${rest}`,
    );
    // The first bytes of the response, or permission to send the body.
    await new Promise((resolve) => socket.once('readable', resolve));
    await gateway.stop();
    socket.resume();
    await closed.promise;
  });
});
