import { stat } from 'node:fs/promises';
import { Kysely, SqliteAdapter, SqliteDialect } from 'kysely';
import LibSql from 'libsql';
import { StartError } from '../http/start-error';
import { retryWhileBusy } from './busy';
import { databaseErrorCode } from './error-code';
import { isNewer, migrate } from './migrations';
import { probeWrite } from './probe';
import { SharedFileDriver, type SharedFileOptions } from './sqlite-driver';
import type { Database, Tables } from './tables';

/** How long a statement waits for a backup program or a shell that holds the file. */
const BUSY_LIMIT_MS = 5000;

/**
 * Opens and migrates a file; `:memory:` keeps nothing. A commit is on the disk before it resolves, and rejects when the
 * file is no longer at its path. Waiting for another process does not block this one.
 * @param lockFile writes also reject once this file is gone: another process may have taken over
 * @throws StartError that says what is wrong and what to do
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
    // SQLite's own waiting would block the process.
    opened.pragma('busy_timeout = 0');
    await retryWhileBusy(busyLimitMs, () => opened.pragma('journal_mode = WAL'));
    opened.pragma('synchronous = FULL');
    opened.pragma('foreign_keys = ON');
    let assertKept = async (): Promise<void> => {};
    const db = new Kysely<Tables>({
      dialect: new ActivityDialect({ database: opened, busyLimitMs, assertKept: () => assertKept() }),
    });
    await migrate(db, 'sqlite');
    // Opening a read-only file succeeds.
    await probeWrite(db);
    if (file !== ':memory:')
      assertKept = await watchFiles([file, `${file}-wal`, ...(lockFile === null ? [] : [lockFile])]);
    return {
      kind: 'sqlite',
      db,
      async close() {
        try {
          // Moves everything into the one file, so that copying it is enough.
          opened.pragma('wal_checkpoint(TRUNCATE)');
        } finally {
          await db.destroy();
        }
      },
    };
  } catch (error) {
    database?.close();
    throw explain(file, error);
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

/** Runs the migrations in one transaction. */
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
          ? `was written by a newer version of VPS Backups. Start that version, or set DATA_DIR to another directory.`
          : `cannot be opened (${code}). See that it can be written and that the disk is not full.`;
  return new StartError(`DATA_DIR: activity file ${file} ${problem}`, { cause });
}

class FileGone extends Error {
  override readonly name = 'FileGone';
  readonly code = 'DATABASE_FILE_GONE';
}

/**
 * Returns a check that rejects once one of the files was removed or replaced: an open file does not notice, and what is
 * written to it is lost.
 */
async function watchFiles(paths: readonly string[]): Promise<() => Promise<void>> {
  const known = await Promise.all(paths.map(identityOf));
  return async () => {
    const current = await Promise.all(paths.map(identityOf));
    if (current.some((identity, index) => identity === null || identity !== known[index])) {
      throw new FileGone('The database file was removed or replaced while it was open.');
    }
  };
}

/** Null when there is no such file. */
async function identityOf(path: string): Promise<string | null> {
  try {
    const { dev, ino } = await stat(path, { bigint: true });
    return `${dev}:${ino}`;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) {
      return null;
    }
    throw error;
  }
}
