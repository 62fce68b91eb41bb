import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { describeOnPostgres, type PostgresDatabases } from '../../testing/database/postgres';
import { answerJson, startServer, type TestServer } from '../../testing/http';
import {
  DAY,
  daily,
  expectNoCanary,
  HOOK_SECRET,
  HOUR,
  type Receiver,
  startReceiver,
  WEB,
} from '../../testing/watch/watch';
import { PROCESS_LIMIT_MS, startWatchProcess, type WatchProcess } from '../../testing/watch/watch-process';

let dir: string;
let hook: Receiver;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'watch-process-'));
  hook = await startReceiver();
});
afterEach(() => rmSync(dir, { recursive: true, maxRetries: 3 }));

/** Polls until the condition holds; a busy machine takes longer. */
const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 40_000, interval: 50 });

const sandboxEnv = () => ({
  DATA_DIR: join(dir, 'data'),
  SANDBOX_NOW: '2025-01-16T15:45:00Z',
  ALERT_WEBHOOK_URL: hook.url,
  ALERT_WEBHOOK_SECRET: HOOK_SECRET,
});

/** Two more checks than now, so that what they show is confirmed. */
async function afterTwoChecks(gateway: WatchProcess): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) {
    const before = (await gateway.status()).lastRound?.at;
    await until(async () => expect((await gateway.status()).lastRound?.at).not.toBe(before));
  }
}

describe('a gateway on the sandbox', { timeout: PROCESS_LIMIT_MS }, () => {
  it('reports what its moved clock brings; killed before delivery, it delivers once after the restart', async () => {
    let gateway = await startWatchProcess(sandboxEnv());
    await until(() => expect(hook.told()).toEqual(['summary']));
    hook.status = 503;
    await gateway.advance(20 * HOUR);
    // The first message is refused and the others wait: now the process is killed.
    await until(() => expect(hook.told().length).toBeGreaterThan(1));
    await gateway.kill();
    const [, refused] = hook.alerts();
    const before = hook.alerts().length;
    expect(refused?.event).toBe('recovered');

    hook.status = 200;
    gateway = await startWatchProcess(sandboxEnv());
    await until(async () => expect((await gateway.status()).pendingCount).toBe(0));
    await afterTwoChecks(gateway);
    const after = hook.alerts().slice(before);
    expect(after.filter(({ id }) => id === refused?.id)).toEqual([refused]);
    expect(after.filter(({ event }) => event === 'summary')).toEqual([]);
    expect(new Set(after.map((one) => one.id)).size).toBe(after.length);
    expect(await gateway.stop()).toBe(0);
    expectNoCanary(gateway.output());
    expect(gateway.output()).not.toContain('"error"');
  });
});

describeOnPostgres('two gateways on one PostgreSQL', testTwoGateways, PROCESS_LIMIT_MS);

function testTwoGateways({ newPlace }: PostgresDatabases): void {
  let provider: TestServer;
  let backups: unknown[];
  beforeEach(async () => {
    backups = daily(WEB, Date.now() - HOUR);
    provider = await startServer((outgoing, { url }) => {
      const results = url.startsWith('/api/v1/backups/')
        ? backups
        : url.startsWith('/api/v1/servers/')
          ? [WEB]
          : [];
      answerJson(outgoing, 200, { count: results.length, next: null, results });
    });
  });
  afterEach(() => provider.close());

  it('one checks; when it is killed the other takes over, and nothing is sent twice', async () => {
    const env = {
      DATABASE_URL: await newPlace(),
      VPS_API_URL: provider.baseUrl,
      VPS_API_TOKEN: 'vps_canary_token',
      ALERT_WEBHOOK_URL: hook.url,
    };
    const start = (name: string) => startWatchProcess({ ...env, DATA_DIR: join(dir, name) });
    const first = await start('one');
    await until(() => expect(hook.told()).toEqual(['summary']));
    const second = await start('two');
    await afterTwoChecks(first);
    expect([(await first.status()).state, (await second.status()).state]).toEqual(['watching', 'standby']);
    // The gateway on standby shows the same checks.
    expect((await second.status()).lastRound).not.toBeNull();

    await first.kill();
    backups = daily(WEB, Date.now() - 3 * DAY);
    await until(() => expect(hook.told()).toEqual(['summary', 'missed web-01']));
    expect((await second.status()).state).toBe('watching');
    const third = await start('three');
    await afterTwoChecks(second);
    expect((await third.status()).state).toBe('standby');

    // A gateway that is stopped properly hands over at once.
    expect(await second.stop()).toBe(0);
    await until(async () => expect((await third.status()).state).toBe('watching'));
    await afterTwoChecks(third);
    expect(hook.told()).toEqual(['summary', 'missed web-01']);
    for (const gateway of [first, second, third]) expectNoCanary(gateway.output());
  });
}
