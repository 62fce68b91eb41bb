import { Kysely, PostgresDialect } from 'kysely';
import type { ClientBase } from 'pg';
import { StartError } from '../http/start-error';
import { databaseErrorCode } from './error-code';
import { isNewer, migrate } from './migrations';
import type { Database, Tables } from './tables';

const MAX_CONNECTIONS = 4;
const CONNECT_LIMIT_MS = 5000;
/** Writes to the provider wait for the log, so an unreachable database must not block them for long. */
const QUERY_LIMIT_MS = 8000;

/** Commits must reach the disk, even if the server's default says otherwise. */
const SYNCED = `SELECT set_config('synchronous_commit', 'on', false)
  WHERE current_setting('synchronous_commit') = 'off'`;

/**
 * Connects and migrates.
 * @param url `postgres://user:password@host:port/name`; never part of a message
 * @throws StartError that says what is wrong and what to do
 */
export async function openPostgres(url: string, queryLimitMs: number = QUERY_LIMIT_MS): Promise<Database> {
  // Loaded only with PostgreSQL.
  const { Pool } = await import('pg');
  let opened: Kysely<Tables> | undefined;
  try {
    const pool = new Pool({
      connectionString: url,
      application_name: 'vps-backups',
      max: MAX_CONNECTIONS,
      connectionTimeoutMillis: CONNECT_LIMIT_MS,
      query_timeout: queryLimitMs,
      keepAlive: true,
      onConnect: prepareConnection,
    });
    // Idle connections that break are replaced; without a listener the process would end.
    pool.on('error', () => {});
    const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
    opened = db;
    await migrate(db, 'postgres');
    return { kind: 'postgres', db, close: () => db.destroy() };
  } catch (error) {
    await opened?.destroy();
    throw explain(error);
  }
}

async function prepareConnection(client: ClientBase): Promise<void> {
  // A connection can also break between two queries of a transaction.
  client.on('error', () => {});
  endWhenStuck(client);
  await client.query(SYNCED);
}

/** Closes a connection whose query timed out: it still waits for the answer, and so would its next user. */
function endWhenStuck(client: ClientBase): void {
  client.query = new Proxy(client.query, {
    apply(target, self: unknown, parameters: unknown[]): unknown {
      const result: unknown = Reflect.apply(target, self, parameters);
      if (result instanceof Promise) {
        result.catch((error: unknown) => {
          // The error has no code.
          if (error instanceof Error && error.message === 'Query read timeout') void end(client);
        });
      }
      return result;
    },
  });
}

async function end(client: ClientBase): Promise<void> {
  if ('end' in client && typeof client.end === 'function') await client.end();
}

function explain(cause: unknown): StartError {
  const problem = isNewer(cause)
    ? 'the activity log was written by a newer version of VPS Backups. Start that version, or use another database.'
    : `the database cannot be used (${databaseErrorCode(cause)}). See that it runs, that it can be reached, and that user, password and database name are right.`;
  return new StartError(`DATABASE_URL: ${problem}`, { cause });
}
