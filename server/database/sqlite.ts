import { Kysely, SqliteAdapter, SqliteDialect } from 'kysely';
import LibSql from 'libsql';
import { StartError } from '../http/start-error';
import { databaseErrorCode, isBusy } from './error-code';
import { watchFiles } from './kept-file';
import { isNewer, migrate } from './migrations';
import { probeWrite } from './probe';
import { SharedFileDriver, type SharedFileOptions } from './sqlite-driver';
import type { Database, Tables } from './tables';

/** Whoever else holds the file (a backup, a person with a shell) gets so long, in which other requests are answered. */
const BUSY_LIMIT_MS = 5000;
const RETRY_MS = 20;

/**
 * Opens the file and brings its tables up to date; `:memory:` keeps nothing. Every commit is on the disk before it
 * counts as done, and fails when the file is no longer at its path. No statement blocks the process while the file is
 * held by another one.
 * @param busyLimitMs after so many ms a statement that the other one kept from the file fails
 * @param lockFile a file without which nothing counts as written: once it is gone, another process may have taken over
 * @throws StartError with one sentence that says what is wrong and what to do
 */
export async function openSqlite(
  file: string,
  busyLimitMs: number = BUSY_LIMIT_MS,
  lockFile: string | null = null,
): Promise<Database> {
  let database: LibSql.Database | undefined;
  try {
    const opened = new LibSql(file);
    database = opened;
    // SQLite's own waiting would stop everything else.
    opened.pragma('busy_timeout = 0');
    await switchToWal(opened, busyLimitMs);
    opened.pragma('synchronous = FULL');
    opened.pragma('foreign_keys = ON');
    let assertKept = async (): Promise<void> => {};
    const db = new Kysely<Tables>({
      dialect: new ActivityDialect({ database: opened, busyLimitMs, assertKept: () => assertKept() }),
    });
    await migrate(db, 'sqlite');
    // A file that can only be read opens without a word.
    await probeWrite(db);
    if (file !== ':memory:')
      assertKept = await watchFiles([file, `${file}-wal`, ...(lockFile === null ? [] : [lockFile])]);
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
async function switchToWal(database: LibSql.Database, limitMs: number): Promise<void> {
  const deadlineMs = performance.now() + limitMs;
  for (;;) {
    try {
      database.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadlineMs) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

class ActivityDialect extends SqliteDialect {
  readonly #options: SharedFileOptions;

  constructor(options: SharedFileOptions) {
    super({ database: options.database });
    this.#options = options;
  }

  override createDriver(): SharedFileDriver {
    return new SharedFileDriver(this.#options);
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
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
