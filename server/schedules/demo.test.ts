import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { endOf } from '../../src/core/schedules/schedule-run';
import type { Database } from '../database/tables';
import { openSandbox } from '../testing/activity-gateway';
import { sqliteDatabases } from '../testing/database/databases';
import { seedDemo } from './demo';
import { createRunStore } from './run-store';
import { createScheduleStore } from './schedule-store';

const databases = sqliteDatabases();
let database: Database;
beforeEach(async () => {
  database = await databases.open(await databases.newPlace());
});
afterEach(() => database.close());
afterAll(() => databases.dispose());

function parts() {
  const sandbox = openSandbox();
  return {
    schedules: createScheduleStore(database, null),
    runs: createRunStore({ database, providerHost: null, account: '', holder: randomUUID() }),
    addPast: sandbox.addPast,
    nowMs: Date.parse(sandbox.state().now),
  };
}

it('the demo data have a healthy schedule and one whose last run failed, with their backups', async () => {
  const demo = parts();
  await seedDemo(demo);
  const all = await demo.schedules.all();
  expect(all.map(({ draft }) => draft.name)).toEqual(['Nightly', 'Before the weekend']);
  const resultsOf = async (id: string) =>
    (await demo.runs.lastEnded(id))?.servers.map((server) => endOf(server)?.result);
  expect(await resultsOf('n1gh')).toEqual(['done', 'done']);
  expect(await resultsOf('w33k')).toEqual(['done', 'failed', 'skipped']);
  expect((await demo.schedules.made('n1gh')).size).toBe(6);
  expect((await demo.schedules.made('w33k')).size).toBe(4);
});

it('deleted schedules of the demo data do not come back', async () => {
  const demo = parts();
  await seedDemo(demo);
  for (const { id } of await demo.schedules.all()) await demo.schedules.remove(id);
  await seedDemo(demo);
  expect(await demo.schedules.all()).toEqual([]);
});
