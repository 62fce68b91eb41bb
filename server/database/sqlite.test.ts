import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import LibSql from 'libsql';
import { afterAll, describe, expect, it } from 'vitest';
import { sqliteDatabases } from '../testing/database/databases';
import { databaseErrorCode } from './error-code';
import { probeWrite } from './probe';
import { openSqlite } from './sqlite';
import type { Database } from './tables';

const { placeWithoutTables, open, dispose } = sqliteDatabases();
afterAll(dispose);

const addStep = ({ db }: Database, id: string = randomUUID()) =>
  db
    .insertInto('activity_step')
    .values({ id, operation_id: 'one', time: '2025-01-16T15:45:00.000Z', step: 'started', detail: null })
    .execute();
const stepsIn = ({ db }: Database) => db.selectFrom('activity_step').select('id').execute();
const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'done',
    (error: unknown) => databaseErrorCode(error),
  );
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Locks the file like another program that writes to it. */
function hold(place: string): { release(): void } {
  const other = new LibSql(place);
  other.exec('begin immediate');
  return {
    release: () => {
      other.exec('rollback');
      other.close();
    },
  };
}

describe('a file locked by another program', () => {
  it('does not block other work, and is written once it is free', async () => {
    const place = await placeWithoutTables();
    const database = await open(place);
    const other = hold(place);
    const written = addStep(database);
    const turned = database.db.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('session').execute();
    });
    for (let count = 0; count < 3; count += 1) {
      await turn();
      expect(await stepsIn(database)).toEqual([]);
    }
    other.release();
    await Promise.all([written, turned]);
    expect(await stepsIn(database)).toHaveLength(1);
    await database.close();
  });

  it('makes a write fail after a while without effect', async () => {
    const place = await placeWithoutTables();
    await (await open(place)).close();
    const database = await openSqlite(place, 20);
    const other = hold(place);
    const inTransaction = database.db
      .transaction()
      .execute((transaction) => transaction.deleteFrom('session').execute());
    expect(await Promise.all([addStep(database), inTransaction].map(codeOf))).toEqual([
      'SQLITE_BUSY',
      'SQLITE_BUSY',
    ]);
    other.release();
    await addStep(database);
    expect(await stepsIn(database)).toHaveLength(1);
    await database.close();
  });
});

it('other statements wait for a transaction and are not part of it', async () => {
  const database = await open(await placeWithoutTables());
  let outside: Promise<unknown> = Promise.resolve();
  const failed = database.db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('session').execute();
    outside = addStep(database);
    await turn();
    throw new Error('taken back');
  });
  await expect(failed).rejects.toThrow('taken back');
  await outside;
  expect(await stepsIn(database)).toHaveLength(1);
  await database.close();
});

it('a long series of statements does not block the event loop', async () => {
  const database = await open(await placeWithoutTables());
  let turns = 0;
  let isDone = false;
  const count = (): void => {
    turns += 1;
    if (!isDone) setImmediate(count);
  };
  setImmediate(count);
  for (let statement = 0; turns <= 2 && statement < 50_000; statement += 1) await stepsIn(database);
  isDone = true;
  expect(turns).toBeGreaterThan(2);
  await database.close();
});

it('writes fail once the lock file is gone', async () => {
  const place = await placeWithoutTables();
  const lock = `${place}.lock`;
  writeFileSync(lock, '');
  const database = await openSqlite(place, 0, lock);
  await addStep(database);
  rmSync(lock);
  await expect(addStep(database)).rejects.toMatchObject({ code: 'DATABASE_FILE_GONE' });
  await expect(probeWrite(database.db)).rejects.toMatchObject({ code: 'DATABASE_FILE_GONE' });
  await database.close();
});

describe('a write to a deleted file', () => {
  it.each<[string, (place: string) => void]>([
    ['removed with its folder', (place) => rmSync(dirname(place), { recursive: true })],
    ['moved away', (place) => renameSync(place, `${place}.old`)],
    [
      'replaced by another',
      (place) => {
        rmSync(place);
        writeFileSync(place, '');
      },
    ],
    [
      'in a folder that was made anew',
      (place) => {
        rmSync(dirname(place), { recursive: true });
        mkdirSync(dirname(place));
      },
    ],
    ['without its log of the last writes', (place) => rmSync(`${place}-wal`)],
  ])('fails: %s', async (_what, remove) => {
    const place = await placeWithoutTables();
    const database = await open(place);
    await addStep(database);
    remove(place);
    expect(await codeOf(addStep(database))).toBe('DATABASE_FILE_GONE');
    const inTransaction = database.db
      .transaction()
      .execute((transaction) => transaction.deleteFrom('session').execute());
    expect(await codeOf(inTransaction)).toBe('DATABASE_FILE_GONE');
    expect(await codeOf(probeWrite(database.db))).toBe('DATABASE_FILE_GONE');
    await database.close();
  });
});

it('a read-only file is refused at startup', async () => {
  const place = await placeWithoutTables();
  await (await open(place)).close();
  chmodSync(dirname(place), 0o755);
  chmodSync(place, 0o444);
  // Root may write to everything, so the test briefly runs as nobody.
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    await expect(open(place)).rejects.toThrow(/^DATA_DIR: activity file \S+ cannot be opened \(SQLITE_/);
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
});
