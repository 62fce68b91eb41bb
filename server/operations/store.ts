import { sql } from 'kysely';
import * as v from 'valibot';
import { idKey } from '../../src/core/backups/backup';
import { OPERATION_STEPS } from '../../src/core/contract/schema-activity';
import { notedStepSchema } from '../../src/core/restore/operation-steps';
import { isBlocking, restoreOperationSchema } from '../../src/core/restore/restore-operation';
import { isEnded } from '../../src/core/restore/safe-restore';
import { databaseNow } from '../database/schema/dialect';
import type { OperationRow } from '../database/schema/operations';
import type { Database } from '../database/tables';

const recordSchema = v.object({
  operation: restoreOperationSchema,
  /** For its writes in the log: what whoever started or continued it calls themselves. */
  selfGivenName: v.optional(v.nullable(v.string()), null),
  /** Whether the activity log has the operation itself. */
  isLogged: v.boolean(),
  noted: v.array(v.picklist(OPERATION_STEPS)),
  /** Steps that the activity log does not have yet, oldest first. */
  unlogged: v.array(notedStepSchema),
});
/** What is stored of an operation, as JSON. */
export type OperationRecord = Readonly<v.InferOutput<typeof recordSchema>>;

/** A record with its place in the database. */
export interface StoredOperation {
  readonly id: string;
  /** Empty where the gateway has a token of its own. */
  readonly account: string;
  /** The sign-in whose token it uses. */
  readonly session: string | null;
  readonly version: number;
  readonly record: OperationRecord;
}

export interface Claimed extends StoredOperation {
  /** Whether another gateway, or an earlier run of this one, carried it out before. */
  readonly isTakenOver: boolean;
}

/** Operations of one provider. Rejects with database errors. */
export interface OperationStore {
  /** False while another operation of the server is not settled, or when the id is taken. */
  add(operation: Omit<StoredOperation, 'version'>, forMs: number): Promise<boolean>;
  /** Null for an unknown or unreadable one. */
  find(id: string): Promise<StoredOperation | null>;
  /** Those of an account that are not dismissed, oldest first. */
  shown(account: string): Promise<readonly StoredOperation[]>;
  /** The operation that keeps others of the server from beginning; null for none. */
  blocking(account: string, serverKey: string): Promise<string | null>;
  /** Ids of operations with something to do that no living gateway carries out. */
  due(): Promise<readonly string[]>;
  /** Takes an operation, or keeps it, for so long; null while another gateway has it. */
  claim(id: string, forMs: number): Promise<Claimed | null>;
  /**
   * Stores the next record; false when somebody else stored one meanwhile.
   * @param isHolder also false when another gateway has taken it over
   */
  save(before: StoredOperation, next: OperationRecord, isHolder: boolean): Promise<boolean>;
  /** Changes the sign-in that an operation uses. */
  rebind(id: string, session: string | null): Promise<void>;
  /** A sign of life for all that this gateway carries out. */
  extend(forMs: number): Promise<void>;
  /** A SQLite file has one gateway: whatever an earlier run held is free. */
  forgetEarlierRun(): Promise<void>;
  /** Deletes what nothing happens to, and nobody has to decide about, for so long. */
  forgetSettled(afterMs: number): Promise<void>;
  /** Lets another gateway, or the next run, take it at once. */
  release(id: string): Promise<void>;
}

export interface OperationStoreOptions {
  readonly database: Database;
  readonly providerHost: string | null;
  /** Whether the operations are those of people who sign in. */
  readonly isShared: boolean;
  /** This run of this gateway. */
  readonly holder: string;
}

