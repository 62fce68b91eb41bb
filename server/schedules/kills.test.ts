import * as v from 'valibot';
import { describe, expect, it, vi } from 'vitest';
import type { ScheduleRun } from '../../src/core/schedules/schedule-run';
import { runIn, schedulesSchema } from '../../src/core/schedules/schedule-wire';
import { describeOnPostgres } from '../testing/database/postgres';
import { OWN_PAGE, send } from '../testing/http';
import {
  CREATE,
  type Death,
  gatewayDirs,
  isWholeMatrix,
  LIST,
  startKillingProvider,
  WAIT_MS,
} from '../testing/kills';
import { DRAFT } from '../testing/schedules';
import { backup } from '../testing/sign-in';
import { PROCESS_LIMIT_MS, type WatchProcess } from '../testing/watch/watch-process';

const PATH = '/api/schedules';

/** A provider with one server that records each write. */
async function startProvider() {
  const changes: string[] = [];
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
  return { ...(await startKillingProvider(carryOut)), changes };
}
type Provider = Awaited<ReturnType<typeof startProvider>>;

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
    ...DRAFT,
    servers: [1],
    catch_up_hours: 0,
  });
  expect(status, text).toBe(201);
  await runNow(gateway);
  await restOf(gateway, 1);
  expect(provider.changes).toEqual(['create 600']);
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

/** Must hold wherever the gateway died. */
function expectTruth({ changes }: Provider): void {
  expect(changes.filter((change) => change.startsWith('EARLY'))).toEqual([]);
  expect(changes.filter((change) => change.startsWith('create')).length).toBeLessThanOrEqual(2);
  expect(new Set(changes).size).toBe(changes.length);
}

const DELETE = 'DELETE /backups/{id}/';
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
const DEATHS = isWholeMatrix ? MATRIX : ALWAYS.slice(1);

const { start: startGateway } = gatewayDirs();
/** The second run carried out by `first`; if that is killed, `alive` reports on it. */
const runOn = (first: WatchProcess, alive: WatchProcess = first) => ({
  begin: () => runNow(first),
  ended: () => restOf(alive, 2),
});
/** Whether it is unknown if the backup was started: it is then searched for, and not requested again. */
const isUnknown = ({ call, isCarriedOut }: Death) => call === CREATE && !isCarriedOut;

async function expectEnd(gateway: WatchProcess, provider: Provider, death: Death): Promise<void> {
  if (isUnknown(death)) {
    await vi.waitFor(
      async () => expect((await runs(gateway))[0]?.servers[0]?.phase.kind).toBe('createUnknown'),
      { timeout: WAIT_MS, interval: 200 },
    );
  } else {
    await restOf(gateway, 2);
    expect(provider.changes.filter((change) => change.startsWith('create'))).toHaveLength(2);
  }
  expectTruth(provider);
}

describe('a gateway killed during a run', { timeout: PROCESS_LIMIT_MS }, () => {
  it.each(DEATHS)(
    'requests nothing twice and deletes nothing early: $call ($nth), carried out $isCarriedOut',
    async (death) => {
      const provider = await startProvider();
      const first = await startGateway(provider.env);
      await prepare(first, provider);
      await provider.killDuring(death, first, runOn(first));
      await expectEnd(await startGateway(provider.env), provider, death);
    },
  );
});

describeOnPostgres(
  'two gateways of which one is killed during a run',
  (databases) => {
    // Each takeover waits up to half a minute for the dead gateway's lease.
    it.runIf(isWholeMatrix).each(MATRIX)(
      'request nothing twice and delete nothing early: $call ($nth), carried out $isCarriedOut',
      async (death) => {
        const provider = await startProvider();
        const env = { ...provider.env, DATABASE_URL: await databases.newPlace() };
        const first = await startGateway(env);
        const second = await startGateway(env, 'two');
        await prepare(first, provider);
        await provider.killDuring(death, first, runOn(first, second));
        // Taken over within thirty seconds of the kill.
        await expectEnd(second, provider, death);
      },
    );
  },
  PROCESS_LIMIT_MS,
);
