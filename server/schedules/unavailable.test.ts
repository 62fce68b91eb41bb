import { expect, it } from 'vitest';
import { openSqlite } from '../database/sqlite';
import { openActivityGateway } from '../testing/activity-gateway';
import { DRAFT, SCHEDULES_PATH } from '../testing/schedules';

const RESTORE = { kind: 'safe_restore', server_id: 12345, backup_id: 501, safety_backup: false };

it.each([
  ['POST', SCHEDULES_PATH, DRAFT, 'database_unavailable', 'look at the schedules'],
  ['DELETE', `${SCHEDULES_PATH}/abcd`, undefined, 'database_unavailable', 'look at the schedules'],
  ['GET', SCHEDULES_PATH, undefined, 'activity_unavailable', "can't be read"],
  [
    'POST',
    '/api/operations',
    { ...RESTORE, operation_id: 'abcdefgh-1' },
    'database_unavailable',
    'look at the',
  ],
  ['GET', '/api/operations', undefined, 'activity_unavailable', "can't be read"],
])('%s %s says what to do while the database is gone, and is no internal error', async (...given) => {
  const [method, path, body, code, words] = given;
  const database = await openSqlite(':memory:');
  const { call } = openActivityGateway(database);
  await database.close();
  const { status, text } = await call(method, path, body);
  expect([status, JSON.parse(text)]).toEqual([
    503,
    expect.objectContaining({
      detail: expect.stringContaining(words),
      gateway: expect.objectContaining({ code }),
    }),
  ]);
});
