import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseKind } from '../database/schema/dialect';
import { openSqlite } from '../database/sqlite';
import type { Database } from '../database/tables';

/** One kind of database, for tests that hold on each. */
export interface TestDatabases {
  readonly kind: DatabaseKind;
  /** An empty database: its path or URL. */
  newPlace(): Promise<string>;
  open(place: string): Promise<Database>;
  /** Removes all of them. */
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
