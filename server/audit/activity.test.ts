import { existsSync, readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openPostgres } from '../database/postgres';
import type { Database } from '../database/tables';
import type { Provider } from '../provider/upstream';
import { openActivityGateway, SECRET } from '../testing/activity-gateway';
import type { TestDatabases } from '../testing/database/databases';
import {
  describeOnEachDatabase,
  describeOnPostgres,
  itOnCrashingPostgres,
} from '../testing/database/postgres';

const TABLES = ['activity_intent', 'activity_outcome', 'activity_step', 'activity_sighting'] as const;
const MINUTE_MS = 60_000;
/** How long a query may wait for a database that is gone; long enough for one that is only slow. */
const CRASH_QUERY_LIMIT_MS = 2_000;

describeOnEachDatabase('the activity log', testActivityLog);

describeOnPostgres('a PostgreSQL server', ({ open, newPlace, placeWithoutTables }) => {
  it('can be opened by several gateways at once', async () => {
    const fresh = await placeWithoutTables();
    const gateways = await Promise.all([1, 2, 3].map(() => open(fresh)));
    await Promise.all(
      gateways.map((each) => openActivityGateway(each).call('DELETE', '/api/v1/backups/501/')),
    );
    for (const each of gateways) {
      expect((await openActivityGateway(each).entries()).entries).toHaveLength(3);
      await each.close();
    }
  });

  itOnCrashingPostgres('refuses changes while it is down and recovers on its own', async (postgres) => {
    const database = await openPostgres(await postgres.newPlace(), CRASH_QUERY_LIMIT_MS);
    const { call, entries, provider } = openActivityGateway(database);
    await postgres.crash();
    const refused = await call('DELETE', '/api/v1/backups/501/');
    expect(refused.status).toBe(503);
    expect(JSON.parse(refused.text)).toMatchObject({
      gateway: { code: 'activity_unavailable', reached: 'no' },
    });
    expect(await provider('/backups/?server_id=12345')).toContain('"id":501');
    await postgres.restart();
    expect((await call('DELETE', '/api/v1/backups/501/')).status).toBe(204);
    expect((await entries()).entries).toMatchObject([{ action: 'delete_backup', outcome: 'deleted' }]);
    await database.close();
  });

  it('refuses to truncate a table', async () => {
    const database = await open(await newPlace());
    for (const table of TABLES) {
      await expect(sql`TRUNCATE ${sql.table(table)} CASCADE`.execute(database.db)).rejects.toThrow(
        /append-only/,
      );
    }
    await database.close();
  });
});

