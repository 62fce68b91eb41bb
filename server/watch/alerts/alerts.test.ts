import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchStatusSchema } from '../../../src/core/contract/schema-watch';
import { createLog } from '../../http/log';
import { createUpstream } from '../../provider/upstream';
import { createSandbox } from '../../sandbox/sandbox';
import { deferred, startServer } from '../../testing/http';
import {
  expectNoCanary,
  HOOK_SECRET,
  LINK_BASE,
  memoryDatabase,
  type Receiver,
  startReceiver,
} from '../../testing/watch/watch';
import type { AlertSettings } from './alert-settings';
import { type AlertsOptions, createAlerts } from './alerts';

const NOTHING: AlertSettings = { webhook: null, pingUrl: null, intervalMs: 1000, ignored: new Set() };
const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

let hook: Receiver;
beforeEach(async () => {
  hook = await startReceiver();
});

/** The alerts of a gateway on the sandbox, timers and all; they stop with the test. */
async function open(settings: Partial<AlertSettings>, changes: Partial<AlertsOptions> = {}) {
  const sandbox = createSandbox({ file: ':memory:', clock: () => Date.parse('2025-01-16T15:45:00Z') });
  const { baseUrl, token, fetch } = sandbox;
  const logLines: string[] = [];
  const alerts = createAlerts({
    settings: { ...NOTHING, ...settings },
    database: await memoryDatabase(),
    databaseUrl: null,
    upstream: createUpstream({ provider: { baseUrl, token, fetch }, readTimeoutMs: 10_000 }),
    providerHost: null,
    secret: null,
    now: () => Date.parse(sandbox.state().now),
    linkBase: () => LINK_BASE,
    version: '1.2.3',
    log: createLog({ write: (line) => logLines.push(line) }),
    ...changes,
  });
  cleanups.push(sandbox.close, alerts.stop);
  const status = async () => v.parse(watchStatusSchema, await (await alerts.routes.request('/')).json());
  const sendTest = () => alerts.routes.request('/test', { method: 'POST' });
  return { alerts, sandbox, logLines, status, sendTest };
}

const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 20 });
const webhook = () => ({ url: hook.url, secret: HOOK_SECRET });