export function createOperationStore(options: OperationStoreOptions): OperationStore {
  const { database, providerHost, isShared, holder } = options;
  const { db, kind } = database;
  const provider = providerHost ?? '';
  const now = () => databaseNow(kind);
  const until = (forMs: number) => sql<number>`${now()} + ${forMs}`;
  const one = (id: string) => db.selectFrom('operation').selectAll().where('id', '=', id);

  return {
    async add({ id, account, session, record }, forMs) {
      const row = {
        id,
        kind: 'safe_restore',
        provider,
        account,
        server_key: idKey(record.operation.state.serverId),
        version: 1,
        session,
        holder,
        until: until(forMs),
        ...columnsOf(record),
      };
      // Without a target it is any of the two unique indexes.
      const added = await db
        .insertInto('operation')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst();
      return added !== undefined;
    },
    async find(id) {
      const row = await one(id).where('provider', '=', provider).executeTakeFirst();
      return row === undefined ? null : read(row);
    },
    async shown(account) {
      const rows = await db
        .selectFrom('operation')
        .selectAll()
        .where('provider', '=', provider)
        .where('account', '=', account)
        .where('is_dismissed', '=', 0)
        .execute();
      return rows
        .flatMap((row) => read(row) ?? [])
        .sort((a, b) => Date.parse(startOf(a)) - Date.parse(startOf(b)));
    },
    async blocking(account, serverKey) {
      const row = await db
        .selectFrom('operation')
        .select('id')
        .where('provider', '=', provider)
        .where('account', '=', account)
        .where('server_key', '=', serverKey)
        .where('is_blocking', '=', 1)
        .executeTakeFirst();
      return row?.id ?? null;
    },
    async due() {
      const rows = await db
        .selectFrom('operation')
        .select('id')
        .where('provider', '=', provider)
        .where('account', isShared ? '!=' : '=', '')
        .where('is_due', '=', 1)
        .where((eb) => eb.or([eb('holder', 'is', null), eb('until', '<=', now())]))
        .execute();
      return rows.map(({ id }) => id);
    },
    async claim(id, forMs) {
      const before = await one(id).executeTakeFirst();
      if (before === undefined) return null;
      const { numUpdatedRows } = await db
        .updateTable('operation')
        .set({ holder, until: until(forMs) })
        .where('id', '=', id)
        .where((eb) => eb.or([eb('holder', 'is', null), eb('holder', '=', holder), eb('until', '<=', now())]))
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return null;
      const row = await one(id).executeTakeFirst();
      const stored = row === undefined ? null : read(row);
      return stored === null ? null : { ...stored, isTakenOver: before.holder !== holder };
    },
    async save({ id, version }, next, isHolder) {
      const { numUpdatedRows } = await db
        .updateTable('operation')
        .set({ ...columnsOf(next), version: version + 1 })
        .where('id', '=', id)
        .where('version', '=', version)
        .$if(isHolder, (query) => query.where('holder', '=', holder))
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
    async rebind(id, session) {
      await db.updateTable('operation').set({ session }).where('id', '=', id).execute();
    },
    async extend(forMs) {
      await db
        .updateTable('operation')
        .set({ until: until(forMs) })
        .where('holder', '=', holder)
        .where('is_due', '=', 1)
        .execute();
    },
    async forgetEarlierRun() {
      if (kind === 'postgres') return;
      await db.updateTable('operation').set({ holder: null }).where('holder', '!=', holder).execute();
    },
    async forgetSettled(afterMs) {
      await db
        .deleteFrom('operation')
        .where('is_due', '=', 0)
        .where('is_blocking', '=', 0)
        .where('until', '<', sql<number>`${now()} - ${afterMs}`)
        .execute();
    },
    async release(id) {
      await db
        .updateTable('operation')
        .set({ holder: null })
        .where('id', '=', id)
        .where('holder', '=', holder)
        .execute();
    },
  };
}

function startOf({ record }: StoredOperation): string {
  return record.operation.startedAt;
}

function columnsOf(record: OperationRecord) {
  const { operation, unlogged } = record;
  const { state } = operation;
  const isDue = unlogged.length > 0 || (!isEnded(state) && !state.isAwaitingPerson);
  return {
    record: JSON.stringify(record),
    is_due: isDue ? 1 : 0,
    is_blocking: isBlocking(operation) ? 1 : 0,
    is_dismissed: operation.isDismissed ? 1 : 0,
  };
}

function read({ id, account, session, version, record }: OperationRow): StoredOperation | null {
  const parsed = v.safeParse(recordSchema, JSON.parse(record));
  return parsed.success ? { id, account, session, version, record: parsed.output } : null;
}
