import { setTimeout as delay } from 'node:timers/promises';
import { type CompiledQuery, type DatabaseConnection, type QueryResult, SqliteDriver } from 'kysely';
import type LibSql from 'libsql';
import { isBusy } from './error-code';

const FIRST_RETRY_MS = 5;
const MAX_RETRY_MS = 50;
/** After so long without a turn for anything else, the next statement waits for one. */
const MAX_TURN_MS = 10;

// Taken before any test replaces it.
const nextTurn = setImmediate;

export interface SharedFileOptions {
  readonly database: LibSql.Database;
  /** After so long a statement whose file somebody else holds fails with `SQLITE_BUSY`, ms. */
  readonly busyLimitMs: number;
  /** Rejects where what has just been written cannot be found again. */
  readonly assertKept: () => Promise<void>;
}

/**
 * One connection to one file for Kysely. SQLite's statements run synchronously here, so none of them may wait: where
 * another process holds the file it is tried again between other events, and a row of statements lets these pass too.
 */
export class SharedFileDriver extends SqliteDriver {
  readonly #options: SharedFileOptions;
  #inner: DatabaseConnection | null = null;
  /** While it lasts, only the connection that began it may run statements. */
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

  /** Anybody's at any time; only transactions keep others out. */
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

  /** Takes the right to write before the first read: otherwise of two that begin together one fails half-way. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await this.#retried(connection, () => {
      this.#options.database.exec('begin immediate');
      let end = (): void => {};
      const ended = new Promise<void>((resolve) => {
        end = resolve;
      });
      this.#transaction = { of: connection, ended, end };
    });
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await this.#retried(connection, () => void this.#options.database.exec('commit'));
    this.#endTransaction();
    await this.#options.assertKept();
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // Already over when what failed is the check after it.
    if (this.#transaction?.of !== connection) return;
    try {
      // SQLite has done it by itself where the disk is full.
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
    if (isRead || this.#transaction?.of === connection) return this.#retried(connection, run);
    const result = await this.#retried(connection, () => this.#alone(run));
    await this.#options.assertKept();
    return result;
  }

  /**
   * In a transaction of its own, which is begun and ended at once. A single statement that finds the file busy would
   * stay half-way in libsql until it is garbage, and keep later transactions from being committed.
   */
  #alone<T>(run: () => Promise<T>): Promise<T> {
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

  /** Runs it when the file is free for this connection. */
  async #retried<T>(connection: DatabaseConnection, run: () => T | Promise<T>): Promise<T> {
    const untilMs = performance.now() + this.#options.busyLimitMs;
    for (let retryMs = FIRST_RETRY_MS; ; retryMs = Math.min(MAX_RETRY_MS, retryMs * 2)) {
      await this.#turn();
      while (this.#transaction !== null && this.#transaction.of !== connection) await this.#transaction.ended;
      try {
        return await run();
      } catch (error) {
        if (!isBusy(error) || performance.now() >= untilMs) throw error;
      }
      await delay(retryMs);
    }
  }

  /** Lets other events pass when statements have followed each other for too long. */
  async #turn(): Promise<void> {
    if (this.#turnBeganMs === null) {
      this.#turnBeganMs = performance.now();
      nextTurn(() => {
        this.#turnBeganMs = null;
      });
      return;
    }
    if (performance.now() - this.#turnBeganMs >= MAX_TURN_MS) {
      await new Promise<void>((resolve) => nextTurn(resolve));
    }
  }
}
