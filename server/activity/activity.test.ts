import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterEach, describe, expect, it } from 'vitest';
import { activityEntrySchema, activityPageSchema } from '../../src/api/schema-activity';
import { createApp } from '../app';
import { openSqlite } from '../database/sqlite';
import type { Database } from '../database/tables';
import { SILENT_LOG } from '../log';
import { createSandbox } from '../sandbox/sandbox';
import { createUpstream, type Provider, WRITE_TIME_FACTOR } from '../upstream';
import { createActivity } from './activity';

const SECRET = 'vps_canary_4c1f';
const READ_LIMIT_MS = 5_000;
const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** The gateway's HTTP surface over a real log and the sandbox as provider. */
async function open(options: { database?: Database; provider?: Partial<Provider> } = {}) {
  const sandbox = createSandbox({ file: ':memory:', clock: () => Date.parse('2025-01-16T15:45:00Z') });
  const database = options.database ?? (await openSqlite(':memory:'));
  const provider = {
    baseUrl: sandbox.baseUrl,
    token: sandbox.token,
    fetch: sandbox.fetch,
    ...options.provider,
  };
  const upstream = createUpstream({ provider, readTimeoutMs: READ_LIMIT_MS });
  const activity = createActivity({
    database,
    upstream,
    log: SILENT_LOG,
    providerHost: null,
    secret: SECRET,
    now: () => Date.parse(sandbox.state().now),
    writeTimeoutMs: READ_LIMIT_MS * WRITE_TIME_FACTOR,
  });
  const app = createApp({
    info: { mode: 'sandbox', providerHost: null, version: '0.1.0' },
    activity,
    sandbox,
    clientDir: null,
    log: SILENT_LOG,
    port: () => 4173,
    isStopping: () => false,
  });
  const call = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const request = new Request(`http://127.0.0.1:4173${path}`, {
      method,
      headers: {
        host: '127.0.0.1:4173',
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/json',
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const response = await app.fetch(request, { incoming: { url: path } });
    return { status: response.status, text: await response.text() };
  };
  const entries = async (query = '') => {
    const answer = await call('GET', `/api/activity${query}`);
    expect(answer.status).toBe(200);
    const page = v.parse(activityPageSchema, JSON.parse(answer.text));
    return { next: page.next, entries: page.entries.map((entry) => v.parse(activityEntrySchema, entry)) };
  };
  return { call, entries, database, sandbox };
}

describe('the activity log', () => {
  it('keeps who deleted which backup, with all that was known of it', async () => {
    const { call, entries } = await open();
    expect((await call('DELETE', '/api/v1/backups/501/')).status).toBe(204);
    expect((await entries()).entries).toMatchObject([
      {
        action: 'delete_backup',
        outcome: 'succeeded',
        actor: { email: 'ops@example.com', tokenName: 'nightly-ops' },
        server: { id: 12345, name: 'web-server-01' },
        backup: {
          id: 501,
          facts: {
            type: 'automatic',
            status: 'completed',
            sizeMb: 4523,
            description: 'Automatic daily backup',
          },
        },
        providerStatus: 204,
        steps: [],
      },
    ]);
  });

  it('keeps what was created and what was refused, newest first', async () => {
    const { call, entries } = await open();
    expect((await call('POST', '/api/v1/backups/', { server_id: 12345, description: 'Before' })).status).toBe(
      201,
    );
    expect((await call('POST', '/api/v1/backups/', { server_id: 99999 })).status).toBe(404);
    const [refused, created] = (await entries()).entries;
    expect(created).toMatchObject({
      action: 'create_backup',
      outcome: 'succeeded',
      description: 'Before',
      resultBackupId: 503,
      server: { id: 12345, name: 'web-server-01' },
    });
    expect(refused).toMatchObject({
      outcome: 'refused',
      reason: 'provider_not_found',
      detail: expect.stringContaining('Not found'),
    });
  });

  it('writes down a restore of another server’s backup, and sends nothing', async () => {
    const { call, entries, sandbox } = await open();
    const answer = await call('POST', '/api/v1/servers/12346/restore/', { backup_id: 501 });
    expect(answer.status).toBe(409);
    expect(JSON.parse(answer.text)).toMatchObject({ gateway: { code: 'wrong_server', reached: 'no' } });
    expect((await entries()).entries).toMatchObject([
      { action: 'restore_server', outcome: 'refused', reason: 'wrong_server', backup: { id: 501 } },
    ]);
    const server = await sandbox.fetch(
      new Request(`${sandbox.baseUrl}/servers/12346/`, {
        headers: { authorization: `Bearer ${sandbox.token}` },
      }),
    );
    expect(await server.json()).toMatchObject({ status: 'active' });
  });

  it('makes no change that it could not write down', async () => {
    const { call, database, sandbox } = await open();
    await database.db.destroy();
    const answer = await call('DELETE', '/api/v1/backups/501/');
    expect(answer.status).toBe(503);
    expect(JSON.parse(answer.text)).toMatchObject({
      gateway: { code: 'activity_unavailable', reached: 'no' },
    });
    const list = await sandbox.fetch(
      new Request(`${sandbox.baseUrl}/backups/?server_id=12345`, {
        headers: { authorization: `Bearer ${sandbox.token}` },
      }),
    );
    expect(await list.text()).toContain('"id":501');
  });

  it('reads "unknown" after a gateway ended between intent and outcome', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'activity-'));
    cleanups.push(() => rm(directory, { recursive: true, force: true }));
    const file = join(directory, 'activity.sqlite');
    const first = await openSqlite(file);
    const neverAnswers: Provider['fetch'] = async (request) => {
      if (request.method === 'GET') return Response.json({ count: 0, results: [] });
      return new Promise<Response>(() => undefined);
    };
    const gateway = await open({ database: first, provider: { fetch: neverAnswers } });
    void gateway.call('DELETE', '/api/v1/backups/501/');
    await expect
      .poll(async () => (await gateway.entries()).entries.map(({ outcome }) => outcome))
      .toEqual(['pending']);
    // The process ends here; nothing of it is left but the file.
    const again = await open({ database: await openSqlite(file) });
    cleanups.push(
      () => again.database.close(),
      () => first.close(),
    );
    expect((await again.entries()).entries).toMatchObject([
      { action: 'delete_backup', outcome: 'unknown', reason: 'no_outcome', backup: { id: '501' } },
    ]);
  });

  it.each(['activity_intent', 'activity_outcome', 'activity_step'] as const)(
    'lets nobody change or remove a row of %s',
    async (table) => {
      const { call, database } = await open();
      await call('DELETE', '/api/v1/backups/501/');
      const id = 'operation-1';
      const report = {
        operation_id: id,
        kind: 'safe_restore',
        server: { id: 12345, name: 'web' },
        backup: BACKUP,
      };
      await call('POST', '/api/activity/operations', report);
      await expect(database.db.deleteFrom(table).execute()).rejects.toThrow(/append-only/);
      await expect(database.db.updateTable(table).set({ time: 'x' }).execute()).rejects.toThrow(
        /append-only/,
      );
    },
  );

  it('tells a safe restore as one entry with its steps and its writes', async () => {
    const { call, entries } = await open();
    const id = 'operation-2';
    const headers = { 'x-operation-id': id };
    const report = {
      operation_id: id,
      kind: 'safe_restore',
      server: { id: 12345, name: 'web-server-01' },
      backup: BACKUP,
    };
    expect((await call('POST', '/api/activity/operations', report)).status).toBe(201);
    expect((await call('POST', '/api/activity/operations', report)).status).toBe(200);
    await call('POST', '/api/v1/backups/', { server_id: 12345, description: 'copy' }, headers);
    const step = (name: string) => call('POST', `/api/activity/operations/${id}/steps`, { step: name });
    await step('safety_copy_created');
    expect((await entries()).entries).toMatchObject([{ action: 'safe_restore', outcome: 'pending' }]);
    await step('safety_copy_completed');
    await step('restore_finished');
    const { entries: all } = await entries();
    expect(all).toHaveLength(1);
    expect(all[0]).toMatchObject({
      outcome: 'succeeded',
      steps: [
        { step: 'started' },
        { step: 'safety_copy_created' },
        { step: 'safety_copy_completed' },
        { step: 'restore_finished' },
      ],
      writes: [{ action: 'create_backup', outcome: 'succeeded' }],
    });
    expect((await entries('?action=create_backup')).entries).toHaveLength(1);
    expect((await call('POST', '/api/activity/operations/unknown-1/steps', { step: 'dropped' })).status).toBe(
      404,
    );
  });

  it('is read in pages, by filters, and refuses what it does not know', async () => {
    const { call, entries } = await open();
    for (const id of [501, 499, 495]) await call('DELETE', `/api/v1/backups/${id}/`);
    await call('POST', '/api/v1/backups/', { server_id: 12346 });
    const first = await entries('?limit=2');
    expect(first.entries).toHaveLength(2);
    const second = await entries(`?limit=2&cursor=${first.next}`);
    expect(second.entries.map(({ backup }) => backup?.id)).toEqual([499, 501]);
    expect(second.next).toBeNull();
    expect((await entries('?server=12346')).entries).toHaveLength(1);
    expect((await entries('?action=delete_backup')).entries).toHaveLength(3);
    expect((await entries('?actor=NIGHTLY')).entries).toHaveLength(4);
    expect((await entries('?actor=%25')).entries).toHaveLength(0);
    expect((await entries('?outcome=failed')).entries).toHaveLength(0);
    expect((await entries('?from=2025-01-17T00:00:00Z')).entries).toHaveLength(0);
    for (const query of ['?limit=0', '?sort=x', '?limit=1&limit=2', '?action=nap', '?from=yesterday']) {
      expect((await call('GET', `/api/activity${query}`)).status).toBe(400);
    }
    for (const method of ['DELETE', 'PUT', 'PATCH']) {
      expect((await call(method, '/api/activity', {})).status).toBe(405);
    }
  });

  it('can be taken along whole, without a formula in it', async () => {
    const { call } = await open();
    await call('POST', '/api/v1/backups/', { server_id: 12345, description: '=HYPERLINK("http://evil")' });
    const csv = await call('GET', '/api/activity/export?format=csv');
    const lines = csv.text.split('\r\n');
    expect(lines[0]).toContain('id,time,action,outcome');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain(`"'=HYPERLINK(""http://evil"")"`);
    const json = await call('GET', '/api/activity/export?format=json');
    expect(JSON.parse(json.text)).toHaveLength(1);
  });

  it('never holds the token, whatever a caller or the provider says', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'activity-'));
    cleanups.push(() => rm(directory, { recursive: true, force: true }));
    const file = join(directory, 'activity.sqlite');
    const { call, database } = await open({ database: await openSqlite(file) });
    await call('POST', '/api/v1/backups/', { server_id: 12345, description: `My token is ${SECRET}.` });
    await database.close();
    const bytes = await readFile(file);
    expect(bytes.includes('My token is [secret].')).toBe(true);
    expect(bytes.includes(SECRET)).toBe(false);
  });
});

const BACKUP = {
  id: 501,
  type: 'automatic',
  status: 'completed',
  size_mb: 4523,
  created_at: '2025-01-16T03:00:00.000Z',
  expires_at: null,
  description: '',
};
