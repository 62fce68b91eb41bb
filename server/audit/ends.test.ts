import { sql } from 'kysely';
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Database } from '../database/tables';
import { createTimeIds } from '../database/time-id';
import { openActivityGateway } from '../testing/activity-gateway';
import type { TestDatabases } from '../testing/database/databases';
import { describeOnEachDatabase } from '../testing/database/postgres';
import { insertRows, intentRow, outcomeRow } from '../testing/log-rows';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

describeOnEachDatabase('the ends of what was accepted', testEnds);

function testEnds(databases: TestDatabases): void {
  let place: string;
  let database: Database;
  const others: Database[] = [];
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-03-01T10:00:00Z') });
    place = await databases.newPlace();
    database = await databases.open(place);
  });
  afterEach(async () => {
    vi.useRealTimers();
    for (const each of [database, ...others.splice(0)]) await each.close();
  });
  afterAll(() => databases.dispose());

  function open(on: Database = database) {
    const gateway = openActivityGateway(on);
    const { call, sandbox, entries } = gateway;
    return {
      ...gateway,
      create: () => call('POST', '/api/v1/backups/', { server_id: 12345, description: 'Before' }),
      restore: () => call('POST', '/api/v1/servers/12345/restore/', { backup_id: 501 }),
      readBackups: (query = '') => call('GET', `/api/v1/backups/${query}`),
      readServers: () => call('GET', '/api/v1/servers/'),
      /** Moves the clocks of the provider and of this machine. */
      pass: (ms: number) => {
        sandbox.update({ advanceMs: ms });
        vi.setSystemTime(Date.now() + ms);
      },
      newest: async () => (await entries()).entries[0],
    };
  }

  it('a backup is accepted, then completed once a list shows it', async () => {
    const { create, readBackups, pass, newest } = open();
    await create();
    expect(await newest()).toMatchObject({
      outcome: 'accepted',
      acceptedAt: expect.any(String),
      endedAt: null,
      durationMs: null,
    });
    await readBackups('?server_id=12345');
    expect(await newest()).toMatchObject({ outcome: 'accepted' });
    pass(60 * MINUTE_MS);
    await readBackups();
    expect(await newest()).toMatchObject({ outcome: 'completed', endedAt: expect.any(String) });
  });

  it('a backup that fails after it was accepted has failed, also in the export', async () => {
    const { create, readBackups, pass, newest, sandbox, call } = open();
    sandbox.update({ scenario: 'failing-backup' });
    await create();
    pass(60 * MINUTE_MS);
    await readBackups();
    expect(await newest()).toMatchObject({ outcome: 'failed', reason: 'backup_failed' });
    expect((await call('GET', '/api/activity/export?format=csv')).text).toContain(
      'create_backup,failed,backup_failed',
    );
    expect((await call('GET', '/api/activity?outcome=failed')).text).toContain('backup_failed');
  });

  it('a restore ends when the status of its server does', async () => {
    const { restore, readServers, pass, newest } = open();
    await restore();
    await readServers();
    expect(await newest()).toMatchObject({ action: 'restore_server', outcome: 'accepted' });
    pass(60 * MINUTE_MS);
    await readServers();
    expect(await newest()).toMatchObject({ outcome: 'completed' });
  });

  it('a server in error after its restore is reported, also from a read of that server alone', async () => {
    const { restore, pass, newest, sandbox, call } = open();
    sandbox.update({ scenario: 'failing-restore' });
    await restore();
    await call('GET', '/api/v1/servers/12345/');
    // The demo server recovers after a while.
    for (let minute = 0; minute < 30 && (await newest())?.outcome === 'accepted'; minute += 1) {
      pass(MINUTE_MS);
      await call('GET', '/api/v1/servers/12345/');
    }
    expect(await newest()).toMatchObject({ outcome: 'server_error', reason: null });
  });

  it('a server never seen restoring proves no end', async () => {
    const active = { id: 12345, name: 'web-server-01', status: 'active' };
    const gateway = openActivityGateway(database, {
      fetch: async (request) => {
        if (request.method === 'POST') return Response.json({ message: 'OK' }, { status: 202 });
        const isServers = new URL(request.url).pathname.includes('/servers/');
        return Response.json({ count: 1, results: isServers ? [active] : [BACKUP] });
      },
    });
    await gateway.call('POST', '/api/v1/servers/12345/restore/', { backup_id: 501 });
    vi.setSystemTime(Date.now() + 10 * MINUTE_MS);
    await gateway.call('GET', '/api/v1/servers/');
    expect((await gateway.entries()).entries).toMatchObject([{ outcome: 'accepted' }]);
  });

  it('a backup that disappeared before its end is unseen', async () => {
    const { create, readBackups, pass, newest, call } = open();
    const created: unknown = JSON.parse((await create()).text);
    expect(created).toMatchObject({ id: 503 });
    await openActivityGateway(database).entries();
    await call('DELETE', '/api/v1/backups/503/');
    pass(MINUTE_MS);
    await readBackups();
    expect(await newest()).toMatchObject({ action: 'delete_backup', outcome: 'deleted' });
    const { entries } = await open().entries('?action=create_backup');
    expect(entries).toMatchObject([{ outcome: 'unseen', endedAt: null }]);
  });

  it('what no list showed for a day is unseen', async () => {
    const { create, newest } = open();
    await create();
    vi.setSystemTime(Date.now() + DAY_MS + MINUTE_MS);
    expect(await newest()).toMatchObject({ outcome: 'unseen' });
  });

  it('the end is also seen after a restart, or by another gateway', async () => {
    const first = open();
    await first.restore();
    await first.readServers();
    if (databases.kind === 'sqlite') await database.close();
    const again = await databases.open(place);
    if (databases.kind === 'sqlite') database = again;
    else others.push(again);
    const active = { id: 12345, name: 'web-server-01', status: 'active' };
    const second = openActivityGateway(again, {
      fetch: async () => Response.json({ count: 1, results: [active] }),
    });
    vi.setSystemTime(Date.now() + 5 * MINUTE_MS);
    await second.call('GET', '/api/v1/servers/');
    expect((await second.entries()).entries).toMatchObject([{ outcome: 'completed' }]);
  });

  it('a duration is given when the end was observed', async () => {
    const { create, readBackups, pass, newest } = open();
    await create();
    for (let step = 0; step < 400 && (await newest())?.outcome === 'accepted'; step += 1) {
      pass(5_000);
      await readBackups('?server_id=12345');
    }
    const entry = await newest();
    expect(entry?.outcome).toBe('completed');
    expect(entry?.durationMs).toBeGreaterThan(10_000);
  });

  it('a log of a version without ends is migrated, whatever it contains', async () => {
    const newId = createTimeIds();
    const [write, odd] = [newId(), newId()];
    await insertRows(database, [intentRow(write), intentRow(odd, { action: 'gone' })], [outcomeRow(write)]);
    await sql`DROP TABLE activity_sighting`.execute(database.db);
    await sql`DELETE FROM activity_migration WHERE name = '0006_activity_sightings'`.execute(database.db);
    await database.close();
    database = await databases.open(place);
    vi.setSystemTime(Date.now() + MINUTE_MS);
    const { entries, call } = openActivityGateway(database);
    expect((await entries()).entries).toMatchObject([{ action: 'unreadable' }, { outcome: 'accepted' }]);
    await call('POST', '/api/v1/backups/', { server_id: 12345 });
    await call('GET', '/api/v1/backups/');
    expect((await entries()).entries[0]).toMatchObject({ action: 'create_backup', outcome: 'accepted' });
  });

  it('entries of an older version are accepted, and unseen after a day', async () => {
    const newId = createTimeIds();
    const oldId = createTimeIds(() => Date.now() - 10 * DAY_MS);
    for (const [id, time] of [
      [oldId(), '2025-01-06T15:45:00.000Z'],
      [newId(), '2025-01-16T15:44:00.000Z'],
    ] as const) {
      await insertRows(database, [intentRow(id, { time })], [outcomeRow(id, { time })]);
    }
    expect((await open().entries()).entries).toMatchObject([
      { outcome: 'accepted', durationMs: null },
      { outcome: 'unseen', durationMs: null },
    ]);
  });
}

const BACKUP = {
  id: 501,
  server: { id: 12345, name: 'web-server-01' },
  backup_type: 'automatic',
  status: 'completed',
  size_mb: 4523,
  created_at: '2025-01-16T03:00:00Z',
  expires_at: null,
  description: '',
};
