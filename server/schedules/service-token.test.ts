import type { ServerResponse } from 'node:http';
import * as v from 'valibot';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { activityEntrySchema, activityPageSchema } from '../../src/core/contract/schema-activity';
import { HOUR_MS, MINUTE_MS } from '../../src/core/lib/time-units';
import { endOf } from '../../src/core/schedules/schedule-run';
import { runIn, schedulesSchema } from '../../src/core/schedules/schedule-wire';
import type { Database } from '../database/tables';
import type { TestDatabases } from '../testing/database/databases';
import { describeOnEachDatabase } from '../testing/database/postgres';
import { answerJson, startServer } from '../testing/http';
import { DRAFT, SCHEDULES_PATH } from '../testing/schedules';
import { ANNE, BEN, backup, laterClose, startSignInGateway } from '../testing/sign-in';
import type { Message } from '../watch/alerts/message';

describeOnEachDatabase('schedules where people sign in', testServiceToken);

const SERVICE = 'vps_canary-service-0123456789';
const READER = 'vps_canary-reader-0123456789';
const WRITES = { name: 'ops', permissions: ['all'] };
const ACCOUNTS: ReadonlyMap<string, object> = new Map([
  [SERVICE, { account: { id: 7 }, token: { ...WRITES, name: 'service' } }],
  [ANNE, { account: { id: 7, email: 'anne@example.com' }, token: WRITES }],
  [READER, { account: { id: 7 }, token: { name: 'reader', permissions: ['backups:read'] } }],
  [BEN, { account: { id: 8, email: 'ben@example.com' }, token: WRITES }],
]);
/** A quarter of an hour before the first run of {@link DRAFT}. */
const START = Date.parse('2026-11-20T01:45Z');

