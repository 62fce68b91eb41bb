import { type CompiledQuery, type DatabaseConnection, type QueryResult, SqliteDriver } from 'kysely';
import type LibSql from 'libsql';
import { retryWhileBusy } from './busy';

/** Statements run synchronously; after this long in a row the next one yields to the event loop. */
const MAX_TURN_MS = 10;

// Captured before any test replaces it.
const nextTurn = setImmediate;

export interface SharedFileOptions {
  readonly database: LibSql.Database;
  /** How long a statement waits for another process that holds the file, ms. */
  readonly busyLimitMs: number;
  /** Rejects if what was just written is lost. */
  readonly assertKept: () => Promise<void>;
}

/**
 * Kysely driver for one connection to one SQLite file. Statements block the process while they run, so none of them
 * waits for a lock: it is retried, and a long series of statements yields to the event loop.
 */
export class SharedFileDriver extends SqliteDriver {
  readonly #options: SharedFileOptions;
  #inner: DatabaseConnection | null = null;
  /** While open, other connections wait. */
  #transaction: { readonly of: DatabaseConnection; readonly ended: Promise<void>; end(): void } | null = null;
  #turnBeganMs: number | null = null;

  constructor(options: SharedFileOptions) {
    super({ database: options.database });
    this.#options = options;
  }

  override async init(): Promise<void> {
    await super.init();
    this.#inner = await super.acquireConnection();
  }

  /** Never waits; only transactions exclude each other. */
  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection: DatabaseConnection = {
      executeQuery: <Row>(query: CompiledQuery) => this.#execute<Row>(connection, query),
      streamQuery: () => {
        throw new Error('Rows are read in pages, not streamed.');
      },
    };
    return connection;
  }

  override async releaseConnection(): Promise<void> {}

  /** Takes the write lock at once: of two transactions that read first and write later, one would fail. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await this.#run(connection, () => {
      this.#options.database.exec('begin immediate');
      let end = (): void => {};
      const ended = new Promise<void>((resolve) => {
        end = resolve;
      });
      this.#transaction = { of: connection, ended, end };
    });
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await this.#run(connection, () => void this.#options.database.exec('commit'));
    this.#endTransaction();
    await this.#options.assertKept();
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // Already committed when `assertKept` rejected.
    if (this.#transaction?.of !== connection) return;
    try {
      // SQLite has rolled back by itself when the disk is full.
      if (this.#options.database.inTransaction) this.#options.database.exec('rollback');
    } finally {
      this.#endTransaction();
    }
  }

  #endTransaction(): void {
    const transaction = this.#transaction;
    this.#transaction = null;
    transaction?.end();
  }

  async #execute<Row>(connection: DatabaseConnection, query: CompiledQuery): Promise<QueryResult<Row>> {
    const inner = this.#inner;
    if (inner === null) throw new Error('The driver has not been initialized.');
    const run = () => inner.executeQuery<Row>(query);
    const isRead = /^\s*(?:select|pragma|explain)\b/i.test(query.sql);
    if (isRead || this.#transaction?.of === connection) return this.#run(connection, run);
    const result = await this.#run(connection, () => this.#inTransaction(run));
    await this.#options.assertKept();
    return result;
  }

  /**
   * A single statement that finds the file busy stays unfinished in libsql until garbage collection, and blocks later
   * commits. So it runs in a transaction of its own, which fails at its start.
   */
  #inTransaction<T>(run: () => Promise<T>): Promise<T> {
    const { database } = this.#options;
    database.exec('begin immediate');
    try {
      const result = run();
      database.exec('commit');
      return result;
    } catch (error) {
      if (database.inTransaction) database.exec('rollback');
      throw error;
    }
  }

  /** Runs it once no other transaction of this or another process is in the way. */
  #run<T>(connection: DatabaseConnection, run: () => T | Promise<T>): Promise<T> {
    return retryWhileBusy(this.#options.busyLimitMs, async () => {
      await this.#turn();
      while (this.#transaction !== null && this.#transaction.of !== connection) await this.#transaction.ended;
      return await run();
    });
  }

  /** Yields to the event loop when statements have followed each other for too long. */
  async #turn(): Promise<void> {
    if (this.#turnBeganMs === null) {
      this.#turnBeganMs = performance.now();
      nextTurn(() => {
        this.#turnBeganMs = null;
      });
    } else if (performance.now() - this.#turnBeganMs >= MAX_TURN_MS) {
      await new Promise<void>((resolve) => nextTurn(resolve));
    }
  }
}
