import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';
import * as v from 'valibot';

export type SandboxDatabase = Database.Database;
export type SandboxStatement = Database.Statement<SqlValue[]>;
export type SqlValue = number | string | null;

/** The sandbox's file cannot be used: it is damaged, from another version or program, or cannot be opened. */
export class SandboxFileError extends Error {
  override readonly name = 'SandboxFileError';

  constructor(file: string, problem: string, options?: ErrorOptions & { readonly advice?: string }) {
    const advice =
      options?.advice ?? `Delete it (with ${file}-wal and ${file}-shm) to start with fresh demo data.`;
    super(`Sandbox file ${file} ${problem}. ${advice}`, options);
  }
}

/** Marks an SQLite file as a sandbox's ("VPSB" in ASCII). */
const APPLICATION_ID = 0x56505342;
const SCHEMA_VERSION = 1;
const BUSY_TIMEOUT_MS = 5000;
/** Only while opening: later, waiting would block the whole gateway process. */
const BUSY_TIMEOUT_OPEN_MS = 50;
/** Holds a whole large fleet, because its rows are inserted all over the indexes. */
const CACHE_KIB = 64 * 1024;

/** SQL for a time in the documented form, `2025-01-16T03:00:00Z`; null stays null. */
export function isoSql(column: string): string {
  return `strftime('%Y-%m-%dT%H:%M:%SZ', (${column}) / 1000, 'unixepoch')`;
}

/*
 * Backups are stored in list order (by server, newest id first), so a list is one scan. `shown` is a generated column
 * with a backup's JSON after its server, because lists are read far more often than rows change.
 */
const SCHEMA = `
CREATE TABLE settings (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  scenario TEXT,
  creation_speed REAL NOT NULL,
  clock_offset_ms INTEGER NOT NULL,
  next_backup_id INTEGER NOT NULL,
  seed INTEGER NOT NULL,
  fleet_servers INTEGER,
  fleet_backups INTEGER
) STRICT;
CREATE TABLE servers (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  is_listed INTEGER NOT NULL,
  hostname TEXT NOT NULL,
  status TEXT NOT NULL,
  ip_address TEXT NOT NULL,
  location TEXT NOT NULL,
  plan TEXT NOT NULL CHECK (json_valid(plan)),
  os TEXT NOT NULL CHECK (json_valid(os)),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  usual_size_mb INTEGER NOT NULL,
  sized_at INTEGER NOT NULL,
  growth_mb_per_day REAL NOT NULL,
  restore_started_at INTEGER,
  restore_ends_at INTEGER,
  restore_fails INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE schedules (
  server_id INTEGER PRIMARY KEY REFERENCES servers (id),
  interval_ms INTEGER NOT NULL,
  anchor_at INTEGER NOT NULL,
  jitter_ms INTEGER NOT NULL,
  retention_ms INTEGER NOT NULL,
  description TEXT NOT NULL,
  skip_from_run INTEGER,
  skip_until_run INTEGER,
  fail_from_run INTEGER,
  next_run INTEGER NOT NULL,
  next_run_at INTEGER NOT NULL
) STRICT;
CREATE INDEX schedules_by_next_run ON schedules (next_run_at);
CREATE TABLE backups (
  id INTEGER NOT NULL,
  server_id INTEGER NOT NULL REFERENCES servers (id),
  backup_type TEXT NOT NULL CHECK (backup_type IN ('manual', 'automatic')),
  status TEXT NOT NULL CHECK (status IN ('in_progress', 'completed', 'failed')),
  size_mb INTEGER,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  description TEXT NOT NULL,
  ends_at INTEGER,
  ends_as TEXT CHECK (ends_as IN ('completed', 'failed')),
  final_size_mb INTEGER,
  shown TEXT NOT NULL GENERATED ALWAYS AS (
    substr(json_object('backup_type', backup_type, 'status', status, 'size_mb', size_mb,
      'created_at', ${isoSql('created_at')}, 'expires_at', ${isoSql('expires_at')},
      'description', description), 2)
  ) STORED,
  PRIMARY KEY (server_id, id DESC)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX backups_by_id ON backups (id);
CREATE INDEX backups_running ON backups (ends_at) WHERE ends_at IS NOT NULL;
CREATE INDEX backups_expiring ON backups (expires_at) WHERE expires_at IS NOT NULL;
PRAGMA application_id = ${APPLICATION_ID};
PRAGMA user_version = ${SCHEMA_VERSION};
`;

/**
 * Opens the sandbox's file; creates it, its folder and its tables if missing.
 * @throws SandboxFileError saying what is wrong and what to do
 */
export function openDatabase(file: string): SandboxDatabase {
  let database: SandboxDatabase | undefined;
  try {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
    database = new Database(file);
    database.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
    prepare(database, file);
    database.pragma(`busy_timeout = ${BUSY_TIMEOUT_OPEN_MS}`);
    return database;
  } catch (error) {
    database?.close();
    if (error instanceof SandboxFileError) throw error;
    throw explain(file, error);
  }
}

function prepare(database: SandboxDatabase, file: string): void {
  const isNew = readNumber(database, 'SELECT count(*) AS value FROM sqlite_schema') === 0;
  if (!isNew) {
    if (
      readNumber(database, 'SELECT application_id AS value FROM pragma_application_id') !== APPLICATION_ID
    ) {
      throw new SandboxFileError(file, 'belongs to another program');
    }
    const version = readNumber(database, 'SELECT user_version AS value FROM pragma_user_version');
    if (version !== SCHEMA_VERSION) {
      throw new SandboxFileError(
        file,
        `has format ${version}, and this version reads format ${SCHEMA_VERSION}`,
      );
    }
    const check = v.parse(
      textRow,
      database.prepare('SELECT quick_check AS value FROM pragma_quick_check(1)').get(),
    );
    if (check.value !== 'ok') throw new SandboxFileError(file, 'is damaged', { cause: check.value });
  }
  // Readers never wait for the writer; losing the last second of demo data in a power cut is acceptable.
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
  database.pragma(`cache_size = -${CACHE_KIB}`);
  if (isNew) database.transaction(() => database.exec(SCHEMA)).immediate();
}

/** Closes it with everything in one file, so that copying that file is enough. */
export function closeDatabase(database: SandboxDatabase): void {
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
}

const numberRow = v.object({ value: v.number() });
const textRow = v.object({ value: v.string() });

function readNumber(database: SandboxDatabase, sql: string): number {
  return v.parse(numberRow, database.prepare(sql).get()).value;
}

const codeSchema = v.object({ code: v.string() });

function explain(file: string, cause: unknown): SandboxFileError {
  const code = v.is(codeSchema, cause) ? cause.code : '';
  if (code === 'SQLITE_NOTADB') return new SandboxFileError(file, 'is no SQLite database', { cause });
  if (code === 'SQLITE_CORRUPT') return new SandboxFileError(file, 'is damaged', { cause });
  const advice = 'See that it can be written and that no other process holds it.';
  const words = cause instanceof Error ? cause.message : String(cause);
  return new SandboxFileError(file, `cannot be opened (${words})`, { cause, advice });
}
