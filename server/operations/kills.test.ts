import { mkdtempSync, rmSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type ActivityEntry,
  activityEntrySchema,
  activityPageSchema,
} from '../../src/core/contract/schema-activity';
import { type RestoreOperation, wireOperationSchema } from '../../src/core/restore/restore-operation';
import { answerJson, OWN_PAGE, send, startServer } from '../testing/http';
import { describeOnPostgres } from '../testing/postgres';
import { backup, laterClose } from '../testing/sign-in';
import { PROCESS_LIMIT_MS, startWatchProcess, type WatchProcess } from '../testing/watch-process';

const ID = 'operation-killed';
const TOKEN = 'vps_canary_0123456789';
/** A takeover takes up to 25 s, and this machine may be busy. */
const WAIT_MS = 60_000;

/** The gateway dies at the so-many-th call of a name, before or after the provider carried it out. */
interface Death {
  readonly call: string;
  readonly nth: number;
  readonly isCarriedOut: boolean;
}

/** A provider that notes the changes of one restore, and kills the gateway at the call that is meant. */
async function startKillingProvider() {
  const writes: string[] = [];
  const plan: { death: Death | null; kill: () => Promise<void> } = { death: null, kill: async () => {} };
  const calls: string[] = [];
  let copy: ReturnType<typeof backup> | null = null;
  let looksAtCopy = 0;
  let status = 'active';

  function carryOut(method: string, path: string, body: string): [number, unknown] {
    if (path === '/account/me/')
      return [200, { account: { email: 'ops@example.com' }, token: { name: 'test' } }];
    if (method === 'POST' && path === '/backups/') {
      writes.push('create');
      const { description }: { description: string } = JSON.parse(body);
      copy = {
        ...backup(600, 'web'),
        backup_type: 'manual',
        created_at: new Date().toISOString(),
        description,
      };
      return [201, { ...copy, status: 'in_progress', size_mb: null }];
    }
    if (method === 'POST') {
      writes.push('restore');
      status = 'restoring';
      return [202, { message: 'Restore started.' }];
    }
    if (path === '/servers/1/') {
      const server = { id: 1, name: 'web', status };
      if (status === 'restoring') status = 'active';
      return [200, server];
    }
    if (copy !== null) looksAtCopy += 1;
    const listed = copy === null ? [] : [{ ...copy, status: looksAtCopy > 1 ? 'completed' : 'in_progress' }];
    const results = [backup(501, 'web'), ...listed];
    return [200, { count: results.length, results }];
  }

  const server = await startServer((outgoing: ServerResponse, { method, url, body }) => {
    const path = url.replace(/^\/api\/v1/, '').replace(/\?.*$/, '');
    const name = `${method} ${path}`;
    calls.push(name);
    const isDeath =
      plan.death?.call === name && plan.death.nth === calls.filter((call) => call === name).length;
    if (isDeath && plan.death?.isCarriedOut === true) carryOut(method, path, body);
    if (isDeath) {
      void plan.kill();
      return;
    }
    const [code, answer] = carryOut(method, path, body);
    answerJson(outgoing, code, answer);
  });
  laterClose(server.close);
  return { ...server, writes, plan };
}

async function start(gateway: WatchProcess): Promise<void> {
  const body = { operation_id: ID, kind: 'safe_restore', server_id: 1, backup_id: 501, safety_backup: true };
  await send({
    port: gateway.port,
    method: 'POST',
    path: '/api/operations',
    headers: OWN_PAGE,
    body: JSON.stringify(body),
  }).catch(() => undefined);
}

async function operation(gateway: WatchProcess): Promise<RestoreOperation | null> {
  const { status, text } = await send({ port: gateway.port, path: `/api/operations/${ID}` });
  return status === 200 ? v.parse(wireOperationSchema, JSON.parse(text)) : null;
}

async function logged(gateway: WatchProcess): Promise<readonly ActivityEntry[]> {
  const { text } = await send({ port: gateway.port, path: '/api/activity' });
  return v
    .parse(activityPageSchema, JSON.parse(text))
    .entries.map((entry) => v.parse(activityEntrySchema, entry));
}

/** Where an operation stands still: it has ended, or searches for what may not exist. */
const RESTS = ['restored', 'restoreUnknown', 'copyUnknown', 'refused'];

