import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPostgres } from '../database/postgres';
import { openSqlite } from '../database/sqlite';
import type { Database, DatabaseKind } from '../database/tables';
import type { TestPostgres } from './postgres';

/** One kind of database for tests that mean the same on each. */
export interface TestDatabases {
  readonly kind: DatabaseKind;
  /** A place in which nothing is stored yet: a path, or a URL. */
  newPlace(): Promise<string>;
  open(place: string): Promise<Database>;
  /** Removes what the places left behind. */
  dispose(): Promise<void>;
}

export function sqliteDatabases(): TestDatabases {
  const directories: string[] = [];
  return {
    kind: 'sqlite',
    async newPlace() {
      const directory = await mkdtemp(join(tmpdir(), 'activity-'));
      directories.push(directory);
      return join(directory, 'activity.sqlite');
    },
    open: openSqlite,
    async dispose() {
      await Promise.all(directories.splice(0).map((path) => rm(path, { recursive: true, force: true })));
    },
  };
}

export function postgresDatabases(postgres: TestPostgres): TestDatabases {
  return {
    kind: 'postgres',
    newPlace: () => postgres.createDatabase(),
    open: (place) => openPostgres(place),
    // They go with their server.
    dispose: async () => {},
  };
}
