import { type Kysely, type Migration, Migrator } from 'kysely';
import { addSelfGivenName, addSightings, createActivity } from './schema/activity';
import { addAgreements } from './schema/agreements';
import { addSilence, createAlerts } from './schema/alerts';
import type { DatabaseKind } from './schema/dialect';
import { addLeases } from './schema/leases';
import { addOperations } from './schema/operations';
import { addScheduleAccounts, addSchedules } from './schema/schedules';
import { addSignIn, shareSignIns } from './schema/sessions';
import { addWallLinks } from './schema/wall-links';
import type { Tables } from './tables';

/** Never change a released entry: new tables and columns go into a further one. */
const MIGRATIONS = {
  '0001_activity': createActivity,
  '0002_sign_in': addSignIn,
  '0003_alerts': createAlerts,
  '0004_sign_ins_of_several_gateways': shareSignIns,
  '0005_leases': addLeases,
  '0006_activity_sightings': addSightings,
  '0007_operations': addOperations,
  '0008_activity_self_given_name': addSelfGivenName,
  '0009_agreements': addAgreements,
  '0010_alert_silence': addSilence,
  '0011_schedules': addSchedules,
  '0012_wall_links': addWallLinks,
  '0013_schedule_accounts': addScheduleAccounts,
} as const;

/**
 * Migrates the tables to this version, in one transaction. When several gateways start at once, one migrates and the
 * others wait.
 * @throws database errors; nothing was changed then
 */
export async function migrate(db: Kysely<Tables>, kind: DatabaseKind): Promise<void> {
  const steps = Object.entries(MIGRATIONS).map(([name, up]): [string, Migration] => [
    name,
    { up: (migrated) => up(migrated, kind) },
  ]);
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => Object.fromEntries(steps) },
    // A PostgreSQL database may be shared with other programs.
    migrationTableName: 'activity_migration',
    migrationLockTableName: 'activity_migration_lock',
    // No migration changes what a later one created, so the order in which they were applied does not matter.
    allowUnorderedMigrations: true,
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}

/** Whether a newer version migrated the database; Kysely says so only in its message. */
export function isNewer(error: unknown): boolean {
  return error instanceof Error && /^corrupted migrations: .* is missing$/.test(error.message);
}
