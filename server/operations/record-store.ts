import { sql } from 'kysely';
import * as v from 'valibot';
import { parseJson } from '../../src/core/lib/parse-json';
import { databaseNow } from '../database/schema/dialect';
import type { OperationRow } from '../database/schema/operations';
import type { Database } from '../database/tables';

/** A record with its place in the database. */
export interface Stored<Content> {
  readonly id: string;
  /** Empty if the gateway has its own token. */
  readonly account: string;
  /** The sign-in whose token it uses. */
  readonly session: string | null;
  readonly version: number;
  readonly record: Content;
}

export interface Claimed<Content> extends Stored<Content> {
  /** Whether another gateway, or an earlier run of this one, worked on it before. */
  readonly isTakenOver: boolean;
  /** How long no gateway has had it, ms. */
  readonly idleMs: number;
}

/** What the database needs to know about a record. */
interface RecordFacts {
  /** What only one operation may work on at a time: the `idKey` of a server, or a schedule. */
  readonly subjectKey: string;
  /** Whether a gateway still has work to do for it. */
  readonly isDue: boolean;
  /** Whether it blocks other operations on the subject. */
  readonly isBlocking: boolean;
  /** Whether there is nothing left to show. */
  readonly isDismissed: boolean;
}

/** One kind of operation. */
export interface RecordKind<Content> {
  readonly kind: string;
  readonly schema: v.GenericSchema<unknown, Content>;
  readonly factsOf: (record: Content) => RecordFacts;
}

/** Operations of one kind at one provider. Rejects with database errors. */
export interface RecordStore<Content> {
  /** False while an operation on the subject is unsettled, or if the id is taken. */
  add(operation: Omit<Stored<Content>, 'version'>, forMs: number): Promise<boolean>;
  /** Null if unknown or unreadable. */
  find(id: string): Promise<Stored<Content> | null>;
  /** An account's operations that are not dismissed. */
  shown(account: string): Promise<readonly Stored<Content>[]>;
  /** The latest of a subject, by id, newest first. */
  latest(subjectKey: string, limit: number): Promise<readonly Stored<Content>[]>;
  /** The operation that blocks others on the subject; null for none. */
  blocking(account: string, subjectKey: string): Promise<string | null>;
  /** Ids of operations with work to do that no living gateway carries out. */
  due(): Promise<readonly string[]>;
  /** Takes or renews the lease of an operation for this long; null while another gateway has it. */
  claim(id: string, forMs: number): Promise<Claimed<Content> | null>;
  /**
   * Stores the next record; false if somebody else stored one meanwhile. @param isHolder also false if another gateway
   * has taken it over
   */
  save(before: Stored<Content>, next: Content, isHolder: boolean): Promise<boolean>;
  /** Changes the sign-in that an operation uses. */
  rebind(id: string, session: string | null): Promise<void>;
  /** Heartbeat for everything that this gateway carries out. */
  extend(forMs: number): Promise<void>;
  /** Only one gateway uses a SQLite file, so leases of an earlier run are free. */
  forgetEarlierRun(): Promise<void>;
  /** Deletes finished operations that need no decision, after this long. */
  forgetSettled(afterMs: number): Promise<void>;
  /** Removes all. */
  clear(): Promise<void>;
  /** Releases it, so that another gateway or the next run can take it at once. */
  release(id: string): Promise<void>;
}

export interface RecordStoreOptions {
  readonly database: Database;
  readonly providerHost: string | null;
  /** Whose operations: empty for the gateway's own, a name, or null for everyone who signs in. */
  readonly account: string | null;
  /** Identifies this run of this gateway. */
  readonly holder: string;
}

export function createRecordStore<Content>(
  { database, providerHost, account: owner, holder }: RecordStoreOptions,
  { kind, schema, factsOf }: RecordKind<Content>,
): RecordStore<Content> {
  const { db } = database;
  const provider = providerHost ?? '';
  const now = () => databaseNow(database.kind);
  const until = (forMs: number) => sql<number>`${now()} + ${forMs}`;
  const all = db
    .selectFrom('operation')
    .selectAll()
    .where('kind', '=', kind)
    .where('provider', '=', provider)
    .where((eb) => (owner === null ? eb('account', '!=', '') : eb('account', '=', owner)));

  function columnsOf(record: Content) {
    const { isDue, isBlocking, isDismissed } = factsOf(record);
    return {
      record: JSON.stringify(record),
      is_due: isDue ? 1 : 0,
      is_blocking: isBlocking ? 1 : 0,
      is_dismissed: isDismissed ? 1 : 0,
    };
  }
  function read({ id, account, session, version, record }: OperationRow): Stored<Content> | null {
    const parsed = v.safeParse(schema, parseJson(record));
    return parsed.success ? { id, account, session, version, record: parsed.output } : null;
  }

  return {
    async add({ id, account, session, record }, forMs) {
      // Without a conflict target, either of the two unique indexes counts.
      const added = await db
        .insertInto('operation')
        .values({
          id,
          kind,
          provider,
          account,
          server_key: factsOf(record).subjectKey,
          version: 1,
          session,
          holder,
          until: until(forMs),
          ...columnsOf(record),
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst();
      return added !== undefined;
    },
    async find(id) {
      const row = await all.where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : read(row);
    },
    async shown(account) {
      const rows = await all.where('account', '=', account).where('is_dismissed', '=', 0).execute();
      return rows.flatMap((row) => read(row) ?? []);
    },
    async latest(subjectKey, limit) {
      const rows = await all
        .where('server_key', '=', subjectKey)
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.flatMap((row) => read(row) ?? []);
    },
    async blocking(account, subjectKey) {
      const row = await all
        .where('account', '=', account)
        .where('server_key', '=', subjectKey)
        .where('is_blocking', '=', 1)
        .executeTakeFirst();
      return row?.id ?? null;
    },
    async due() {
      const rows = await all
        .where('is_due', '=', 1)
        .where((eb) => eb.or([eb('holder', 'is', null), eb('until', '<=', now())]))
        .execute();
      return rows.map(({ id }) => id);
    },
    async claim(id, forMs) {
      const before = await all
        .select(sql<number>`${now()} - until`.as('idle_ms'))
        .where('id', '=', id)
        .executeTakeFirst();
      if (before === undefined) return null;
      const { numUpdatedRows } = await db
        .updateTable('operation')
        .set({ holder, until: until(forMs) })
        .where('id', '=', id)
        .where((eb) => eb.or([eb('holder', 'is', null), eb('holder', '=', holder), eb('until', '<=', now())]))
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return null;
      const row = await all.where('id', '=', id).executeTakeFirst();
      const stored = row === undefined ? null : read(row);
      if (stored === null) return null;
      return {
        ...stored,
        isTakenOver: before.holder !== holder,
        idleMs: Math.max(0, Number(before.idle_ms)),
      };
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
        .where('kind', '=', kind)
        .where('holder', '=', holder)
        .where('is_due', '=', 1)
        .execute();
    },
    async forgetEarlierRun() {
      if (database.kind === 'postgres') return;
      await db
        .updateTable('operation')
        .set({ holder: null })
        .where('kind', '=', kind)
        .where('holder', '!=', holder)
        .execute();
    },
    async forgetSettled(afterMs) {
      await db
        .deleteFrom('operation')
        .where('kind', '=', kind)
        .where('is_due', '=', 0)
        .where('is_blocking', '=', 0)
        .where('until', '<', sql<number>`${now()} - ${afterMs}`)
        .execute();
    },
    async clear() {
      await db.deleteFrom('operation').where('kind', '=', kind).where('provider', '=', provider).execute();
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
