import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import type { OperationStep } from '../../src/core/contract/schema-activity';
import type { Database } from '../database/tables';
import { createTimeIds } from '../database/time-id';
import { openActivityGateway } from '../testing/activity-gateway';
import type { TestDatabases } from '../testing/database/databases';
import { describeOnEachDatabase } from '../testing/database/postgres';
import { insertRows, intentRow, outcomeRow } from '../testing/log-rows';

describeOnEachDatabase('operations in the log', testOperations);

const ID = 'operation-1';
function testOperations(databases: TestDatabases): void {
  let database: Database;
  beforeEach(async () => {
    database = await databases.open(await databases.newPlace());
  });
  afterEach(() => database.close());
  afterAll(() => databases.dispose());

  function open() {
    const gateway = openActivityGateway(database);
    const { call } = gateway;
    const begin = (serverId?: number) => gateway.begin(ID, serverId);
    const step = (name: OperationStep) => gateway.step(ID, name);
    const part = (method: string, path: string, body?: unknown) => gateway.part(ID, method, path, body);
    const exported = async (query = '') => {
      const { text } = await call('GET', `/api/activity/export?format=csv${query}`);
      return text
        .trimEnd()
        .split('\r\n')
        .slice(1)
        .map((line) => line.split(',').slice(2, 4).join(' '));
    };
    return { ...gateway, begin, step, part, exported };
  }

  it('exclude writes from another token of the account', async () => {
    const { part, entries } = open();
    const begun = { action: 'safe_restore', operation_id: ID, server_key: '12345', backup_key: '501' };
    await insertRows(database, [intentRow(createTimeIds()(), { ...begun, actor_token: 'of somebody else' })]);
    await part('POST', '/servers/12345/restore/', { backup_id: 501 });
    expect((await entries()).entries).toMatchObject([
      { action: 'restore_server', outcome: 'accepted', operationId: null },
      { action: 'safe_restore', outcome: 'pending', writes: [], steps: [] },
    ]);
  });

  it('hide nothing: a deletion under the id of an old restore is an entry of its own', async () => {
    const { part, begin, entries, exported } = open();
    await begin();
    await part('POST', '/servers/12345/restore/', { backup_id: 501 });
    const other = JSON.parse(await open().provider('/backups/?server_id=12346')).results[0].id;
    expect(await part('DELETE', `/backups/${other}/`)).toMatchObject({ status: 204 });
    const deletion = { action: 'delete_backup', operationId: null };
    expect((await entries()).entries).toMatchObject([deletion, { action: 'safe_restore' }]);
    expect((await entries('?server=12346')).entries).toMatchObject([deletion]);
    expect(await exported()).toContain('delete_backup deleted');
    expect(await exported('&server=12346')).toEqual(['delete_backup deleted']);
  });

  it.each([
    ['another server', 12346, {}],
    ['another backup', 12345, { backup_id: 499 }],
  ])('exclude a write for %s', async (_name, serverId, body) => {
    const { part, begin, entries } = open();
    await begin();
    if ('backup_id' in body) await part('POST', `/servers/${serverId}/restore/`, body);
    else await part('POST', '/backups/', { server_id: serverId });
    expect((await entries()).entries).toMatchObject([
      { operationId: null },
      { action: 'safe_restore', writes: [] },
    ]);
  });

  it('include each write once, and none after their end', async () => {
    const { part, begin, step, entries } = open();
    await begin();
    const create = () => part('POST', '/backups/', { server_id: 12345 });
    await create();
    await create();
    await step('dropped');
    await part('POST', '/servers/12345/restore/', { backup_id: 501 });
    const { entries: all } = await entries();
    expect(all.map(({ action, operationId }) => [action, operationId])).toEqual([
      ['restore_server', null],
      ['create_backup', null],
      ['safe_restore', ID],
    ]);
    expect(all.at(-1)?.writes).toHaveLength(1);
  });

  it('exclude writes when they are more than a week old', async () => {
    const begun = { action: 'safe_restore', operation_id: ID, server_key: '12345', backup_key: '501' };
    const eightDaysAgo = createTimeIds(() => Date.now() - 8 * 24 * 3_600_000);
    await insertRows(database, [intentRow(eightDaysAgo(), begun), intentRow(createTimeIds()())]);
    const { part, entries } = open();
    await part('POST', '/servers/12345/restore/', { backup_id: 501 });
    expect((await entries()).entries).toMatchObject([
      { action: 'restore_server', operationId: null },
      { action: 'create_backup' },
      { action: 'safe_restore', writes: [] },
    ]);
  });

  it('exclude writes from before they began', async () => {
    const { part, begin, entries } = open();
    await part('POST', '/backups/', { server_id: 12345 });
    await begin();
    expect((await entries()).entries).toMatchObject([
      { action: 'safe_restore', writes: [] },
      { action: 'create_backup', operationId: null },
    ]);
  });

  it.each(['restore_finished', 'restore_accepted', 'safety_copy_completed', 'undone'] as const)(
    'succeed by what was sent, not by a step %s',
    async (name) => {
      const { begin, step, entries } = open();
      await begin();
      await step('restore_sent');
      await step(name);
      const [entry] = (await entries()).entries;
      expect(['pending', 'unknown']).toContain(entry?.outcome);
    },
  );

  it('end like their restore, whatever the steps say', async () => {
    const { part, begin, step, entries } = open();
    await begin(12346);
    // Backup 501 is of another server, so this is refused.
    await part('POST', '/servers/12346/restore/', { backup_id: 501 });
    await step('restore_finished');
    expect((await entries()).entries).toMatchObject([
      { action: 'safe_restore', outcome: 'failed', reason: 'restore_failed' },
    ]);
  });

  it('export and filter each write separately', async () => {
    const { call, part, begin, entries, exported, sandbox } = open();
    await begin();
    sandbox.update({ advanceMs: 3_600_000 });
    const since = sandbox.state().now;
    await part('POST', '/backups/', { server_id: 12345 });
    await part('POST', '/servers/12345/restore/', { backup_id: 501 });
    expect(await exported()).toEqual([
      'restore_server accepted',
      'create_backup accepted',
      'safe_restore accepted',
    ]);
    expect(await exported('&server=12345')).toHaveLength(3);
    expect(await exported('&action=create_backup')).toEqual(['create_backup accepted']);
    expect(await exported(`&from=${since}`)).toHaveLength(2);
    expect((await entries(`?from=${since}`)).entries.map(({ action }) => action)).toEqual([
      'restore_server',
      'create_backup',
    ]);
    const { text } = await call('GET', '/api/activity/export?format=json');
    expect(JSON.parse(text)).toHaveLength(3);
  });

  it('find one of their writes by its id', async () => {
    const { part, begin, entries } = open();
    await begin();
    await part('POST', '/backups/', { server_id: 12345 });
    const [whole] = (await entries()).entries;
    const id = whole?.writes[0]?.id ?? '';
    expect((await entries(`?id=${id}`)).entries).toMatchObject([{ id, action: 'create_backup' }]);
    expect((await entries(`?id=${whole?.id}`)).entries).toMatchObject([{ writes: [{ id }] }]);
  });

  it('with very many writes of an older version are still read, and exported completely', async () => {
    // More than a SQLite statement may have parameters.
    const count = databases.kind === 'sqlite' ? 34_500 : 1_200;
    const { begin, entries, exported } = open();
    await begin();
    await insertCreates(database, count);
    const [whole, ...others] = (await entries()).entries;
    expect(others).toEqual([]);
    expect(whole).toMatchObject({ action: 'safe_restore', writesTotal: count });
    expect(whole?.writes.length).toBeLessThanOrEqual(200);
    expect(await exported()).toHaveLength(count + 1);
  }, 60_000);
}

/** Writes as an older version let anybody file them under one id. */
async function insertCreates(database: Database, count: number): Promise<void> {
  const ids = Array.from({ length: count }, createTimeIds());
  const refused = { outcome: 'refused', reason: 'provider_invalid', provider_status: 400, result: null };
  await insertRows(
    database,
    ids.map((id) => intentRow(id, { operation_id: ID })),
    ids.map((id) => outcomeRow(id, refused)),
  );
}
