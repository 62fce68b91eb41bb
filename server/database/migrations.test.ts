import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { sqliteDatabases } from '../testing/database/databases';

const { placeWithoutTables, open, dispose } = sqliteDatabases();
afterAll(dispose);

async function namesIn(place: string): Promise<unknown> {
  const database = await open(place);
  const { rows } = await sql`SELECT name FROM activity_migration ORDER BY name`.execute(database.db);
  await database.close();
  return rows;
}

const ALL = [
  { name: '0001_activity' },
  { name: '0002_sign_in' },
  { name: '0003_alerts' },
  { name: '0004_sign_ins_of_several_gateways' },
  { name: '0005_leases' },
  { name: '0006_activity_sightings' },
  { name: '0007_operations' },
  { name: '0008_activity_self_given_name' },
  { name: '0009_agreements' },
  { name: '0010_alert_silence' },
  { name: '0011_schedules' },
  { name: '0012_wall_links' },
  { name: '0013_schedule_accounts' },
];

describe('the tables of a database', () => {
  it('are migrated when a later migration was applied before an earlier one', async () => {
    const place = await placeWithoutTables();
    const { db, close } = await open(place);
    await sql`DROP TABLE session`.execute(db);
    await sql`DROP INDEX activity_intent_by_account`.execute(db);
    await sql`ALTER TABLE activity_intent DROP COLUMN account`.execute(db);
    await sql`DELETE FROM activity_migration WHERE name = '0002_sign_in'`.execute(db);
    await close();
    expect(await namesIn(place)).toEqual(ALL);
    const again = await open(place);
    expect(await again.db.selectFrom('session').selectAll().execute()).toEqual([]);
    expect(await again.db.selectFrom('activity_intent').select('account').execute()).toEqual([]);
    await again.close();
  });

  it('of a newer version are refused and left unchanged', async () => {
    const place = await placeWithoutTables();
    const { db, close } = await open(place);
    await sql`INSERT INTO activity_migration VALUES ('0999_later', '2030-01-01T00:00:00Z')`.execute(db);
    await close();
    await expect(open(place)).rejects.toThrow(/was written by a newer version of VPS Backups/);
  });
});
