import { type Kysely, sql } from 'kysely';

export type DatabaseKind = 'sqlite' | 'postgres';

/** Type of ids and ISO times: compared as bytes, whatever the language of the database. */
export function keyText(kind: DatabaseKind) {
  return kind === 'postgres' ? sql`text COLLATE "C"` : sql`text`;
}

/** Epoch ms, in SQL: by PostgreSQL's clock, which all its gateways share; by this machine's with SQLite. */
export function databaseNow(kind: DatabaseKind) {
  return kind === 'postgres'
    ? sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`
    : sql<number>`${Date.now()}`;
}

/** Adds triggers that refuse every change of a table's rows. `key`: the columns of its primary key. */
export async function makeAppendOnly(
  db: Kysely<unknown>,
  kind: DatabaseKind,
  table: string,
  key: readonly string[],
): Promise<void> {
  const name = sql.table(table);
  const trigger = (suffix: string) => sql`CREATE TRIGGER ${sql.id(`${table}_${suffix}`)}`;
  if (kind === 'postgres') {
    const refuse = sql`EXECUTE FUNCTION activity_refuse_change()`;
    await sql`${trigger('no_change')} BEFORE UPDATE OR DELETE ON ${name}
      FOR EACH ROW ${refuse}`.execute(db);
    await sql`${trigger('no_truncate')} BEFORE TRUNCATE ON ${name}
      FOR EACH STATEMENT ${refuse}`.execute(db);
    return;
  }
  const refuse = sql`BEGIN SELECT RAISE(ABORT, ${sql.lit(`${table} is append-only`)}); END`;
  const isSameRow = sql.join(
    key.map((column) => sql`${sql.ref(column)} = NEW.${sql.ref(column)}`),
    sql` AND `,
  );
  await sql`${trigger('no_update')} BEFORE UPDATE ON ${name} ${refuse}`.execute(db);
  await sql`${trigger('no_delete')} BEFORE DELETE ON ${name} ${refuse}`.execute(db);
  // INSERT OR REPLACE removes the old row without firing the trigger above.
  await sql`${trigger('no_replace')} BEFORE INSERT ON ${name}
    WHEN EXISTS (SELECT 1 FROM ${name} WHERE ${isSameRow}) ${refuse}`.execute(db);
}
