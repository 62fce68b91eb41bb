import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest';
import {
  type RestoreOperation,
  wireOperationSchema,
  wireOperationsSchema,
} from '../../src/core/restore/restore-operation';
import type { Database } from '../database/tables';
import {
  type ActivityGateway,
  type ActivityGatewayOptions,
  openActivityGateway,
  openSandbox,
} from '../testing/activity-gateway';
import type { TestDatabases } from '../testing/database/databases';
import { describeOnEachDatabase } from '../testing/database/postgres';
import { deferred } from '../testing/http';

describeOnEachDatabase('restores that the gateway carries out', testOperations);

const SERVER = 12345;
const TARGET = 501;
const PATH = '/api/operations';

/** A write that reached the provider. */
interface Write {
  readonly path: string;
  readonly body: unknown;
}

function testOperations(databases: TestDatabases): void {
  let database: Database;
  const opened: ActivityGateway[] = [];
  beforeEach(async () => {
    database = await databases.open(await databases.newPlace());
  });
  afterEach(async () => {
    for (const { operations } of opened.splice(0)) await operations.stop();
    await database.close();
  });
  afterAll(() => databases.dispose());

  const sandbox = { now: openSandbox() };
  beforeEach(() => {
    sandbox.now = openSandbox();
  });

  /** A gateway on the test's sandbox; `onWrite` may hold back a write or lose its answer. */
  function open(
    options: Omit<ActivityGatewayOptions, 'fetch'> & {
      onWrite?: (carryOut: () => Promise<Response>, write: Write) => Promise<Response>;
    } = {},
  ) {
    const { onWrite = (carryOut) => carryOut(), ...rest } = options;
    const writes: Write[] = [];
    const gateway = openActivityGateway(database, {
      sandbox: sandbox.now,
      ...rest,
      async fetch(request) {
        const carryOut = () => sandbox.now.fetch(request);
        if (request.method === 'GET') return carryOut();
        const body: unknown = JSON.parse(await request.clone().text());
        const write = { path: new URL(request.url).pathname.replace('/api/v1', ''), body };
        writes.push(write);
        return await onWrite(carryOut, write);
      },
    });
    opened.push(gateway);
    const read = (text: string): RestoreOperation => v.parse(wireOperationSchema, JSON.parse(text));
    const start = (id: string, changes: object = {}) =>
      gateway.call('POST', PATH, {
        operation_id: id,
        kind: 'safe_restore',
        server_id: SERVER,
        backup_id: TARGET,
        safety_backup: true,
        ...changes,
      });
    const one = async (id: string) => read((await gateway.call('GET', `${PATH}/${id}`)).text);
    const ask = (id: string, what: string) => gateway.call('POST', `${PATH}/${id}/${what}`);
    const list = async () => {
      const { text } = await gateway.call('GET', PATH);
      const { operations } = v.parse(wireOperationsSchema, JSON.parse(text));
      return operations.map((operation) => v.parse(wireOperationSchema, operation));
    };
    /** Advances the provider's clock; resolves once operations in progress have polled. */
    const pass = async (ms: number, stepMs = 10_000) => {
      for (let left = ms; left > 0; left -= stepMs) {
        await gateway.call('PUT', '/api/sandbox', { advance_ms: Math.min(stepMs, left) });
      }
    };
    return {
      ...gateway,
      writes,
      start,
      one,
      ask,
      list,
      pass,
      phase: async (id: string) => (await one(id)).state.phase,
    };
  }

  /** Replaces a gateway that died without telling the database. */
  async function openAfterDeath(options: Parameters<typeof open>[0] = {}) {
    const next = open(options);
    await database.db.updateTable('operation').set({ until: 0, holder: null }).execute();
    await next.operations.begin();
    return next;
  }

  const newId = () => randomUUID();

  it('log the self-given name with every part, then that of the person who continues', async () => {
    const gateway = open();
    const id = newId();
    const body = { operation_id: id, kind: 'safe_restore', server_id: SERVER, backup_id: TARGET };
    const named = (name: string) => ({ 'x-self-given-name': encodeURIComponent(name) });
    const start = { ...body, safety_backup: true };
    expect((await gateway.call('POST', PATH, start, named('Zoë'))).status).toBe(201);
    await expect.poll(async () => (await gateway.phase(id)).kind).toBe('waitingForCopy');
    await gateway.pass(180_000);
    const [entry] = (await gateway.entries()).entries;
    expect(entry?.selfGivenName).toBe('Zoë');
    expect(entry?.writes.map(({ selfGivenName }) => selfGivenName)).toEqual(['Zoë', 'Zoë']);
    const undo = { operation_id: newId(), safety_backup: false };
    await gateway.call('POST', `${PATH}/${id}/undo`, undo, named('Ben'));
    expect((await gateway.entries()).entries[0]).toMatchObject({
      action: 'restore_server',
      selfGivenName: 'Ben',
    });
  });

  it('makes a safety backup, waits for it, restores, and sees the end; the log has every step', async () => {
    const gateway = open();
    const id = newId();
    expect((await gateway.start(id)).status).toBe(201);
    await expect.poll(async () => (await gateway.phase(id)).kind).toBe('waitingForCopy');
    await gateway.pass(180_000);
    expect(await gateway.phase(id)).toMatchObject({
      kind: 'restored',
      isEndSeen: true,
      serverStatus: 'active',
    });
    expect(gateway.writes).toEqual([
      { path: '/backups/', body: { server_id: SERVER, description: `[pre-restore of #501] [op ${id}]` } },
      { path: `/servers/${SERVER}/restore/`, body: { backup_id: TARGET } },
    ]);
    const { entries } = await gateway.entries();
    expect(entries).toMatchObject([{ action: 'safe_restore', operationId: id, outcome: 'completed' }]);
    expect(entries[0]?.steps.map(({ step }) => step)).toEqual([
      'started',
      'safety_copy_created',
      'safety_copy_completed',
      'restore_sent',
      'restore_finished',
    ]);
    expect(entries[0]?.writes.map(({ action }) => action)).toEqual(['create_backup', 'restore_server']);
  });

  it('restores without a safety backup as one entry of the log, and answers when the provider has', async () => {
    const gateway = open();
    const id = newId();
    const { status, text } = await gateway.start(id, { safety_backup: false });
    expect([status, v.parse(wireOperationSchema, JSON.parse(text)).state.phase]).toMatchObject([
      201,
      { kind: 'restoring', acceptedAtMs: expect.any(Number) },
    ]);
    expect(gateway.writes).toHaveLength(1);
    await gateway.pass(180_000);
    expect(await gateway.phase(id)).toMatchObject({ kind: 'restored', isEndSeen: true });
    // There is no undo to offer, and nothing to read.
    expect(await gateway.list()).toEqual([]);
    expect((await gateway.entries()).entries).toMatchObject([
      { action: 'restore_server', outcome: 'completed' },
    ]);
  });

  it('starts once, however often the same request arrives, and no second one starts on the server', async () => {
    const gateway = open();
    const id = newId();
    const answers = await Promise.all([gateway.start(id), gateway.start(id), gateway.start(id)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
    expect((await gateway.start(newId(), { backup_id: 499 })).status).toBe(409);
    expect((await gateway.start(id, { backup_id: 499 })).status).toBe(409);
    await expect.poll(async () => (await gateway.phase(id)).kind).toBe('waitingForCopy');
    const restore = await gateway.call('POST', `/api/v1/servers/${SERVER}/restore/`, { backup_id: 499 });
    expect([restore.status, restore.text]).toEqual([409, expect.stringContaining('operation_open')]);
    expect(gateway.writes).toHaveLength(1);
  });

  it('blocks a person’s own backup of the server, and protects the backups it needs, until it ends', async () => {
    const gateway = open();
    const id = newId();
    await gateway.start(id);
    await expect.poll(async () => (await gateway.phase(id)).kind).toBe('waitingForCopy');
    const phase = await gateway.phase(id);
    const copyId = 'copyId' in phase ? phase.copyId : null;
    const create = (server_id: number) => gateway.call('POST', '/api/v1/backups/', { server_id });
    const refused = [
      await create(SERVER),
      await gateway.call('DELETE', `/api/v1/backups/${copyId}/`),
      await gateway.call('DELETE', `/api/v1/backups/${TARGET}/`),
    ];
    for (const { status, text } of refused) {
      expect([status, text]).toEqual([
        409,
        expect.stringMatching(/restore of web-server-01 .*Nothing was sent/),
      ]);
    }
    expect(gateway.writes).toHaveLength(1);
    expect((await create(12_358)).status).toBe(201);
    await gateway.ask(id, 'stop');
    expect((await create(SERVER)).status).not.toBe(409);
  });

  it('keeps the status of a refusal, to word it', async () => {
    const gateway = open({ onWrite: async () => Response.json({ detail: 'Busy.' }, { status: 503 }) });
    const id = newId();
    await gateway.start(id, { safety_backup: false });
    expect(await gateway.phase(id)).toMatchObject({
      error: { kind: 'server', status: 503, detail: 'Busy.' },
    });
  });

  it('is deleted a month after its end, unless it needs a decision', async () => {
    const gateway = open();
    const [over, open1] = [newId(), newId()];
    await gateway.start(over);
    await expect.poll(async () => (await gateway.phase(over)).kind).toBe('waitingForCopy');
    await gateway.ask(over, 'stop');
    await gateway.start(open1);
    await expect.poll(async () => (await gateway.phase(open1)).kind).toBe('waitingForCopy');
    await gateway.operations.stop();
    const ids = async () =>
      (await database.db.selectFrom('operation').select('id').execute()).map((row) => row.id);
    const after = async (days: number) => {
      const until = Date.now() - days * 86_400_000;
      await database.db.updateTable('operation').set({ until, holder: null }).execute();
      const next = open();
      await next.operations.begin();
      await next.operations.stop();
      return await ids();
    };
    expect(await after(29)).toHaveLength(2);
    expect(await after(31)).toEqual([open1]);
  });

  it('stops before the next write', async () => {
    const gateway = open();
    const id = newId();
    await gateway.start(id);
    await expect.poll(async () => (await gateway.phase(id)).kind).toBe('waitingForCopy');
    expect((await gateway.ask(id, 'dismiss')).status).toBe(409);
    await gateway.ask(id, 'stop');
    await gateway.pass(180_000);
    expect(await gateway.phase(id)).toMatchObject({ kind: 'dropped' });
    expect(gateway.writes).toHaveLength(1);
    await gateway.ask(id, 'dismiss');
    expect(await gateway.list()).toEqual([]);
    expect((await gateway.entries()).entries).toMatchObject([{ outcome: 'refused', reason: 'dropped' }]);
  });

  it('finds the safety backup whose answer was lost with its gateway, and makes no second one', async () => {
    const never = deferred<Response>();
    const sent = deferred();
    const dead = open({
      onWrite: async (carryOut) => {
        await carryOut();
        sent.resolve();
        return never.promise;
      },
    });
    const id = newId();
    await dead.start(id);
    await sent.promise;
    const next = await openAfterDeath();
    await expect.poll(async () => (await next.phase(id)).kind).toBe('waitingForCopy');
    await next.pass(180_000);
    expect(await next.phase(id)).toMatchObject({ kind: 'restored' });
    expect(next.writes.map(({ path }) => path)).toEqual([`/servers/${SERVER}/restore/`]);
    never.resolve(new Response(null, { status: 500 }));
  });

  it('reports an unknown outcome if the answer to the restore was lost, and does not send it again', async () => {
    const never = deferred<Response>();
    const sent = deferred();
    const dead = open({
      onWrite: async (carryOut, { path }) => {
        const answer = await carryOut();
        if (path === '/backups/') return answer;
        sent.resolve();
        return never.promise;
      },
    });
    const id = newId();
    await dead.start(id);
    await expect.poll(async () => (await dead.phase(id)).kind).toBe('waitingForCopy');
    const passing = dead.pass(60_000);
    await sent.promise;
    const next = await openAfterDeath();
    await expect.poll(async () => (await next.phase(id)).kind).toBe('restoreUnknown');
    await next.pass(180_000);
    expect(next.writes).toEqual([]);
    // It blocks the server until a person has settled it.
    expect((await next.start(newId())).status).toBe(409);
    await next.ask(id, 'dismiss');
    expect(await next.list()).toEqual([]);
    expect((await next.start(newId())).status).toBe(201);
    never.resolve(new Response(null, { status: 500 }));
    await passing;
  });

  it('restores the safety backup to undo it', async () => {
    const gateway = open();
    const id = newId();
    await gateway.start(id);
    await expect.poll(async () => (await gateway.phase(id)).kind).toBe('waitingForCopy');
    expect(
      (await gateway.call('POST', `${PATH}/${id}/undo`, { operation_id: newId(), safety_backup: false }))
        .status,
    ).toBe(409);
    await gateway.pass(180_000);
    const { state } = await gateway.one(id);
    const copyId = 'copyId' in state.phase ? state.phase.copyId : null;
    const undo = newId();
    const answer = await gateway.call('POST', `${PATH}/${id}/undo`, {
      operation_id: undo,
      safety_backup: false,
    });
    expect(answer.status).toBe(201);
    expect(gateway.writes.at(-1)).toEqual({
      path: `/servers/${SERVER}/restore/`,
      body: { backup_id: copyId },
    });
    expect((await gateway.list()).map(({ state: { operationId } }) => operationId)).toEqual([undo]);
    await vi.waitFor(async () => {
      const { entries } = await gateway.entries('?action=safe_restore');
      expect(entries[0]?.steps.at(-1)?.step).toBe('undone');
    });
  });

  it('refuses what cannot be restored, and what the provider does not list', async () => {
    const gateway = open();
    const refusals = [
      [{ backup_id: 99_999 }, 404, 'backup_unknown'],
      [{ backup_id: 502 }, 409, 'backup_not_restorable'],
      [{ server_id: 12_346 }, 404, 'backup_unknown'],
      [{ safety_backup: 'yes' }, 400, 'bad_body'],
      [{ operation_id: 'short' }, 400, 'bad_body'],
      [{ server_id: '../account' }, 404, 'backup_unknown'],
    ] as const;
    for (const [changes, status, code] of refusals) {
      const answer = await gateway.start(newId(), changes);
      expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(`"${code}"`)]);
    }
    expect((await gateway.call('GET', `${PATH}/unknown-id`)).status).toBe(404);
    expect(await gateway.list()).toEqual([]);
    expect(gateway.writes).toEqual([]);
  });

  it('writes nothing while the gateway is read-only, and continues when a person says so', async () => {
    const first = open();
    const id = newId();
    await first.start(id);
    await expect.poll(async () => (await first.phase(id)).kind).toBe('waitingForCopy');
    await first.operations.stop();
    const readOnly = open({ isReadOnly: true });
    await readOnly.operations.begin();
    await readOnly.pass(120_000);
    await expect
      .poll(() => readOnly.one(id))
      .toMatchObject({ waitsFor: 'read_only', state: { isAwaitingPerson: true } });
    expect((await readOnly.ask(id, 'continue')).status).toBe(403);
    await readOnly.operations.stop();
    const next = open();
    await next.operations.begin();
    expect((await next.ask(id, 'continue')).status).toBe(200);
    await next.pass(180_000);
    expect(await next.phase(id)).toMatchObject({ kind: 'restored' });
    expect([...readOnly.writes, ...next.writes].map(({ path }) => path)).toEqual([
      `/servers/${SERVER}/restore/`,
    ]);
  });

  it('answers an unchanged poll without a body', async () => {
    const gateway = open();
    const first = await gateway.call('GET', PATH);
    const etag = first.headers.get('etag') ?? '';
    expect((await gateway.call('GET', PATH, undefined, { 'if-none-match': etag })).status).toBe(304);
    const id = newId();
    await gateway.start(id);
    expect((await gateway.call('GET', PATH, undefined, { 'if-none-match': etag })).status).toBe(200);
  });
}
