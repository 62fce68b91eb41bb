import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { openSqlite } from '../database/sqlite';
import { openActivityGateway, openSandbox } from '../testing/activity-gateway';

const SPELLINGS = ['012345', '12_345', ' 12345', '12345.0', '+12345', '１２３４５'];

it('during a restore no change gets past its guards by another spelling of an id', async () => {
  const database = await openSqlite(':memory:');
  const sandbox = openSandbox();
  const sent: string[] = [];
  const { call, operations } = openActivityGateway(database, {
    sandbox,
    fetch: async (request) => {
      if (request.method !== 'GET') sent.push(`${request.method} ${await request.clone().text()}`);
      return sandbox.fetch(request);
    },
  });
  const start = (server_id: unknown, backup_id: unknown) =>
    call('POST', '/api/operations', {
      operation_id: randomUUID(),
      kind: 'safe_restore',
      server_id,
      backup_id,
      safety_backup: true,
    });
  expect((await start(12345, 501)).status).toBe(201);
  await expect.poll(() => sent).toHaveLength(1);
  for (const spelling of SPELLINGS) {
    const create = await call('POST', '/api/v1/backups/', { server_id: spelling });
    expect([400, 502], spelling).toContain(create.status);
    expect(create.text).toMatch(/Nothing was sent\. Use the id as the list of servers has it\./);
    const path = encodeURIComponent(spelling);
    const backup = spelling.replace('12345', '501').replace('12_345', '5_01');
    const others = [
      await call('POST', `/api/v1/servers/${path}/restore/`, { backup_id: 501 }),
      await call('POST', '/api/v1/servers/12345/restore/', { backup_id: backup }),
      await call('DELETE', `/api/v1/backups/${encodeURIComponent(backup)}/`),
      await start(spelling, 501),
      await start(12346, backup),
    ];
    for (const { status } of others) expect(status, spelling).toBeGreaterThanOrEqual(400);
  }
  for (const odd of ['\0', '\ud83d', 'a b']) expect((await start(odd, 501)).status, odd).toBe(404);
  expect((await call('POST', '/api/v1/backups/', { server_id: '12345' })).status).toBe(409);
  expect(sent).toHaveLength(1);
  await operations.stop();
  await database.close();
});
