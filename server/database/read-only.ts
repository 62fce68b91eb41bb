import { existsSync } from 'node:fs';
import { Kysely, PostgresDialect, SqliteDialect } from 'kysely';
import LibSql from 'libsql';
import { databaseErrorCode } from './error-code';
import type { Database, Tables } from './tables';

export interface GatewayDatabase {
  /** The gateway's SQLite file; read only where there is no `databaseUrl`. */
  readonly file: string;
  readonly databaseUrl: string | null;
}

/** PostgreSQL's codes for "undefined table" and "undefined column"; SQLite has only messages. */
const OLDER = /42P01|42703|SQLITE_ERROR/;
const READ_LIMIT_MS = 5000;

/**
 * Reads a gateway's database from a separate process, without migrating or changing it. @param nothing returned if no
 * gateway ran yet, or only an older version @throws database errors
 */
export async function readBeside<Value>(
  { file, databaseUrl }: GatewayDatabase,
  read: (database: Database) => Promise<Value>,
  nothing: Value,
): Promise<Value> {
  if (databaseUrl === null && !existsSync(file)) return nothing;
  const database = databaseUrl === null ? readSqlite(file) : await readPostgres(databaseUrl);
  try {
    return await read(database);
  } catch (error) {
    if (OLDER.test(databaseErrorCode(error))) return nothing;
    throw error;
  } finally {
    await database.close();
  }
}

function readSqlite(file: string): Database {
  const database = new LibSql(file, { readonly: true, timeout: READ_LIMIT_MS });
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
  return { kind: 'sqlite', db, close: () => db.destroy() };
}

async function readPostgres(connectionString: string): Promise<Database> {
  const { Pool } = await import('pg');
  const pool = new Pool({
    connectionString,
    max: 1,
    connectionTimeoutMillis: READ_LIMIT_MS,
    query_timeout: READ_LIMIT_MS,
  });
  // If an idle connection breaks, the next query rejects; that is enough.
  pool.on('error', () => {});
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { kind: 'postgres', db, close: () => db.destroy() };
}
