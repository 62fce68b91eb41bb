import { type Kysely, type Migration, Migrator, sql } from 'kysely';
import type { DatabaseKind, Tables } from './tables';

/** The names under which the database remembers what has been run; it may be shared with other programs. */
const MIGRATION_TABLE = 'activity_migration';
const MIGRATION_LOCK_TABLE = 'activity_migration_lock';

const APPEND_ONLY = ['activity_intent', 'activity_outcome', 'activity_step'] as const;

/** Never changed once released: a later version of the tables is a further entry. */
function migrationsOf(kind: DatabaseKind): Record<string, Migration> {
  return {
    '0001_activity': { up: (db) => createTables(db, kind) },
    '0002_sign_in': { up: (db) => addSignIn(db, kind) },
    '0003_alerts': { up: (db) => createAlertTables(db, kind) },
    '0004_sign_ins_of_several_gateways': { up: (db) => shareSignIns(db, kind) },
    '0005_leases': { up: (db) => addLeases(db, kind) },
    '0006_activity_sightings': { up: (db) => addSightings(db, kind) },
  };
}

/**
 * Brings the tables up to this version. Safe when several gateways start at once: one runs the migrations, the
 * others wait for it. On both databases all of it is one transaction.
 * @throws what the database says; nothing has been changed then
 */
export async function migrate(db: Kysely<Tables>, kind: DatabaseKind): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrationsOf(kind) },
    migrationTableName: MIGRATION_TABLE,
    migrationLockTableName: MIGRATION_LOCK_TABLE,
    // Each stands on the first one alone, so a database may have been through them in another order.
    allowUnorderedMigrations: true,
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}

/** Whether the database has been through migrations that this version does not know; Kysely tells it only in words. */
export function isNewer(error: unknown): boolean {
  return error instanceof Error && /^corrupted migrations: .* is missing$/.test(error.message);
}

