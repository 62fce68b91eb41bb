import { sql } from 'kysely';
import type { ActivityAction, ActivityOutcome, WireEntry } from '../../src/api/schema-activity';
import { seenText } from '../../src/lib/fold-text';
import type { Database, IntentRow, OutcomeRow } from '../database/tables';
import { type IsUnderWay, toEntry, type WriteRow } from './entries';

/** Which entries are meant; times are ISO 8601 in UTC, `to` is the first moment that is not part of it. */
export interface EntryFilter {
  readonly server?: string | undefined;
  readonly action?: ActivityAction | undefined;
  readonly outcome?: ActivityOutcome | undefined;
  readonly actor?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface ActivityReader {
  /** Newest first, from before `cursor` on. `next` is null when nothing is left. */
  page(
    filter: EntryFilter,
    cursor: string | null,
    limit: number,
  ): Promise<{ readonly entries: readonly WireEntry[]; readonly next: string | null }>;
  /** Every entry that passes, newest first, a few at a time. */
  all(filter: EntryFilter): AsyncGenerator<WireEntry>;
}

export interface ReaderOptions {
  readonly database: Database;
  /** Entries of another provider, or of the sandbox, are never shown beside a real account's. */
  readonly providerHost: string | null;
  /** As in the rows; those of other accounts are never shown. */
  readonly account: string | null;
  readonly isUnderWay: IsUnderWay;
}

const BATCH = 100;

export function createReader({ database, providerHost, account, isUnderWay }: ReaderOptions): ActivityReader {
  const { db } = database;
  /** Whoever calls chooses the operation id, so that alone ties nothing together. */
  const isOwn = (reference: 'entry.account' | 'whole.account' | 'part.account' | 'account') =>
    account === null
      ? sql<boolean>`${sql.ref(reference)} is null`
      : sql<boolean>`${sql.ref(reference)} = ${account}`;

  /** A batch of lines: single writes, and safe restores in whose place their writes stand. */
  async function batch(filter: EntryFilter, cursor: string | null): Promise<readonly IntentRow[]> {
    let query = db
      .selectFrom('activity_intent as entry')
      .selectAll('entry')
      .where((eb) =>
        providerHost === null
          ? eb('entry.provider_host', 'is', null)
          : eb('entry.provider_host', '=', providerHost),
      )
      .where(isOwn('entry.account'))
      .where((eb) =>
        eb.or([
          eb('entry.operation_id', 'is', null),
          eb('entry.action', '=', 'safe_restore'),
          eb.not(
            eb.exists(
              eb
                .selectFrom('activity_intent as whole')
                .select('whole.id')
                .whereRef('whole.operation_id', '=', 'entry.operation_id')
                .where('whole.action', '=', 'safe_restore')
                .where(isOwn('whole.account')),
            ),
          ),
        ]),
      );
    if (cursor !== null) query = query.where('entry.id', '<', cursor);
    if (filter.server !== undefined) query = query.where('entry.server_key', '=', filter.server);
    if (filter.from !== undefined) query = query.where('entry.time', '>=', filter.from);
    if (filter.to !== undefined) query = query.where('entry.time', '<', filter.to);
    if (filter.actor !== undefined) {
      const pattern = `%${seenText(filter.actor)
        .toLowerCase()
        .replace(/[\\%_]/g, '\\$&')}%`;
      query = query.where((eb) => eb(eb.ref('entry.actor_search'), 'like', pattern));
    }
    const { action } = filter;
    if (action !== undefined) {
      query = query.where((eb) =>
        eb.or([
          eb('entry.action', '=', action),
          eb.and([
            eb('entry.action', '=', 'safe_restore'),
            eb.exists(
              eb
                .selectFrom('activity_intent as part')
                .select('part.id')
                .whereRef('part.operation_id', '=', 'entry.operation_id')
                .where('part.action', '=', action)
                .where(isOwn('part.account')),
            ),
          ]),
        ]),
      );
    }
    return query.orderBy('entry.id', 'desc').limit(BATCH).execute();
  }

  async function outcomesOf(ids: readonly string[]): Promise<ReadonlyMap<string, OutcomeRow>> {
    if (ids.length === 0) return new Map();
    const rows = await db.selectFrom('activity_outcome').selectAll().where('intent_id', 'in', ids).execute();
    return new Map(rows.map((row) => [row.intent_id, row]));
  }

  async function complete(rows: readonly IntentRow[]): Promise<readonly WireEntry[]> {
    const operations = rows
      .filter(({ action }) => action === 'safe_restore')
      .flatMap(({ operation_id }) => (operation_id === null ? [] : [operation_id]));
    const parts =
      operations.length === 0
        ? []
        : await db
            .selectFrom('activity_intent')
            .selectAll()
            .where('operation_id', 'in', operations)
            .where('action', '!=', 'safe_restore')
            .where(isOwn('account'))
            .orderBy('id')
            .execute();
    const steps =
      operations.length === 0
        ? []
        : await db
            .selectFrom('activity_step')
            .selectAll()
            .where('operation_id', 'in', operations)
            .orderBy('id')
            .execute();
    const outcomes = await outcomesOf([...rows, ...parts].map(({ id }) => id));
    const withOutcome = (intent: IntentRow): WriteRow => ({
      intent,
      outcome: outcomes.get(intent.id) ?? null,
    });
    return rows.map((row) =>
      toEntry(
        withOutcome(row),
        steps.filter(({ operation_id }) => operation_id === row.operation_id),
        parts.filter(({ operation_id }) => operation_id === row.operation_id).map(withOutcome),
        isUnderWay,
      ),
    );
  }

  async function* walk(filter: EntryFilter, cursor: string | null): AsyncGenerator<WireEntry> {
    let from = cursor;
    for (;;) {
      const rows = await batch(filter, from);
      for (const entry of await complete(rows)) {
        // What an entry reads as depends on time and steps, so this part of the filter is not the database's.
        if (filter.outcome === undefined || entry.outcome === filter.outcome) yield entry;
      }
      const last = rows.at(-1);
      if (last === undefined || rows.length < BATCH) return;
      from = last.id;
    }
  }

  return {
    async page(filter, cursor, limit) {
      const entries: WireEntry[] = [];
      for await (const entry of walk(filter, cursor)) {
        // One more than asked for tells whether there is a next page.
        if (entries.length === limit) return { entries, next: entries.at(-1)?.id ?? null };
        entries.push(entry);
      }
      return { entries, next: null };
    },
    all: (filter) => walk(filter, null),
  };
}
