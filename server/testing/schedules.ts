import * as v from 'valibot';
import { afterAll, afterEach, beforeEach, expect } from 'vitest';
import type { Backup } from '../../src/core/backups/backup';
import { backupSchema } from '../../src/core/contract/schema';
import { HOUR_MS, MINUTE_MS } from '../../src/core/lib/time-units';
import { endOf, type ScheduleRun } from '../../src/core/schedules/schedule-run';
import { runIn, type Schedule, schedulesSchema } from '../../src/core/schedules/schedule-wire';
import type { Database } from '../database/tables';
import type { Message } from '../watch/alerts/message';
import {
  type ActivityGateway,
  type ActivityGatewayOptions,
  openActivityGateway,
  openSandbox,
} from './activity-gateway';
import type { TestDatabases } from './database/databases';

export const SCHEDULES_PATH = '/api/schedules';
export const SERVER = 12345;
/** Until the next 02:00 UTC: the sandbox starts at 15:45. */
export const TO_FIRST_RUN = 10 * HOUR_MS + 15 * MINUTE_MS;

/** The writes the provider received: "create 12345", "delete 600". */
type OnWrite = (carryOut: () => Promise<Response>, write: string) => Promise<Response>;

export const DRAFT = {
  name: 'Nightly',
  servers: [SERVER],
  when: { kind: 'daily', time: '02:00' },
  zone: 'UTC',
  keep: { newest: 1, daily: 0, weekly: 0, monthly: 0 },
  catch_up_hours: 6,
  makes_room_first: false,
};

/** Gateways with schedules on one sandbox, fresh for each test. Call it in a `describe`. */
export function scheduleGateways(databases: TestDatabases) {
  let database: Database;
  let sandbox = openSandbox();
  const opened: ActivityGateway[] = [];
  beforeEach(async () => {
    database = await databases.open(await databases.newPlace());
    sandbox = openSandbox();
  });
  afterEach(async () => {
    for (const { schedules, operations } of opened.splice(0)) {
      await schedules.stop();
      await operations.stop();
    }
    await database.close();
  });
  afterAll(() => databases.dispose());

  function open(
    options: Omit<ActivityGatewayOptions, 'fetch'> & {
      onWrite?: OnWrite;
      isBusy?: () => boolean;
      /** Paths of lists that the provider delivers only in part, such as `/servers/`. */
      isPart?: (path: string) => boolean;
    } = {},
  ) {
    const {
      onWrite = (carryOut) => carryOut(),
      isBusy = () => false,
      isPart = () => false,
      ...rest
    } = options;
    const writes: string[] = [];
    const alerts: Message[] = [];
    const gateway = openActivityGateway(database, {
      sandbox,
      alert: async (message) => void alerts.push(message),
      ...rest,
      async fetch(request) {
        const carryOut = () => sandbox.fetch(request);
        if (request.method === 'GET') {
          const answer = await carryOut();
          if (isPart(request.url.slice(sandbox.baseUrl.length))) return withoutLast(answer);
          return isBusy() && request.url.includes('/backups/?server_id') ? withRunning(answer) : answer;
        }
        const id = new URL(request.url).pathname.split('/').filter(Boolean).at(-1);
        const body =
          request.method === 'POST'
            ? v.parse(v.looseObject({ server_id: v.number() }), await request.clone().json())
            : null;
        const write = body === null ? `delete ${id}` : `create ${body.server_id}`;
        writes.push(write);
        return await onWrite(carryOut, write);
      },
    });
    opened.push(gateway);
    const list = async (): Promise<readonly Schedule[]> =>
      v.parse(schedulesSchema, JSON.parse((await gateway.call('GET', SCHEDULES_PATH)).text)).schedules;
    const one = async () => {
      const [schedule] = await list();
      if (schedule === undefined) throw new Error('There is no schedule.');
      return schedule;
    };
    const runs = async (): Promise<readonly ScheduleRun[]> =>
      (await one()).runs.flatMap((run) => runIn(run) ?? []);
    return {
      ...gateway,
      writes,
      alerts,
      list,
      one,
      runs,
      create: (changes: object = {}) => gateway.call('POST', SCHEDULES_PATH, { ...DRAFT, ...changes }),
      /** Advances the provider's clock; resolves after due runs have started and running ones have polled. */
      async pass(ms: number, stepMs = ms) {
        for (let left = ms; left > 0; left -= stepMs) {
          const { status, text } = await gateway.call('PUT', '/api/sandbox', {
            advance_ms: Math.min(stepMs, left),
          });
          if (status !== 200) throw new Error(text);
        }
      },
      /** The result of each server in the last run: "done", "skipped: busy". */
      async ends() {
        const [run] = await runs();
        return run?.servers.map((server) => {
          const end = endOf(server);
          return end === null
            ? server.phase.kind
            : end.reason === null
              ? end.result
              : `${end.result}: ${end.reason}`;
        });
      },
      async backups(): Promise<readonly Backup[]> {
        const { results } = v.parse(
          v.object({ results: v.array(v.unknown()) }),
          JSON.parse(await gateway.provider(`/backups/?server_id=${SERVER}`)),
        );
        return results.map((entry) => v.parse(backupSchema, entry));
      },
    };
  }
  type Gateway = ReturnType<typeof open>;
  const marked = async (gateway: Gateway) =>
    (await gateway.backups()).filter(({ description }) => description.startsWith('Nightly · [schedule:'));
  async function ranOnce(options: Parameters<typeof open>[0] = {}, changes: object = {}) {
    const gateway = open(options);
    expect((await gateway.create(changes)).status).toBe(201);
    await gateway.pass(TO_FIRST_RUN);
    return gateway;
  }
  const advance = (ms: number) => sandbox.update({ advanceMs: ms });
  /** No gateway runs for so long. @returns the next one */
  async function outage(gateway: Gateway, ms: number): Promise<Gateway> {
    await gateway.schedules.stop();
    advance(ms);
    await database.db
      .updateTable('operation')
      .set({ until: Date.now() - ms })
      .execute();
    const next = open();
    await next.schedules.begin();
    return next;
  }
  return { open, ranOnce, marked, advance, outage };
}

/** A list without its last entry, whose count still includes it. */
async function withoutLast(answer: Response): Promise<Response> {
  const { count, results } = v.parse(
    v.object({ count: v.number(), results: v.array(v.unknown()) }),
    await answer.json(),
  );
  return Response.json({ count, results: results.slice(0, -1) });
}

/** A list whose newest backup is still running. */
async function withRunning(answer: Response): Promise<Response> {
  const { results } = v.parse(v.object({ results: v.array(v.looseObject({})) }), await answer.json());
  const [newest, ...rest] = results;
  return Response.json({ count: results.length, results: [{ ...newest, status: 'in_progress' }, ...rest] });
}