describe('the alerts of a gateway', { timeout: 30_000 }, () => {
  it('check by themselves, and show their state without an address or a secret', async () => {
    const pingUrl = `${hook.server.baseUrl}/canary-ping`;
    const { alerts, status, logLines } = await open({ webhook: webhook(), pingUrl, ignored: new Set(['x']) });
    alerts.start();
    const host = `127.0.0.1:${hook.server.port}`;
    await until(async () =>
      expect(await status()).toMatchObject({
        state: 'watching',
        offReason: null,
        intervalMs: 1000,
        webhook: { host, isSigned: true },
        ping: { host },
        ignoredCount: 1,
        lastRound: { result: 'read', reason: null, ping: { isGood: false, status: 200, problem: null } },
        pendingCount: 0,
        deliveries: [{ event: 'summary', serverKey: null, attempts: 1, lastStatus: 200, lastProblem: null }],
      }),
    );
    const shown = await status();
    expect(Date.parse(shown.nextRoundAt ?? '') - Date.parse(shown.lastRound?.at ?? '')).toBe(1000);
    expectNoCanary(JSON.stringify(shown), ...logLines);
  });

  it('never run two checks at once, and stop during one without a trace', async () => {
    const reading = deferred();
    let underWay = 0;
    let most = 0;
    const hangs = async (_request: Request, signal: AbortSignal): Promise<Response> => {
      underWay += 1;
      most = Math.max(most, underWay);
      reading.resolve();
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      underWay -= 1;
      throw signal.reason;
    };
    const provider = { baseUrl: 'http://provider.invalid', token: 'vps_test', fetch: hangs };
    const upstream = createUpstream({ provider, readTimeoutMs: 60_000 });
    const { alerts, status } = await open({ webhook: webhook(), intervalMs: 1 }, { upstream });
    alerts.start();
    await reading.promise;
    // Many intervals of 1 ms.
    const begunMs = performance.now();
    await until(() => expect(performance.now() - begunMs).toBeGreaterThan(50));
    await alerts.stop();
    // Two lists, read side by side.
    expect([most, underWay]).toEqual([2, 0]);
    expect(await status()).toMatchObject({ lastRound: null, pendingCount: 0 });
    expect(hook.server.seen).toEqual([]);
  });

  it.each([
    ['nothingSet', {}, {}],
    ['signIn', { pingUrl: 'https://ping.example.com/x' }, { upstream: null }],
  ] as const)('are off, and say why: %s', async (offReason, settings, changes) => {
    const { alerts, status, logLines } = await open(settings, changes);
    alerts.start();
    expect(await status()).toMatchObject({ state: 'off', offReason, lastRound: null, nextRoundAt: null });
    expect(logLines.join('').includes('watch_off')).toBe(offReason === 'signIn');
  });

  it('show people who sign in nothing of another token’s alerts, and send nothing for them', async () => {
    const database = await memoryDatabase();
    const own = await open({ webhook: webhook() }, { database });
    own.alerts.start();
    await until(async () => expect((await own.status()).deliveries).toMatchObject([{ lastStatus: 200 }]));
    await own.alerts.stop();
    const before = hook.server.seen.length;
    const shared = await open({ webhook: webhook() }, { database, upstream: null });
    expect(await shared.status()).toMatchObject({
      state: 'off',
      offReason: 'signIn',
      webhook: null,
      lastRound: null,
      pendingCount: 0,
      deliveries: [],
    });
    expect((await shared.sendTest()).status).toBe(409);
    expect(hook.server.seen).toHaveLength(before);
  });

  it('show a check that an earlier version stored', async () => {
    const database = await memoryDatabase();
    const round = '{"result":"read","reason":null,"serverCount":14,"attentionCount":5,"ping":null}';
    const watch = { is_started: 1, blind_rounds: 0, is_blind_told: 0, readable_rounds: 0 };
    const round_at = '2025-01-16T15:40:00.000Z';
    await database.db
      .insertInto('alert_watch')
      .values({ scope: 'sandbox', ...watch, round_at, round })
      .execute();
    const { status } = await open({ webhook: webhook() }, { database });
    expect((await status()).lastRound).toMatchObject({ at: round_at, serverCount: 14, attentionCount: 5 });
  });

  it('answer 503 while the database is unavailable', async () => {
    const database = await memoryDatabase();
    const { alerts } = await open({ webhook: webhook() }, { database });
    await database.db.schema.dropTable('alert_watch').execute();
    const answer = await alerts.routes.request('/');
    expect([answer.status, answer.headers.get('x-gateway-error')]).toEqual([503, 'watch_unavailable']);
  });
});

describe('a test alert', () => {
  it('goes to the webhook once, signed, and returns its result', async () => {
    const { sendTest, logLines } = await open({ webhook: webhook() });
    const taken = await sendTest();
    expect([taken.status, await taken.json()]).toEqual([200, { problem: null, status: 200 }]);
    expect(hook.alerts()).toMatchObject([{ event: 'test', server: null, link: `${LINK_BASE}/settings` }]);
    expect(hook.alerts()[0]?.text).toContain('This is a test alert. Nothing is wrong.');
    expect(hook.server.seen[0]?.headers['x-signature-256']).toMatch(/^sha256=[\da-f]{64}$/);
    hook.status = 404;
    expect(await (await sendTest()).json()).toEqual({ problem: 'refused', status: 404 });
    hook.status = 302;
    expect(await (await sendTest()).json()).toEqual({ problem: 'redirect', status: 302 });
    expect(hook.server.seen).toHaveLength(3);
    expectNoCanary(...logLines);
  });

  it('is not sent twice at once', async () => {
    const arrived = deferred();
    const release = deferred();
    const slow = await startServer((outgoing) => {
      arrived.resolve();
      void release.promise.then(() => outgoing.writeHead(200).end());
    });
    cleanups.push(slow.close);
    const { sendTest } = await open({ webhook: { url: slow.baseUrl, secret: null } });
    const first = sendTest();
    await arrived.promise;
    const second = await sendTest();
    expect([second.status, second.headers.get('x-gateway-error')]).toEqual([409, 'duplicate_call']);
    release.resolve();
    expect(await (await first).json()).toEqual({ problem: null, status: 200 });
    expect(slow.seen).toHaveLength(1);
    expect(slow.seen[0]?.headers['x-signature-256']).toBeUndefined();
  });

  it('needs an address', async () => {
    const { sendTest } = await open({});
    const refused = await sendTest();
    expect([refused.status, refused.headers.get('x-gateway-error')]).toEqual([409, 'no_webhook']);
  });
});
