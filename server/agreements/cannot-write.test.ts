import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqlite } from '../database/sqlite';
import type { Database } from '../database/tables';
import { type ActivityGatewayOptions, openActivityGateway, openSandbox } from '../testing/activity-gateway';

const CHANGE = { version: 1, change: { kind: 'notes', tags: [], note: 'Second' } };

let database: Database;
let isClosed = false;
beforeEach(async () => {
  database = await openSqlite(':memory:');
  isClosed = false;
  await open().post({ version: 0, change: { kind: 'notes', tags: [], note: 'First' } });
});
afterEach(async () => {
  if (!isClosed) await database.close();
});

function open(options: ActivityGatewayOptions = {}) {
  const { agreements, call } = openActivityGateway(database, options);
  const answerOf = ({ status, text }: { status: number; text: string }) => ({
    status,
    body: JSON.parse(text),
  });
  return {
    agreements,
    get: async () => answerOf(await call('GET', '/api/agreements')),
    post: async (change: unknown) => answerOf(await call('POST', '/api/agreements/servers/12345', change)),
    tag: async () =>
      answerOf(await call('PUT', '/api/agreements/tags/web', { version: 0, expectation: null })),
    report: async () =>
      answerOf(
        await call('POST', '/api/agreements/ended', {
          ended: [{ server_id: 12345, version: 1, cause: 'worse' }],
        }),
      ),
  };
}

const FIRST = { status: 200, body: { servers: [{ server_id: '12345', version: 1, note: 'First' }] } };

describe('where the gateway cannot write', () => {
  it('a read-only one shows the agreements and refuses every change', async () => {
    const reader = open({ isReadOnly: true });
    const refused = { status: 403, body: { gateway: { code: 'read_only' } } };
    expect(await reader.post(CHANGE)).toMatchObject(refused);
    expect(await reader.tag()).toMatchObject(refused);
    expect(await reader.report()).toMatchObject(refused);
    expect(await reader.get()).toMatchObject(FIRST);
  });

  it("a read-only token sees the agreements and can't change them", async () => {
    const sandbox = openSandbox();
    const fetch: typeof sandbox.fetch = async (request) =>
      new URL(request.url).pathname.endsWith('/account/me/')
        ? Response.json({
            account: { email: 'ops@example.com' },
            token: { name: 'wall', permissions: { backups: { read: true, write: false } } },
          })
        : sandbox.fetch(request);
    const reader = open({ sandbox, fetch });
    expect(await reader.post(CHANGE)).toMatchObject({
      status: 403,
      body: { gateway: { code: 'read_only' } },
    });
    expect(await reader.tag()).toMatchObject({ status: 403 });
    expect(await reader.report()).toMatchObject({ status: 403 });
    expect(await reader.get()).toMatchObject(FIRST);
  });

  it('a database that rejects writes is explained in a sentence, and agreements can still be read', async () => {
    await sql`PRAGMA query_only = 1`.execute(database.db);
    const gateway = open();
    expect(await gateway.post(CHANGE)).toMatchObject({
      status: 503,
      body: {
        detail: expect.stringContaining('nothing was changed'),
        gateway: { code: 'agreements_unavailable' },
      },
    });
    expect(await gateway.get()).toMatchObject(FIRST);
    expect((await gateway.agreements.read(null)).get('12345')?.note).toBe('First');
    // The watch continues and applies the same rules.
    await gateway.agreements.end(null, [{ server: { id: 12345, name: 'web' }, version: 1, cause: 'worse' }]);
  });

  it('a database that is down is explained in a sentence, for reads too', async () => {
    await database.close();
    isClosed = true;
    const gateway = open();
    expect(await gateway.get()).toMatchObject({
      status: 503,
      body: { detail: expect.stringContaining("can't be read") },
    });
    expect(await gateway.post(CHANGE)).toMatchObject({
      status: 503,
      body: { detail: expect.stringContaining('nothing was changed') },
    });
  });
});