async function createTables(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  // Ids and times are compared as bytes, whatever language the database speaks.
  const key = kind === 'postgres' ? sql`text collate "C"` : sql`text`;
  await db.schema
    .createTable('activity_intent')
    .addColumn('id', key, (column) => column.primaryKey())
    .addColumn('time', key, (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('provider_host', 'text')
    .addColumn('actor_email', 'text')
    .addColumn('actor_token', 'text')
    .addColumn('actor_search', 'text', (column) => column.notNull())
    .addColumn('server_key', 'text')
    .addColumn('server', 'text')
    .addColumn('backup_key', 'text')
    .addColumn('backup', 'text')
    .addColumn('description', 'text')
    .addColumn('operation_id', 'text')
    .addColumn('request_id', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('activity_outcome')
    .addColumn('intent_id', key, (column) => column.primaryKey().references('activity_intent.id'))
    .addColumn('time', key, (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('detail', 'text')
    .addColumn('provider_status', 'integer')
    .addColumn('duration_ms', 'integer')
    .addColumn('result', 'text')
    .execute();
  await db.schema
    .createTable('activity_step')
    .addColumn('id', key, (column) => column.primaryKey())
    .addColumn('operation_id', 'text', (column) => column.notNull())
    .addColumn('time', key, (column) => column.notNull())
    .addColumn('step', 'text', (column) => column.notNull())
    .addColumn('detail', 'text')
    .execute();
  await sql`CREATE INDEX activity_intent_by_server ON activity_intent (server_key, id)`.execute(db);
  await sql`CREATE INDEX activity_intent_by_operation ON activity_intent (operation_id, id)`.execute(db);
  await sql`CREATE UNIQUE INDEX activity_one_operation ON activity_intent (operation_id)
    WHERE action = 'safe_restore'`.execute(db);
  await sql`CREATE INDEX activity_step_by_operation ON activity_step (operation_id, id)`.execute(db);
  await (kind === 'postgres' ? refuseChangesOnPostgres(db) : refuseChangesOnSqlite(db));
}

/** Sign-ins, and which account an entry of the log belongs to. */
async function addSignIn(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  const key = kind === 'postgres' ? sql`text collate "C"` : sql`text`;
  await db.schema
    .createTable('session')
    .addColumn('id_hash', key, (column) => column.primaryKey())
    .addColumn('box', 'text', (column) => column.notNull())
    .addColumn('created_at', key, (column) => column.notNull())
    .addColumn('seen_at', key, (column) => column.notNull())
    .execute();
  await db.schema.alterTable('activity_intent').addColumn('account', 'text').execute();
  await sql`CREATE INDEX activity_intent_by_account ON activity_intent (account, id)`.execute(db);
}

/** What several gateways must know of sign-ins alike: why one ended, and how many failed. */
async function shareSignIns(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  const key = kind === 'postgres' ? sql`text collate "C"` : sql`text`;
  await db.schema
    .createTable('session_ended')
    .addColumn('id_hash', key, (column) => column.primaryKey())
    .addColumn('until', key, (column) => column.notNull())
    .execute();
  // The columns, and their order, are those that rate-limiter-flexible reads and writes.
  await db.schema
    .createTable('sign_in_count')
    .addColumn('key', key, (column) => column.primaryKey())
    .addColumn('points', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('expire', 'bigint')
    .execute();
}

/** What several gateways must know of each other's work under way, and a row to try writing with. */
async function addLeases(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  const key = kind === 'postgres' ? sql`text collate "C"` : sql`text`;
  await db.schema
    .createTable('lease')
    .addColumn('name', key, (column) => column.primaryKey())
    .addColumn('scope', key)
    .addColumn('holder', key, (column) => column.notNull())
    .addColumn('until', 'bigint', (column) => column.notNull())
    .execute();
  await sql`CREATE INDEX lease_by_scope ON lease (scope, until)`.execute(db);
  await db.schema
    .createTable('write_probe')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('at', key, (column) => column.notNull())
    .addColumn('filler', 'text', (column) => column.notNull())
    .execute();
}

/** What lists of the provider showed of accepted requests. */
async function addSightings(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  const key = kind === 'postgres' ? sql`text collate "C"` : sql`text`;
  await db.schema
    .createTable('activity_sighting')
    .addColumn('intent_id', key, (column) => column.notNull().references('activity_intent.id'))
    .addColumn('seen', key, (column) => column.notNull())
    .addColumn('time', key, (column) => column.notNull())
    .addColumn('last_running_at', key)
    .addColumn('status', 'text')
    .addPrimaryKeyConstraint('activity_sighting_key', ['intent_id', 'seen'])
    .execute();
  const [name, refuse] = [sql.table('activity_sighting'), sql`EXECUTE FUNCTION activity_refuse_change()`];
  if (kind === 'postgres') {
    await sql`CREATE TRIGGER activity_sighting_no_change BEFORE UPDATE OR DELETE ON ${name}
      FOR EACH ROW ${refuse}`.execute(db);
    await sql`CREATE TRIGGER activity_sighting_no_truncate BEFORE TRUNCATE ON ${name}
      FOR EACH STATEMENT ${refuse}`.execute(db);
    return;
  }
  const abort = sql`BEGIN SELECT RAISE(ABORT, 'activity_sighting is append-only'); END`;
  await sql`CREATE TRIGGER activity_sighting_no_update BEFORE UPDATE ON ${name} ${abort}`.execute(db);
  await sql`CREATE TRIGGER activity_sighting_no_delete BEFORE DELETE ON ${name} ${abort}`.execute(db);
  await sql`CREATE TRIGGER activity_sighting_no_replace BEFORE INSERT ON ${name}
    WHEN EXISTS (SELECT 1 FROM ${name} WHERE intent_id = NEW.intent_id AND seen = NEW.seen) ${abort}`.execute(
    db,
  );
}

async function refuseChangesOnSqlite(db: Kysely<unknown>): Promise<void> {
  for (const table of APPEND_ONLY) {
    const key = table === 'activity_outcome' ? 'intent_id' : 'id';
    const refuse = sql`BEGIN SELECT RAISE(ABORT, ${sql.lit(`${table} is append-only`)}); END`;
    const [name, keyColumn] = [sql.table(table), sql.ref(key)];
    await sql`CREATE TRIGGER ${sql.id(`${table}_no_update`)} BEFORE UPDATE ON ${name} ${refuse}`.execute(db);
    await sql`CREATE TRIGGER ${sql.id(`${table}_no_delete`)} BEFORE DELETE ON ${name} ${refuse}`.execute(db);
    // INSERT OR REPLACE takes the old row away without asking the trigger above.
    await sql`CREATE TRIGGER ${sql.id(`${table}_no_replace`)} BEFORE INSERT ON ${name}
      WHEN EXISTS (SELECT 1 FROM ${name} WHERE ${keyColumn} = NEW.${keyColumn}) ${refuse}`.execute(db);
  }
}

async function refuseChangesOnPostgres(db: Kysely<unknown>): Promise<void> {
  await sql`CREATE FUNCTION activity_refuse_change() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN RAISE EXCEPTION ''% is append-only'', TG_TABLE_NAME; END'`.execute(db);
  for (const table of APPEND_ONLY) {
    const [name, refuse] = [sql.table(table), sql`EXECUTE FUNCTION activity_refuse_change()`];
    await sql`CREATE TRIGGER ${sql.id(`${table}_no_change`)} BEFORE UPDATE OR DELETE ON ${name}
      FOR EACH ROW ${refuse}`.execute(db);
    await sql`CREATE TRIGGER ${sql.id(`${table}_no_truncate`)} BEFORE TRUNCATE ON ${name}
      FOR EACH STATEMENT ${refuse}`.execute(db);
  }
}

async function createAlertTables(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  // Compared as bytes, whatever language the database speaks.
  const key = kind === 'postgres' ? sql`text collate "C"` : sql`text`;
  await db.schema
    .createTable('alert_watch')
    .addColumn('scope', key, (column) => column.primaryKey())
    .addColumn('is_started', 'integer', (column) => column.notNull())
    .addColumn('blind_rounds', 'integer', (column) => column.notNull())
    .addColumn('is_blind_told', 'integer', (column) => column.notNull())
    .addColumn('readable_rounds', 'integer', (column) => column.notNull())
    .addColumn('round_at', key)
    .addColumn('round', 'text')
    .execute();
  await db.schema
    .createTable('alert_server')
    .addColumn('scope', key, (column) => column.notNull())
    .addColumn('server_key', key, (column) => column.notNull())
    .addColumn('told', 'text')
    .addColumn('pending', 'text')
    .addColumn('absent_since', key)
    .addPrimaryKeyConstraint('alert_server_key', ['scope', 'server_key'])
    .execute();
  await db.schema
    .createTable('alert_delivery')
    .addColumn('id', key, (column) => column.primaryKey())
    .addColumn('scope', key, (column) => column.notNull())
    .addColumn('event', 'text', (column) => column.notNull())
    .addColumn('server_key', key)
    .addColumn('server_name', 'text')
    .addColumn('made_at', key, (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('next_at', key)
    .addColumn('delivered_at', key)
    .addColumn('last_status', 'integer')
    .addColumn('last_problem', 'text')
    .execute();
  await sql`CREATE INDEX alert_delivery_due ON alert_delivery (scope, next_at)`.execute(db);
}
