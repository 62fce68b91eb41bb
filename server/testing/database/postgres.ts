import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { describe, inject, it } from 'vitest';
import { openPostgres } from '../../database/postgres';
import { sqliteDatabases, type TestDatabases } from './databases';
import { startPostgresServer, TEMPLATE } from './postgres-server';

const TEST_LIMIT_MS = 30_000;
const NO_POSTGRES = 'PostgreSQL is not installed';

/** Databases on the PostgreSQL server of this run. */
export interface PostgresDatabases extends TestDatabases {
  /** Breaks the connections to one database and refuses new ones. */
  shut(place: string): Promise<void>;
  /** Accepts connections to it again. */
  reopen(place: string): Promise<void>;
}

/** A PostgreSQL server that a test may crash. */
export interface CrashingPostgres {
  newPlace(): Promise<string>;
  crash(): Promise<void>;
  restart(): Promise<void>;
}

/** Tests on the PostgreSQL server of this run; skipped where none is installed. */
export function describeOnPostgres(
  name: string,
  tests: (databases: PostgresDatabases) => void,
  timeout = TEST_LIMIT_MS,
): void {
  const url = inject('postgresUrl');
  describe(name, { timeout }, () => {
    if (url === null) it.skip(NO_POSTGRES);
    else tests(databasesAt(url, TEMPLATE));
  });
}

/** The same tests on SQLite and, where it is installed, on PostgreSQL. */
export function describeOnEachDatabase(name: string, tests: (databases: TestDatabases) => void): void {
  describe(`${name} on SQLite`, () => tests(sqliteDatabases()));
  describeOnPostgres(`${name} on PostgreSQL`, tests);
}

/** A test on a PostgreSQL server of its own, which it may crash. */
export function itOnCrashingPostgres(
  name: string,
  test: (postgres: CrashingPostgres) => Promise<void>,
): void {
  it(name, { timeout: TEST_LIMIT_MS }, async ({ skip }) => {
    const server = await startPostgresServer();
    if (server === null) return skip(NO_POSTGRES);
    try {
      const { newPlace } = databasesAt(server.url);
      await test({ newPlace, crash: server.crash, restart: server.restart });
    } finally {
      await server.dispose();
    }
  });
}

function databasesAt(url: string, template = 'template0'): PostgresDatabases {
  const query = async (text: string, values?: readonly string[]): Promise<void> => {
    const client = new Client(url);
    await client.connect();
    try {
      await client.query(text, values === undefined ? undefined : [...values]);
    } finally {
      await client.end();
    }
  };
  const copyOf = async (original: string): Promise<string> => {
    const name = `test_${randomUUID().replaceAll('-', '')}`;
    await query(`CREATE DATABASE ${name} TEMPLATE ${original} STRATEGY FILE_COPY`);
    return Object.assign(new URL(url), { pathname: name }).href;
  };
  const nameOf = (place: string) => new URL(place).pathname.slice(1);
  return {
    kind: 'postgres',
    newPlace: () => copyOf(template),
    placeWithoutTables: () => copyOf('template0'),
    open: (place) => openPostgres(place),
    // They go with their server.
    dispose: () => Promise.resolve(),
    async shut(place) {
      await query(`ALTER DATABASE ${nameOf(place)} ALLOW_CONNECTIONS false`);
      await query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
        nameOf(place),
      ]);
    },
    reopen: (place) => query(`ALTER DATABASE ${nameOf(place)} ALLOW_CONNECTIONS true`),
  };
}