function testActivityLog(databases: TestDatabases): void {
  let place: string;
  let database: Database;
  beforeEach(async () => {
    place = await databases.newPlace();
    database = await databases.open(place);
  });
  afterEach(async () => {
    vi.useRealTimers();
    await database.close().catch(() => undefined);
  });
  afterAll(() => databases.dispose());

  it('stores who deleted which backup, with the facts of the backup', async () => {
    const { call, entries } = openActivityGateway(database);
    expect((await call('DELETE', '/api/v1/backups/501/')).status).toBe(204);
    expect((await entries()).entries).toMatchObject([
      {
        action: 'delete_backup',
        outcome: 'deleted',
        actor: { email: 'ops@example.com', tokenName: 'nightly-ops' },
        server: { id: 12345, name: 'web-server-01' },
        backup: {
          id: 501,
          type: 'automatic',
          status: 'completed',
          sizeMb: 4523,
          description: 'Automatic daily backup',
        },
        providerStatus: 204,
        steps: [],
      },
    ]);
  });

  it('lists creates and refusals, newest first', async () => {
    const { call, entries } = openActivityGateway(database);
    const created = await call('POST', '/api/v1/backups/', { server_id: 12345, description: 'Before' });
    expect(created.status).toBe(201);
    expect((await call('POST', '/api/v1/backups/', { server_id: 99999 })).status).toBe(404);
    expect((await entries()).entries).toMatchObject([
      { outcome: 'refused', reason: 'provider_not_found', detail: expect.stringContaining('Not found') },
      {
        action: 'create_backup',
        outcome: 'accepted',
        description: 'Before',
        resultBackupId: 503,
        server: { id: 12345, name: 'web-server-01' },
      },
    ]);
  });

  it('asks for the server’s name only after a create whose answer has none', async () => {
    const seen: string[] = [];
    const { sandbox, call, entries } = openActivityGateway(database, {
      fetch: (request) => {
        seen.push(`${request.method} ${new URL(request.url).pathname.replace('/api/v1', '')}`);
        return sandbox.fetch(request);
      },
    });
    await call('POST', '/api/v1/backups/', { server_id: 12345 });
    expect(seen).toEqual(['GET /account/me/', 'POST /backups/']);
    await call('POST', '/api/v1/backups/', { server_id: 12345, description: 'x'.repeat(5000) });
    expect(seen.slice(2)).toEqual(['POST /backups/', 'GET /servers/12345/']);
    expect((await entries()).entries).toMatchObject([
      { outcome: 'refused', server: { id: 12345, name: 'web-server-01' }, resultBackupId: null },
      { outcome: 'accepted', server: { id: 12345, name: 'web-server-01' } },
    ]);
  });

  it('logs a restore of another server’s backup and sends nothing', async () => {
    const { call, entries, provider } = openActivityGateway(database);
    const answer = await call('POST', '/api/v1/servers/12346/restore/', { backup_id: 501 });
    expect(answer.status).toBe(409);
    expect(JSON.parse(answer.text)).toMatchObject({ gateway: { code: 'wrong_server', reached: 'no' } });
    expect((await entries()).entries).toMatchObject([
      { action: 'restore_server', outcome: 'refused', reason: 'wrong_server', backup: { id: 501 } },
    ]);
    expect(JSON.parse(await provider('/servers/12346/'))).toMatchObject({ status: 'active' });
  });

  it('sends no change that it cannot log', async () => {
    const { call, provider } = openActivityGateway(database);
    await database.db.destroy();
    const answer = await call('DELETE', '/api/v1/backups/501/');
    expect(answer.status).toBe(503);
    expect(JSON.parse(answer.text)).toMatchObject({
      gateway: { code: 'activity_unavailable', reached: 'no' },
    });
    expect(await provider('/backups/?server_id=12345')).toContain('"id":501');
  });

  it('shows "unknown" if the gateway ended before the outcome', async () => {
    const neverAnswers: Provider['fetch'] = async (request) => {
      if (request.method === 'GET') return Response.json({ count: 0, results: [] });
      return new Promise<Response>(() => undefined);
    };
    const gateway = openActivityGateway(database, { fetch: neverAnswers });
    void gateway.call('DELETE', '/api/v1/backups/501/');
    await expect
      .poll(async () => (await gateway.entries()).entries.map(({ outcome }) => outcome))
      .toEqual(['pending']);
    // The process ends here; only what was stored remains.
    const again = await databases.open(place);
    const restarted = openActivityGateway(again);
    if (databases.kind === 'postgres') {
      // Another gateway on the same database may still wait for the answer, for as long as a write may take.
      expect((await restarted.entries()).entries).toMatchObject([{ outcome: 'pending' }]);
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + MINUTE_MS });
    }
    expect((await restarted.entries()).entries).toMatchObject([
      { action: 'delete_backup', outcome: 'unknown', reason: 'no_outcome', backup: { id: '501' } },
    ]);
    await again.close();
  });

  it.each(TABLES)('refuses to change or delete a row of %s', async (table) => {
    const { begin, call, entries } = openActivityGateway(database);
    await call('POST', '/api/v1/backups/', { server_id: 12345 });
    await call('GET', '/api/v1/backups/');
    await begin('operation-1');
    await entries();
    await expect(database.db.deleteFrom(table).execute()).rejects.toThrow(/append-only/);
    await expect(database.db.updateTable(table).set({ time: 'x' }).execute()).rejects.toThrow(/append-only/);
  });

  it('shows a safe restore as one entry with its steps and writes', async () => {
    const { begin, step, part, entries } = openActivityGateway(database);
    const id = 'operation-2';
    await begin(id);
    await part(id, 'POST', '/backups/', { server_id: 12345, description: 'copy' });
    await step(id, 'safety_copy_created');
    expect((await entries()).entries).toMatchObject([{ action: 'safe_restore', outcome: 'pending' }]);
    await step(id, 'safety_copy_completed');
    await part(id, 'POST', '/servers/12345/restore/', { backup_id: 501 });
    await step(id, 'restore_finished');
    const { entries: all } = await entries();
    expect(all).toHaveLength(1);
    expect(all[0]).toMatchObject({
      outcome: 'accepted',
      steps: [
        { step: 'started' },
        { step: 'safety_copy_created' },
        { step: 'safety_copy_completed' },
        { step: 'restore_finished' },
      ],
      writes: [
        { action: 'create_backup', outcome: 'accepted' },
        { action: 'restore_server', outcome: 'accepted' },
      ],
    });
    expect((await entries('?action=create_backup')).entries).toHaveLength(1);
  });

  it('supports pages and filters, and refuses unknown parameters', async () => {
    const { call, entries } = openActivityGateway(database);
    for (const id of [501, 499, 495]) await call('DELETE', `/api/v1/backups/${id}/`);
    await call('POST', '/api/v1/backups/', { server_id: 12346 });
    const first = await entries('?limit=2');
    expect(first.entries).toHaveLength(2);
    const second = await entries(`?limit=2&cursor=${first.next}`);
    expect(second.entries.map(({ backup }) => backup?.id)).toEqual([499, 501]);
    expect(second.next).toBeNull();
    expect((await entries('?server=12346')).entries).toHaveLength(1);
    expect((await entries('?action=delete_backup')).entries).toHaveLength(3);
    const made = (await entries('?server=12346')).entries[0]?.resultBackupId;
    for (const id of [499, made]) {
      const ofBackup = (await entries(`?backup=${id}`)).entries;
      expect(ofBackup.map((entry) => entry.backup?.id ?? entry.resultBackupId)).toEqual([id]);
    }
    expect((await entries('?backup=4')).entries).toHaveLength(0);
    expect((await entries('?backup=%25')).entries).toHaveLength(0);
    expect((await entries('?actor=NIGHTLY')).entries).toHaveLength(4);
    expect((await entries(`?actor=${encodeURIComponent('ops@\u200Bexample.com')}`)).entries).toHaveLength(4);
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

  it('exports everything, without formulas', async () => {
    const { call } = openActivityGateway(database);
    await call('POST', '/api/v1/backups/', { server_id: 12345, description: '=HYPERLINK("http://evil")' });
    const csv = await call('GET', '/api/activity/export?format=csv');
    const lines = csv.text.split('\r\n');
    expect(lines[0]).toContain('id,time,action,outcome');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain(`"'=HYPERLINK(""http://evil"")"`);
    const dutch = await call('GET', '/api/activity/export?format=csv&separator=semicolon');
    expect(dutch.text.split('\r\n')[0]).toMatch(/^id;time;action;/);
    const json = await call('GET', '/api/activity/export?format=json');
    expect(JSON.parse(json.text)).toHaveLength(1);
  });

  it("stores this browser's self-given name, separately from the account", async () => {
    const { call, entries } = openActivityGateway(database);
    const name = 'Zoë, =night shift';
    const named = { 'x-self-given-name': encodeURIComponent(name) };
    expect((await call('DELETE', '/api/v1/backups/501/', undefined, named)).status).toBe(204);
    await call('DELETE', '/api/v1/backups/499/');
    const all = (await entries()).entries;
    expect(all.map(({ selfGivenName }) => selfGivenName)).toEqual([null, name]);
    expect(new Set(all.map(({ actor }) => actor?.email))).toEqual(new Set(['ops@example.com']));
    expect((await entries('?actor=NIGHT%20shift')).entries).toHaveLength(1);
    const csv = (await call('GET', '/api/activity/export?format=csv')).text.split('\r\n');
    expect(csv[0]).toContain(',actor_token,self_given_name,');
    expect(csv[1]).not.toContain('night shift');
    expect(csv[2]).toContain(',nightly-ops,"Zoë, =night shift",');
  });

  it.each([
    ['empty', ''],
    ['too long', 'x'.repeat(41)],
    ['with a control character', 'Zo%07e'],
    ['with an invisible character', encodeURIComponent('Zo\u202Ee')],
    ['with blanks around it', '%20Zoe'],
    ['badly encoded', '%E0%A4%A'],
  ])('refuses a name that is %s, and sends nothing', async (_how, sent) => {
    const { call, entries, provider } = openActivityGateway(database);
    const answer = await call('DELETE', '/api/v1/backups/501/', undefined, { 'x-self-given-name': sent });
    expect([answer.status, JSON.parse(answer.text).gateway]).toEqual([
      400,
      { code: 'bad_request', reached: 'no' },
    ]);
    expect((await entries()).entries).toEqual([]);
    expect(await provider('/backups/?server_id=12345')).toContain('"id":501');
    // Reads are unaffected.
    expect((await call('GET', '/api/activity', undefined, { 'x-self-given-name': sent })).status).toBe(200);
  });

  it('never contains the token, whatever a caller or the provider sends', async () => {
    const { call } = openActivityGateway(database);
    const body = { server_id: 12345, description: `My token is ${SECRET}.` };
    await call('POST', '/api/v1/backups/', body, { 'x-self-given-name': SECRET });
    const rows = await Promise.all(
      TABLES.map((table) => database.db.selectFrom(table).selectAll().execute()),
    );
    expect(JSON.stringify(rows)).toContain('My token is [secret].');
    expect(JSON.stringify(rows)).not.toContain(SECRET);
    await database.close();
    if (existsSync(place)) expect(readFileSync(place).includes(SECRET)).toBe(false);
  });
}
