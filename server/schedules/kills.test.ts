import { mkdtempSync, rmSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ScheduleRun } from '../../src/core/schedules/schedule-run';
import { runIn, schedulesSchema } from '../../src/core/schedules/schedule-wire';
import { answerJson, OWN_PAGE, send, startServer } from '../testing/http';
import { describeOnPostgres } from '../testing/postgres';
import { backup, laterClose } from '../testing/sign-in';
import { PROCESS_LIMIT_MS, startWatchProcess, type WatchProcess } from '../testing/watch-process';

const TOKEN = 'vps_canary_0123456789';
/** A takeover takes up to 25 s, and this machine may be busy. */
const WAIT_MS = 90_000;
const PATH = '/api/schedules';

/** The gateway dies at the so-many-th call of a name since the run began, before or after it was carried out. */
interface Death {
  readonly call: string;
  readonly nth: number;
  readonly isCarriedOut: boolean;
}

/** A provider with one server that notes each change, and kills the gateway at the call that is meant. */
async function startKillingProvider() {
  const changes: string[] = [];
  const plan: { death: Death | null; kill: () => Promise<void> } = { death: null, kill: async () => {} };
  let calls: string[] = [];
  let nextId = 600;
  let copies: { readonly id: number; readonly json: object; looks: number }[] = [];
  const isCompleted = ({ looks }: { readonly looks: number }) => looks > 1;

  function carryOut(method: string, path: string, body: string): [number, unknown] {
    if (path === '/account/me/')
      return [200, { account: { email: 'ops@example.com' }, token: { name: 'test' } }];
    if (method === 'POST') {
      const { description } = v.parse(v.object({ description: v.string() }), JSON.parse(body));
      const id = nextId++;
      const made = { backup_type: 'manual', created_at: new Date().toISOString(), description };
      const json = { ...backup(id, 'web'), ...made };
      copies.push({ id, json, looks: 0 });
      changes.push(`create ${id}`);
      return [201, { ...json, status: 'in_progress', size_mb: null }];
    }
    if (method === 'DELETE') {
      const id = Number(/(\d+)\/$/.exec(path)?.[1]);
      const newest = copies.at(-1);
      changes.push(
        newest !== undefined && newest.id !== id && isCompleted(newest) ? `delete ${id}` : `EARLY ${id}`,
      );
      copies = copies.filter((copy) => copy.id !== id);
      return [204, null];
    }
    if (path === '/servers/1/') return [200, { id: 1, name: 'web', status: 'active' }];
    if (path === '/servers/') return [200, { count: 1, results: [{ id: 1, name: 'web', status: 'active' }] }];
    for (const copy of copies) copy.looks += 1;
    const results = copies.map((copy) => ({
      ...copy.json,
      status: isCompleted(copy) ? 'completed' : 'in_progress',
    }));
    return [200, { count: results.length, results }];
  }

  const server = await startServer((outgoing: ServerResponse, { method, url, body }) => {
    const path = url.replace(/^\/api\/v1/, '').replace(/\?.*$/, '');
    const name = `${method} ${path.replace(/\/backups\/\d+\//, '/backups/{id}/')}`;
    calls.push(name);
    const isDeath =
      plan.death?.call === name && plan.death.nth === calls.filter((call) => call === name).length;
    if (isDeath && plan.death?.isCarriedOut === true) carryOut(method, path, body);
    if (isDeath) {
      plan.death = null;
      void plan.kill();
      return;
    }
    const [code, answer] = carryOut(method, path, body);
    if (code === 204) outgoing.writeHead(204).end();
    else answerJson(outgoing, code, answer);
  });
  laterClose(server.close);
  return {
    ...server,
    changes,
    plan,
    /** From now on calls are counted. */
    count: () => {
      calls = [];
    },
  };
}
type Provider = Awaited<ReturnType<typeof startKillingProvider>>;

const call = (gateway: WatchProcess, method: string, path: string, body?: object) =>
  send({
    port: gateway.port,
    method,
    path,
    headers: OWN_PAGE,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });

async function runs(gateway: WatchProcess): Promise<readonly ScheduleRun[]> {
  const { text } = await call(gateway, 'GET', PATH);
  const { schedules } = v.parse(schedulesSchema, JSON.parse(text));
  return schedules.flatMap((schedule) => schedule.runs.flatMap((run) => runIn(run) ?? []));
}

async function runNow(gateway: WatchProcess): Promise<void> {
  const { text } = await call(gateway, 'GET', PATH);
  const [schedule] = v.parse(schedulesSchema, JSON.parse(text)).schedules;
  await call(gateway, 'POST', `${PATH}/${schedule?.id}/run`).catch(() => undefined);
}