/** What must hold wherever the gateway died. */
async function expectTruth(gateway: WatchProcess, writes: readonly string[], looksForMs: number) {
  await vi.waitFor(
    async () => {
      const found = await operation(gateway);
      // Killed before the operation was stored: nothing was begun.
      if (found === null) expect(writes).toEqual([]);
      else expect(RESTS).toContain(found.state.phase.kind);
    },
    { timeout: looksForMs, interval: 100 },
  );
  const kind = (await operation(gateway))?.state.phase.kind ?? null;
  const count = (what: string) => writes.filter((write) => write === what).length;
  expect(
    [count('create'), count('restore')].every((times) => times <= 1),
    `${writes}`,
  ).toBe(true);
  await vi.waitFor(
    async () => {
      const entry = (await logged(gateway)).find(({ action }) => action === 'safe_restore');
      const outcomeOf = (action: string) =>
        entry?.writes.find((write) => write.action === action)?.outcome ?? 'not sent';
      if (kind === 'restored') {
        expect(writes).toEqual(['create', 'restore']);
        expect(entry?.outcome).toBe('completed');
        expect(entry?.steps.at(-1)?.step).toBe('restore_finished');
      }
      // What got no answer is neither done nor refused; of another gateway it stays pending for its longest time.
      if (kind === 'restoreUnknown') {
        expect(['unknown', 'pending', 'not sent']).toContain(outcomeOf('restore_server'));
      }
      if (kind === 'copyUnknown') {
        expect(['unknown', 'pending', 'not sent']).toContain(outcomeOf('create_backup'));
      }
    },
    { timeout: 10_000, interval: 100 },
  );
  return kind;
}

const LIST = 'GET /backups/';
const SERVER = 'GET /servers/1/';
const CREATE = 'POST /backups/';
const RESTORE = 'POST /servers/1/restore/';
const WRITES: readonly Death[] = [CREATE, RESTORE].flatMap((call) =>
  [false, true].map((isCarriedOut) => ({ call, nth: 1, isCarriedOut })),
);
/** Each look: at backup and server as it begins, while the safety backup runs, right before the restore, and after it. */
const READS: readonly Death[] = [
  ...[1, 2, 3, 4].map((nth) => ({ call: LIST, nth, isCarriedOut: false })),
  ...[1, 2, 3, 4].map((nth) => ({ call: SERVER, nth, isCarriedOut: false })),
];
/** Every step takes minutes, and is left to `npm run test:deploy`. */
const isWhole = process.env['KILLS'] === 'all';
const DEATHS = isWhole ? [...WRITES, ...READS] : WRITES.filter(({ isCarriedOut }) => isCarriedOut);

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'operation-kills-'));
});
afterEach(() => rmSync(dir, { recursive: true, maxRetries: 3 }));

describe('a gateway killed during a safe restore', { timeout: PROCESS_LIMIT_MS }, () => {
  it.runIf(isWhole)('makes one safety backup and one restore when nothing happens, and says so', async () => {
    const provider = await startKillingProvider();
    const env = { DATA_DIR: dir, VPS_API_URL: provider.baseUrl, VPS_API_TOKEN: TOKEN };
    const gateway = await startWatchProcess(env);
    await start(gateway);
    expect(await expectTruth(gateway, provider.writes, WAIT_MS)).toBe('restored');
  });

  it.each(DEATHS)('writes nothing twice: $call ($nth), carried out $isCarriedOut', async (death) => {
    const provider = await startKillingProvider();
    const env = { DATA_DIR: dir, VPS_API_URL: provider.baseUrl, VPS_API_TOKEN: TOKEN };
    const first = await startWatchProcess(env);
    const died = new Promise<void>((resolve) => {
      provider.plan.kill = () => first.kill().then(resolve);
    });
    provider.plan.death = death;
    await start(first);
    await Promise.race([died, restOf(first)]);
    await first.kill();
    const second = await startWatchProcess(env);
    await expectTruth(second, provider.writes, WAIT_MS);
  });
});

async function restOf(gateway: WatchProcess): Promise<void> {
  // Fewer calls than planned: it came to its end before.
  await vi
    .waitFor(async () => expect(RESTS).toContain((await operation(gateway))?.state.phase.kind), {
      timeout: WAIT_MS,
      interval: 200,
    })
    .catch(() => undefined);
}

describeOnPostgres(
  'two gateways of which one is killed during a safe restore',
  (databases) => {
    // A takeover takes the time of a lease.
    it.runIf(isWhole).each(DEATHS)(
      'write nothing twice: $call ($nth), carried out $isCarriedOut',
      async (death) => {
        const provider = await startKillingProvider();
        const env = {
          DATABASE_URL: await databases.newPlace(),
          VPS_API_URL: provider.baseUrl,
          VPS_API_TOKEN: TOKEN,
        };
        const first = await startWatchProcess({ ...env, DATA_DIR: join(dir, 'one') });
        const second = await startWatchProcess({ ...env, DATA_DIR: join(dir, 'two') });
        const died = new Promise<void>((resolve) => {
          provider.plan.kill = () => first.kill().then(resolve);
        });
        provider.plan.death = death;
        await start(first);
        await Promise.race([died, restOf(second)]);
        await first.kill();
        // Taken over within thirty seconds of the death.
        await expectTruth(second, provider.writes, WAIT_MS);
      },
    );
  },
  PROCESS_LIMIT_MS,
);
