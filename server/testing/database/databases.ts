import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseKind } from '../../database/schema/dialect';
import { openSqlite } from '../../database/sqlite';
import type { Database } from '../../database/tables';

/** One kind of database, for tests that hold on each. */
export interface TestDatabases {
  readonly kind: DatabaseKind;
  /** A database with empty tables: its path or URL. */
  newPlace(): Promise<string>;
  /** One that no gateway has opened yet. */
  placeWithoutTables(): Promise<string>;
  open(place: string): Promise<Database>;
  /** Removes all of them. */
  dispose(): Promise<void>;
}

/** A file with empty tables: creating them takes three times as long as copying it. */
async function createTemplate(): Promise<Buffer> {
  const { placeWithoutTables, open, dispose } = sqliteDatabases();
  const place = await placeWithoutTables();
  await (await open(place)).close();
  const file = await readFile(place);
  await dispose();
  return file;
}
let template: Promise<Buffer> | null = null;

export function sqliteDatabases(): TestDatabases {
  const directories: string[] = [];
  const placeWithoutTables = async (): Promise<string> => {
    const directory = await mkdtemp(join(tmpdir(), 'activity-'));
    directories.push(directory);
    return join(directory, 'activity.sqlite');
  };
  return {
    kind: 'sqlite',
    async newPlace() {
      const place = await placeWithoutTables();
      template ??= createTemplate();
      await writeFile(place, await template, { mode: 0o600 });
      return place;
    },
    placeWithoutTables,
    open: openSqlite,
    async dispose() {
      await Promise.all(directories.splice(0).map((path) => rm(path, { recursive: true, force: true })));
    },
  };
}