/** A schedule that keeps one backup, and has made it. */
async function prepare(gateway: WatchProcess, provider: Provider): Promise<void> {
  const { status, text } = await call(gateway, 'POST', PATH, {
    name: 'Nightly',
    servers: [1],
    when: { kind: 'daily', time: '02:00' },
    zone: 'UTC',
    keep: { newest: 1, daily: 0, weekly: 0, monthly: 0 },
    catch_up_hours: 0,
    makes_room_first: false,
  });
  expect(status, text).toBe(201);
  await runNow(gateway);
  await restOf(gateway, 1);
  expect(provider.changes).toEqual(['create 600']);
  provider.count();
}

async function restOf(gateway: WatchProcess, count: number): Promise<void> {
  await vi.waitFor(
    async () => {
      const all = await runs(gateway);
      expect(all).toHaveLength(count);
      expect(all.every(({ endedAtMs }) => endedAtMs !== null)).toBe(true);
    },
    { timeout: WAIT_MS, interval: 200 },
  );
}

/** What must hold wherever the gateway died. */
function expectTruth({ changes }: Provider): void {
  expect(changes.filter((change) => change.startsWith('EARLY'))).toEqual([]);
  expect(changes.filter((change) => change.startsWith('create')).length).toBeLessThanOrEqual(2);
  expect(new Set(changes).size).toBe(changes.length);
}

const CREATE = 'POST /backups/';
const DELETE = 'DELETE /backups/{id}/';
const LIST = 'GET /backups/';
/** The whole matrix, which takes minutes, is for a release: `KILLS=all`. */
const isWhole = process.env['KILLS'] === 'all';
const ALWAYS: readonly Death[] = [
  { call: CREATE, nth: 1, isCarriedOut: true },
  { call: DELETE, nth: 1, isCarriedOut: true },
];
const MATRIX: readonly Death[] = [
  ...ALWAYS,
  { call: CREATE, nth: 1, isCarriedOut: false },
  { call: DELETE, nth: 1, isCarriedOut: false },
  { call: 'GET /servers/', nth: 1, isCarriedOut: false },
  { call: 'GET /servers/1/', nth: 1, isCarriedOut: false },
  ...[1, 2, 3, 4, 5].map((nth) => ({ call: LIST, nth, isCarriedOut: false })),
];
const DEATHS = isWhole ? MATRIX : ALWAYS.slice(1);

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'schedule-kills-'));
});
afterEach(() => rmSync(dir, { recursive: true, maxRetries: 3 }));

describe('a gateway killed during a run', { timeout: PROCESS_LIMIT_MS }, () => {
  it.each(DEATHS)(
    'requests nothing twice and deletes nothing early: $call ($nth), carried out $isCarriedOut',
    async (death) => {
      const provider = await startKillingProvider();
      const env = { DATA_DIR: dir, VPS_API_URL: provider.baseUrl, VPS_API_TOKEN: TOKEN };
      const first = await startWatchProcess(env);
      await prepare(first, provider);
      const died = new Promise<void>((resolve) => {
        provider.plan.kill = () => first.kill().then(resolve);
      });
      provider.plan.death = death;
      await runNow(first);
      await Promise.race([died, restOf(first, 2).catch(() => undefined)]);
      await first.kill();
      const second = await startWatchProcess(env);
      if (death.call !== CREATE || death.isCarriedOut) await restOf(second, 2);
      else {
        // Nobody knows whether it began: it is searched for, and not requested again.
        await vi.waitFor(
          async () => expect((await runs(second))[0]?.servers[0]?.phase.kind).toBe('createUnknown'),
          { timeout: WAIT_MS, interval: 200 },
        );
      }
      expectTruth(provider);
      if (death.call !== CREATE || death.isCarriedOut) {
        expect(provider.changes.filter((change) => change.startsWith('create'))).toHaveLength(2);
      }
    },
  );
});

describeOnPostgres(
  'two gateways of which one is killed during a run',
  (databases) => {
    // A takeover waits for the lease of the dead gateway, half a minute each.
    it.runIf(isWhole).each(MATRIX)(
      'request nothing twice and delete nothing early: $call ($nth), carried out $isCarriedOut',
      async (death) => {
        const provider = await startKillingProvider();
        const env = {
          DATABASE_URL: await databases.newPlace(),
          VPS_API_URL: provider.baseUrl,
          VPS_API_TOKEN: TOKEN,
        };
        const first = await startWatchProcess({ ...env, DATA_DIR: join(dir, 'one') });
        const second = await startWatchProcess({ ...env, DATA_DIR: join(dir, 'two') });
        await prepare(first, provider);
        const died = new Promise<void>((resolve) => {
          provider.plan.kill = () => first.kill().then(resolve);
        });
        provider.plan.death = death;
        await runNow(first);
        await Promise.race([died, restOf(second, 2).catch(() => undefined)]);
        await first.kill();
        // Taken over within thirty seconds of the death.
        if (death.call !== CREATE || death.isCarriedOut) await restOf(second, 2);
        expectTruth(provider);
      },
    );
  },
  PROCESS_LIMIT_MS,
);
