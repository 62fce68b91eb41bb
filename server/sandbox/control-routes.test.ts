import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toWire } from '../../src/core/contract/wire-case';
import { startTestGateway, type TestGateway } from '../testing/gateway';
import { OWN_PAGE, send } from '../testing/http';
import { createSandbox, type Sandbox } from './sandbox';

const NOW_MS = Date.UTC(2025, 0, 16, 12);

let gateway: TestGateway;
let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = createSandbox({ file: ':memory:', clock: () => NOW_MS });
  gateway = await startTestGateway({ sandbox });
});
afterEach(async () => {
  await gateway.stop();
  sandbox.close();
});

function put(body: unknown) {
  const { port } = gateway;
  return send({ port, method: 'PUT', path: '/api/sandbox', headers: OWN_PAGE, body: JSON.stringify(body) });
}

describe('the sandbox from outside', () => {
  it('shows its state', async () => {
    const answer = await send({ port: gateway.port, path: '/api/sandbox' });
    expect([answer.status, JSON.parse(answer.text)]).toEqual([
      200,
      {
        scenario: null,
        scenarios: expect.arrayContaining(['slow', 'cut', 'rate-limited', 'server-error', 'html']),
        now: '2025-01-16T12:00:00.000Z',
        creation_speed: 1,
      },
    ]);
  });

  it.each([
    [{ scenario: 'slow' }, { scenario: 'slow' }],
    [{ scenario: null }, { scenario: null }],
    [{ creation_speed: 100 }, { creation_speed: 100 }],
    [{ advance_ms: 3_600_000 }, { now: '2025-01-16T13:00:00.000Z' }],
    [{}, { scenario: null, creation_speed: 1 }],
  ])('accepts the change %j', async (change, expected) => {
    const answer = await put(change);
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toMatchObject(expected);
    expect(toWire(sandbox.state())).toMatchObject(expected);
  });

  it.each([
    [{ scenario: 'storm' }],
    [{ scenario: 1 }],
    [{ creation_speed: 0 }],
    [{ creation_speed: '1' }],
    [{ advance_ms: -1 }],
    [{ advance_ms: 1.5 }],
    [{ advance_ms: 1e18 }],
    [{ scenario: 'slow', now: '2025-01-01T00:00:00Z' }],
    [{ creationSpeed: 2 }],
    [[]],
  ])('refuses the change %j and says why', async (change) => {
    const before = sandbox.state();
    const answer = await put(change);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toEqual({
      detail: expect.stringMatching(/\w{3}.*\.$/),
      gateway: { code: 'bad_body', reached: 'no' },
    });
    expect(sandbox.state()).toEqual(before);
  });

  it('can be reset', async () => {
    await put({ scenario: 'cut', advance_ms: 1000 });
    const { port } = gateway;
    const answer = await send({ port, method: 'POST', path: '/api/sandbox/reset', headers: OWN_PAGE });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toMatchObject({ scenario: null, now: '2025-01-16T12:00:00.000Z' });
  });

  it('cannot be changed from another site', async () => {
    const { port } = gateway;
    await put({ scenario: 'slow' });
    const headers = { 'sec-fetch-site': 'cross-site' };
    const answer = await send({ port, method: 'POST', path: '/api/sandbox/reset', headers });
    expect(answer.status).toBe(403);
    expect(sandbox.state().scenario).toBe('slow');
  });

  it('says which methods it allows', async () => {
    const answer = await send({
      port: gateway.port,
      method: 'DELETE',
      path: '/api/sandbox',
      headers: OWN_PAGE,
    });
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD, PUT']);
  });

  it('does not exist beside the real provider', async () => {
    const real = await startTestGateway({ sandbox: null });
    const answers = await Promise.all([
      send({ port: real.port, path: '/api/sandbox' }),
      send({ port: real.port, method: 'PUT', path: '/api/sandbox', headers: OWN_PAGE, body: '{}' }),
      send({ port: real.port, method: 'POST', path: '/api/sandbox/reset', headers: OWN_PAGE }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    await real.stop();
  });
});
