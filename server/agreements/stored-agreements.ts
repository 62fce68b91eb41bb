import { existsSync } from 'node:fs';
import { Kysely, PostgresDialect, SqliteDialect } from 'kysely';
import LibSql from 'libsql';
import type { Agreements } from '../../src/core/agreements/agreement';
import { NO_AGREEMENTS } from '../../src/core/agreements/no-agreements';
import { databaseErrorCode } from '../database/error-code';
import type { Database, Tables } from '../database/tables';
import { readAgreements } from './agreements';
import { createAgreementStore } from './store';

export interface StoredAgreementsOptions {
  /** The gateway's SQLite file; read only where there is no `databaseUrl`. */
  readonly file: string;
  readonly databaseUrl: string | null;
  /** Null for the sandbox. */
  readonly providerHost: string | null;
}

/** PostgreSQL's "undefined table"; SQLite has only words. */
const NO_TABLE = /42P01|SQLITE_ERROR/;
const READ_LIMIT_MS = 5000;

/**
 * What people agreed, for a program beside the gateway: reads its database without migrating or changing it. Nothing is
 * agreed where no gateway ran yet, or only an older version.
 * @throws database errors
 */
export async function readStoredAgreements(options: StoredAgreementsOptions): Promise<Agreements> {
  const { file, databaseUrl, providerHost } = options;
  if (databaseUrl === null && !existsSync(file)) return NO_AGREEMENTS;
  const database = databaseUrl === null ? readSqlite(file) : await readPostgres(databaseUrl);
  try {
    return await readAgreements(createAgreementStore({ database, providerHost, account: null }));
  } catch (error) {
    if (NO_TABLE.test(databaseErrorCode(error))) return NO_AGREEMENTS;
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
  // A connection that breaks while idle rejects the next query, which is enough.
  pool.on('error', () => {});
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { kind: 'postgres', db, close: () => db.destroy() };
}
