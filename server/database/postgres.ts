import { Kysely, PostgresDialect } from 'kysely';
import type { ClientBase } from 'pg';
import { StartError } from '../http/start-error';
import { databaseErrorCode } from './error-code';
import { isNewer, migrate } from './migrations';
import type { Database, Tables } from './tables';

const MAX_CONNECTIONS = 4;
const CONNECT_LIMIT_MS = 5000;
/** A change at the provider waits for this, so a database that has gone away must not hold it for long. */
const QUERY_LIMIT_MS = 8000;

/** Whoever set the server to answer before the disk has it did not think of this log. */
const SYNCED = `SELECT set_config('synchronous_commit', 'on', false)
  WHERE current_setting('synchronous_commit') = 'off'`;

/**
 * Connects and brings the tables up to date.
 * @param url `postgres://user:password@host:port/name`; never part of a message
 * @param queryLimitMs after so many ms a query that has no answer fails
 * @throws StartError with one sentence that says what is wrong and what to do
 */
export async function openPostgres(url: string, queryLimitMs: number = QUERY_LIMIT_MS): Promise<Database> {
  // Loaded only where it is used.
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
    // Whatever breaks while nobody uses it is replaced; without a listener it would end the process.
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
  // A connection can break between two queries of a transaction too.
  client.on('error', () => {});
  endWhenStuck(client);
  await client.query(SYNCED);
}

/** A connection whose query was given up still waits for its answer; whoever got it next would wait behind that. */
function endWhenStuck(client: ClientBase): void {
  client.query = new Proxy(client.query, {
    apply(target, self: unknown, parameters: unknown[]): unknown {
      const result: unknown = Reflect.apply(target, self, parameters);
      if (result instanceof Promise) {
        result.catch((error: unknown) => {
          // The client has no code for it.
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
    ? 'the activity log was written by a newer version of this program. Start that version, or use another database.'
    : `the database cannot be used (${databaseErrorCode(cause)}). See that it runs, that it can be reached, and that user, password and database name are right.`;
  return new StartError(`DATABASE_URL: ${problem}`, { cause });
}
