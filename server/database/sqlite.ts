import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  SqliteAdapter,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
} from 'kysely';
import LibSql from 'libsql';
import { StartError } from '../start-error';
import { databaseErrorCode } from './error-code';
import { isNewer, migrate } from './migrations';
import type { Database, Tables } from './tables';

/** Another gateway on the same file holds it for milliseconds. */
const BUSY_TIMEOUT_MS = 5000;
const RETRY_MS = 20;

/**
 * Opens the file and brings its tables up to date; `:memory:` keeps nothing. Every commit is on the disk before it
 * counts as done.
 * @throws StartError with one sentence that says what is wrong and what to do
 */
export async function openSqlite(file: string): Promise<Database> {
  let database: LibSql.Database | undefined;
  try {
    const opened = new LibSql(file);
    database = opened;
    opened.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
    await switchToWal(opened);
    opened.pragma('synchronous = FULL');
    opened.pragma('foreign_keys = ON');
    const db = new Kysely<Tables>({ dialect: new ActivityDialect({ database: opened }) });
    await migrate(db, 'sqlite');
    return {
      kind: 'sqlite',
      db,
      async close() {
        // Everything in the one file, so that the file alone can be copied.
        opened.pragma('wal_checkpoint(TRUNCATE)');
        await db.destroy();
      },
    };
  } catch (error) {
    database?.close();
    throw explain(file, error);
  }
}

/** SQLite does not wait by itself when two processes switch a new file at the same moment. */
async function switchToWal(database: LibSql.Database): Promise<void> {
  const deadlineMs = performance.now() + BUSY_TIMEOUT_MS;
  for (;;) {
    try {
      database.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      if (!databaseErrorCode(error).startsWith('SQLITE_BUSY') || performance.now() > deadlineMs) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

class ActivityDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;

  constructor(config: SqliteDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): SqliteDriver {
    return new ImmediateDriver(this.#config);
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
  }
}

/** Takes the right to write before the first read: otherwise of two that begin together one fails half-way. */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

/** Lets migrations run inside a transaction, which keeps other processes out until all is done, or nothing. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

function explain(file: string, cause: unknown): StartError {
  const code = databaseErrorCode(cause);
  const aside = `Move it away (with ${file}-wal and ${file}-shm) to begin a new one.`;
  const problem =
    code === 'SQLITE_NOTADB'
      ? `is no SQLite database. ${aside}`
      : code.startsWith('SQLITE_CORRUPT')
        ? `is damaged. ${aside}`
        : isNewer(cause)
          ? `was written by a newer version of this program. Start that version, or set DATA_DIR to another directory.`
          : `cannot be opened (${code}). See that it can be written and that the disk is not full.`;
  return new StartError(`DATA_DIR: activity file ${file} ${problem}`, { cause });
}