function testServiceToken(databases: TestDatabases): void {
  let database: Database;
  beforeEach(async () => {
    database = await databases.open(await databases.newPlace());
    laterClose(() => database.close());
  });
  afterAll(() => databases.dispose());

  /** A provider with two servers per account, which records whose token changed what. */
  async function startProvider(now: () => number) {
    const writes: string[] = [];
    const shown = { isRefused: false, isRefusedAfterWrite: false, areRightsHidden: false };
    const copies: object[] = [];
    const respond = (outgoing: ServerResponse, token: string, method: string, path: string, body: string) => {
      const me = ACCOUNTS.get(token);
      if (me === undefined || (shown.isRefused && token === SERVICE)) {
        return answerJson(outgoing, 401, { detail: 'Invalid token.' });
      }
      if (path === '/account/me/') {
        return shown.areRightsHidden
          ? answerJson(outgoing, 429, { detail: 'Slow down.' })
          : answerJson(outgoing, 200, me);
      }
      if (method === 'POST') {
        const { server_id, description } = v.parse(
          v.object({ server_id: v.number(), description: v.string() }),
          JSON.parse(body),
        );
        writes.push(`${token === SERVICE ? 'service' : 'person'}: create ${server_id}`);
        shown.isRefused = shown.isRefusedAfterWrite;
        const copy = {
          ...backup(600 + copies.length, 'web'),
          server: { id: server_id, name: `web-${server_id}` },
          backup_type: 'manual',
          created_at: new Date(now()).toISOString(),
          description,
        };
        copies.push(copy);
        return answerJson(outgoing, 201, copy);
      }
      const server = /^\/servers\/(\d+)\/$/.exec(path)?.[1];
      if (server !== undefined) {
        return answerJson(outgoing, 200, { id: Number(server), name: `web-${server}`, status: 'active' });
      }
      const results =
        path === '/servers/' ? [1, 2].map((id) => ({ id, name: `web-${id}`, status: 'active' })) : copies;
      answerJson(outgoing, 200, { count: results.length, results });
    };
    const server = await startServer((outgoing, { method, url, headers, body }) => {
      const token = /^Bearer (.*)$/.exec(headers.authorization ?? '')?.[1] ?? '';
      respond(outgoing, token, method, url.replace(/^\/api\/v1/, '').replace(/\?.*$/, ''), body);
    });
    laterClose(server.close);
    return { ...server, writes, shown };
  }

  async function setUp(serviceToken: string | null = SERVICE) {
    let nowMs = START;
    const alerts: Message[] = [];
    const provider = await startProvider(() => nowMs);
    const gateway = await startSignInGateway({
      database,
      baseUrl: provider.baseUrl,
      clock: () => nowMs,
      alert: async (message) => void alerts.push(message),
      ...(serviceToken !== null && { serviceToken }),
    });
    laterClose(gateway.stop);
    const list = async (cookie: string) =>
      v.parse(schedulesSchema, JSON.parse((await gateway.call('GET', SCHEDULES_PATH, { cookie })).text));
    return {
      ...gateway,
      provider,
      alerts,
      list,
      create: (cookie: string, changes: object = {}) =>
        gateway.call('POST', SCHEDULES_PATH, { cookie, body: { ...DRAFT, servers: [1, 2], ...changes } }),
      async pass(ms: number) {
        nowMs += ms;
        await gateway.schedules.lookNow();
      },
      async lastRun(cookie: string) {
        return runIn((await list(cookie)).schedules[0]?.runs[0]);
      },
      async log(cookie: string) {
        const { text } = await gateway.call('GET', '/api/activity', { cookie });
        return v
          .parse(activityPageSchema, JSON.parse(text))
          .entries.map((entry) => v.parse(activityEntrySchema, entry))
          .map(({ action, actor, description }) => [action, actor?.email ?? null, description]);
      },
    };
  }

  it('run with the service token, for people of its account alone', async () => {
    const gateway = await setUp();
    const [anne, reader, ben] = [
      await gateway.signIn(ANNE),
      await gateway.signIn(READER),
      await gateway.signIn(BEN),
    ];
    expect((await gateway.create(anne)).status).toBe(201);
    await gateway.pass(15 * MINUTE_MS);
    expect(gateway.provider.writes).toEqual(['service: create 1', 'service: create 2']);
    const entries = [
      ['create_backup', 'Schedule Nightly', expect.stringContaining('Nightly · [schedule:')],
      ['create_backup', 'Schedule Nightly', expect.stringContaining('Nightly · [schedule:')],
      ['create_schedule', 'anne@example.com', 'Nightly'],
    ];
    expect(await gateway.log(anne)).toEqual(entries);

    expect((await gateway.list(reader)).schedules).toHaveLength(1);
    const readOnly = await gateway.create(reader, { name: 'Weekly' });
    expect([readOnly.status, readOnly.text]).toEqual([403, expect.stringContaining('read_only')]);

    expect(await gateway.list(ben)).toEqual({ off: 'otherAccount', schedules: [] });
    expect(await gateway.log(ben)).toEqual([]);
    const [schedule] = (await gateway.list(anne)).schedules;
    const asked: [string, string, unknown?][] = [
      ['POST', '', DRAFT],
      ['POST', '/preview', { id: null, draft: DRAFT }],
      ['PUT', `/${schedule?.id}`, { version: 1, draft: DRAFT }],
      ['PUT', `/${schedule?.id}/pause`, { version: 1, is_paused: true, until: null }],
      ['POST', `/${schedule?.id}/run`],
      ['POST', `/${schedule?.id}/stop`],
      ['DELETE', `/${schedule?.id}`],
    ];
    for (const [method, path, body] of asked) {
      const answer = await gateway.call(method, `${SCHEDULES_PATH}${path}`, { cookie: ben, body });
      expect([answer.status, answer.text], path).toEqual([403, expect.stringContaining('other_account')]);
    }
    expect((await gateway.list(anne)).schedules).toHaveLength(1);
  });

  it('cannot be changed by a person whose rights the provider does not state right now', async () => {
    const gateway = await setUp();
    const [anne, reader] = [await gateway.signIn(ANNE), await gateway.signIn(READER)];
    await gateway.create(anne);
    gateway.provider.shown.areRightsHidden = true;
    const answer = await gateway.create(reader, { name: 'Weekly' });
    expect([answer.status, answer.text]).toEqual([502, expect.stringContaining('token_unverified')]);
    expect((await gateway.list(anne)).schedules).toHaveLength(1);
    // What is known of a token stays known.
    expect((await gateway.create(anne, { name: 'Weekly' })).status).toBe(201);
  });

  it('of an earlier service token’s account are neither run nor shown with another’s', async () => {
    const first = await setUp();
    await first.create(await first.signIn(ANNE));
    await first.stop();
    const second = await setUp(BEN);
    const ben = await second.signIn(BEN);
    expect(await second.list(ben)).toEqual({ off: null, schedules: [] });
    await second.pass(HOUR_MS);
    expect(second.provider.writes).toEqual([]);
  });

  it('say what to set if there is no service token', async () => {
    const gateway = await setUp(null);
    const anne = await gateway.signIn(ANNE);
    expect(await gateway.list(anne)).toEqual({ off: 'signIn', schedules: [] });
    expect((await gateway.create(anne)).text).toContain('SERVICE_TOKEN');
  });

  it('send nothing with a refused token, tell its account, and continue if it works again in time', async () => {
    const gateway = await setUp();
    const [anne, ben] = [await gateway.signIn(ANNE), await gateway.signIn(BEN)];
    await gateway.create(anne);
    gateway.provider.shown.isRefused = true;
    await gateway.pass(15 * MINUTE_MS);
    expect(await gateway.lastRun(anne)).toMatchObject({
      endedAtMs: null,
      refusedSinceMs: START + 15 * MINUTE_MS,
    });
    const underWay = async (cookie: string) =>
      JSON.parse((await gateway.call('GET', '/api/operations', { cookie })).text).runs.length;
    expect([await underWay(anne), await underWay(ben)]).toEqual([1, 0]);
    const relation = async (cookie: string) =>
      JSON.parse((await gateway.call('GET', '/api/session', { cookie })).text).service_token;
    expect([await relation(anne), await relation(ben)]).toEqual(['refused', 'other']);
    await gateway.pass(5 * HOUR_MS);
    expect(gateway.provider.writes).toEqual([]);
    gateway.provider.shown.isRefused = false;
    await gateway.pass(HOUR_MS);
    expect(gateway.provider.writes).toEqual(['service: create 1', 'service: create 2']);
    expect(await gateway.lastRun(anne)).toMatchObject({ trigger: 'planned', refusedSinceMs: null });
    expect(gateway.alerts).toEqual([]);
  });

  it('end if the token is refused for longer than runs may be late, and run at their next time', async () => {
    const gateway = await setUp();
    const anne = await gateway.signIn(ANNE);
    await gateway.create(anne);
    gateway.provider.shown.isRefused = true;
    await gateway.pass(15 * MINUTE_MS);
    await gateway.pass(6 * HOUR_MS + MINUTE_MS);
    expect(await gateway.lastRun(anne)).toMatchObject({ stopped: 'token_refused', servers: [] });
    expect(gateway.alerts).toMatchObject([
      {
        event: 'schedule_failed',
        headline: 'Schedule Nightly: no backup was made.',
        reason: 'The provider refused the dashboard’s token, so nothing more was sent.',
      },
    ]);
    gateway.provider.shown.isRefused = false;
    await gateway.pass(HOUR_MS);
    expect(gateway.provider.writes).toEqual([]);
    await gateway.pass(17 * HOUR_MS);
    expect(gateway.provider.writes).toEqual(['service: create 1', 'service: create 2']);
  });

  it('end before their next write if the token is refused midway', async () => {
    const gateway = await setUp();
    const anne = await gateway.signIn(ANNE);
    await gateway.create(anne, { catch_up_hours: 0 });
    gateway.provider.shown.isRefusedAfterWrite = true;
    await gateway.pass(15 * MINUTE_MS);
    await gateway.pass(31 * MINUTE_MS);
    expect(gateway.provider.writes).toEqual(['service: create 1']);
    const run = await gateway.lastRun(anne);
    expect(run?.servers.map((server) => [endOf(server)?.result, endOf(server)?.reason])).toEqual([
      ['unknown', 'token_refused'],
      ['skipped', 'token_refused'],
    ]);
  });
}
