import { randomBytes } from 'node:crypto';
import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Database } from '../database/tables';
import { createTimeIds } from '../database/time-id';
import { openActivityGateway } from '../testing/activity-gateway';
import { sqliteDatabases, type TestDatabases } from '../testing/database/databases';
import { describeOnPostgres } from '../testing/database/postgres';
import { startTestGateway } from '../testing/gateway';
import { send } from '../testing/http';
import { insertRows, intentRow, outcomeRow } from '../testing/log-rows';

/** More than the buffers of the connection between gateway and browser. */
const MANY = 24_000;

describe('a damaged log on SQLite', () => {
  const databases = sqliteDatabases();
  testDamagedRows(databases);

  it.each(['csv', 'json'])('with damaged pages aborts its %s export', async (format) => {
    const place = await databases.newPlace();
    const whole = await databases.open(place);
    await fill(whole);
    await whole.close();
    const file = openSync(place, 'r+');
    writeSync(file, Buffer.alloc(64 * 1024, 0xff), 0, 64 * 1024, Math.floor(statSync(place).size / 2));
    closeSync(file);
    const database = await databases.open(place);
    const stderr = vi.spyOn(console, 'error');
    const gateway = await startTestGateway({ database });
    await expect(send({ port: gateway.port, path: `/api/activity/export?format=${format}` })).rejects.toThrow(
      /aborted|ECONNRESET/,
    );
    expect(stderr).not.toHaveBeenCalled();
    expect(gateway.logLines.join('')).toMatch(/"event":"export_cut".*"code":"SQLITE_CORRUPT"/);
    // Reported to the caller, not logged as a gateway fault.
    expect(gateway.logLines.join('')).not.toContain('"event":"error"');
    await gateway.stop();
    await database.close();
  });
});

describeOnPostgres('a damaged log on PostgreSQL', (databases) => {
  testDamagedRows(databases);

  it.each([
    ['uncompressed', {}],
    ['compressed', { 'accept-encoding': 'gzip' }],
  ])('that becomes unreachable aborts its export, %s', async (_how, headers) => {
    const place = await databases.newPlace();
    const database = await databases.open(place);
    await fill(database);
    const stderr = vi.spyOn(console, 'error');
    const gateway = await startTestGateway({ database });
    const answer = await begin(gateway.port, headers);
    // Its end is far away: only the first bytes were read.
    await databases.shut(place);
    await expect(restOf(answer)).rejects.toThrow(/aborted/);
    expect(stderr).not.toHaveBeenCalled();
    expect(gateway.logLines.join('')).toContain('export_cut');
    await databases.reopen(place);
    await gateway.stop();
    await database.close();
  });
});

function testDamagedRows(databases: TestDatabases): void {
  let database: Database;
  beforeEach(async () => {
    database = await databases.open(await databases.newPlace());
  });
  afterEach(() => database.close());
  afterAll(() => databases.dispose());

  it.each([
    ['action', { action: '\u0001\u0002' }, 'unreadable unknown'],
    ['time', { time: 'x' }, 'unreadable unknown'],
    ['id', { id: 'broken' }, 'create_backup unknown'],
  ])('marks a row with a damaged %s as unreadable and shows the others', async (_what, damage, shown) => {
    const newId = createTimeIds();
    const [before, damaged, after] = [newId(), newId(), newId()];
    await insertRows(
      database,
      [intentRow(before), { ...intentRow(damaged), ...damage }, intentRow(after)],
      [outcomeRow(before), outcomeRow(after)],
    );
    const gateway = openActivityGateway(database);
    const { entries } = await gateway.entries();
    expect(entries.map(({ action, outcome }) => `${action} ${outcome}`).sort()).toEqual([
      'create_backup accepted',
      'create_backup accepted',
      shown,
    ]);
    const walked: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await gateway.entries(`?limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`);
      walked.push(...page.entries.map(({ id }) => id));
      cursor = page.next;
    }
    expect(walked).toHaveLength(3);
    const csv = await gateway.call('GET', '/api/activity/export?format=csv');
    expect([csv.status, csv.text.trimEnd().split('\r\n').length]).toEqual([200, 4]);
  });

  it('treats damaged facts, steps and ends as unknown', async () => {
    const newId = createTimeIds();
    const [write, operation] = [newId(), newId()];
    await insertRows(
      database,
      [
        intentRow(write, { server: '{"id":', backup: 'null', operation_id: null }),
        intentRow(operation, { action: 'safe_restore', operation_id: 'operation-1' }),
      ],
      [outcomeRow(write, { outcome: 'perhaps', result: '[' })],
    );
    const sighting = { intent_id: write, seen: 'gone', time: 'x', last_running_at: null, status: null };
    await database.db.insertInto('activity_sighting').values(sighting).execute();
    const step = { id: newId(), operation_id: 'operation-1', time: 'x', step: 'y', detail: null };
    await database.db.insertInto('activity_step').values(step).execute();
    expect((await openActivityGateway(database).entries()).entries).toMatchObject([
      { action: 'safe_restore', outcome: 'pending', steps: [{ step: 'unreadable' }] },
      { action: 'create_backup', outcome: 'unknown', server: null, backup: null },
    ]);
  });
}

/** Resolves with the export as soon as it starts to arrive. */
function begin(port: number, headers: Readonly<Record<string, string>>): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const path = '/api/activity/export?format=csv';
    request({ host: '127.0.0.1', port, path, headers, agent: false }, resolve).once('error', reject).end();
  });
}

async function restOf(answer: IncomingMessage): Promise<number> {
  let bytes = 0;
  for await (const chunk of answer) bytes += Buffer.byteLength(chunk);
  return bytes;
}

async function fill(database: Database): Promise<void> {
  const newId = createTimeIds();
  // Incompressible text.
  const intents = Array.from({ length: MANY }, () =>
    intentRow(newId(), { description: randomBytes(240).toString('hex'), provider_host: 'provider.invalid' }),
  );
  await insertRows(database, intents);
}
