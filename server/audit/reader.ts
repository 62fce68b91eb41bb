import type { WireEntry } from '../../src/core/contract/schema-activity';
import type { IntentRow } from '../database/schema/activity';
import { type EntryClock, NO_PARTS, toEntry } from './entries';
import { belongsTo, type EntryFilter, type EntryScope, passes } from './entry-filter';
import { createPartsReader, type PartsReader } from './parts';

export interface ActivityReader {
  /**
   * Newest first, from before `cursor` on. `next` is null when nothing is left. A write of a safe restore stands in
   * its entry, unless the filter leaves that out.
   */
  page(
    filter: EntryFilter,
    cursor: string | null,
    limit: number,
  ): Promise<{ readonly entries: readonly WireEntry[]; readonly next: string | null }>;
  /** Every entry that passes, and every write as an entry of its own, newest first, a few at a time. */
  all(filter: EntryFilter): AsyncGenerator<WireEntry>;
}

export interface ReaderOptions extends EntryScope {
  readonly clock: EntryClock;
  /** Resolves when what was just seen is in the database. */
  readonly settled: () => Promise<void>;
}

/** Rows a query looks at, whether they pass or not: one that finds nothing must not hold up everything else. */
const SLICE = 5000;

/** Rows a query: as many as a page shows, and more where the whole log goes out. */
const PAGE_BATCH = 100;
const EXPORT_BATCH = 500;

interface Walk {
  /** Begins before this id. */
  readonly cursor: string | null;
  /** Goes no further than to this id; null for the end of the log. */
  readonly last: string | null;
  /** Whether a write is left out where its safe restore is shown. */
  readonly isFolding: boolean;
  /** Rows a query. */
  readonly limit: number;
}

export function createReader(options: ReaderOptions): ActivityReader {
  const { database, clock, settled } = options;
  const { db } = database;
  const parts = createPartsReader(options);

  async function batch(
    filter: EntryFilter,
    { cursor, last, isFolding, limit }: Walk,
  ): Promise<readonly IntentRow[]> {
    let query = db
      .selectFrom('activity_intent as entry')
      .selectAll('entry')
      .where(passes('entry', filter, options));
    if (isFolding) {
      query = query.where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('activity_intent as whole')
              .select('whole.id')
              .where(belongsTo('entry', 'whole'))
              .where(passes('whole', filter, options)),
          ),
        ),
      );
    }
    if (cursor !== null) query = query.where('entry.id', '<', cursor);
    if (last !== null) query = query.where('entry.id', '>=', last);
    return query.orderBy('entry.id', 'desc').limit(limit).execute();
  }

  /** The last id of the next slice, by an index alone; null when the log ends in it. */
  async function endOfSlice({ server }: EntryFilter, cursor: string | null): Promise<string | null> {
    let query = db.selectFrom('activity_intent').select('id');
    if (server !== undefined) query = query.where('server_key', '=', server);
    else query = query.where((eb) => eb('account', options.account === null ? 'is' : '=', options.account));
    if (cursor !== null) query = query.where('id', '<', cursor);
    const row = await query
      .orderBy('id', 'desc')
      .offset(SLICE - 1)
      .limit(1)
      .executeTakeFirst();
    return row?.id ?? null;
  }

  async function* walk(
    filter: EntryFilter,
    { cursor, isFolding, limit }: Omit<Walk, 'last'>,
  ): AsyncGenerator<WireEntry> {
    await settled();
    let from = cursor;
    for (;;) {
      const last = await endOfSlice(filter, from);
      for (;;) {
        const rows = await batch(filter, { cursor: from, last, isFolding, limit });
        for (const entry of await complete(rows, parts, clock)) {
          // What an entry reads as depends on time and steps, so this part of the filter is not the database's.
          if (filter.outcome === undefined || entry.outcome === filter.outcome) yield entry;
        }
        if (rows.length < limit) break;
        from = rows.at(-1)?.id ?? from;
      }
      if (last === null) return;
      from = last;
    }
  }

  return {
    async page(filter, cursor, limit) {
      const entries: WireEntry[] = [];
      // How a write ended can differ from how its safe restore did.
      const isFolding = filter.outcome === undefined && filter.id === undefined;
      for await (const entry of walk(filter, { cursor, isFolding, limit: PAGE_BATCH })) {
        // One more than asked for tells whether there is a next page.
        if (entries.length === limit) return { entries, next: entries.at(-1)?.id ?? null };
        entries.push(entry);
      }
      return { entries, next: null };
    },
    all: (filter) => walk(filter, { cursor: null, isFolding: false, limit: EXPORT_BATCH }),
  };
}

async function complete(
  rows: readonly IntentRow[],
  parts: PartsReader,
  clock: EntryClock,
): Promise<readonly WireEntry[]> {
  const operations = rows.flatMap(({ action, operation_id }) =>
    action === 'safe_restore' && operation_id !== null ? [operation_id] : [],
  );
  const [own, partsOf, stepsOf] = await Promise.all([
    parts.followed(rows),
    parts.ofOperations(operations),
    parts.stepsOf(operations),
  ]);
  return own.map((row) => {
    const operation = row.intent.operation_id ?? '';
    return toEntry(row, stepsOf.get(operation) ?? [], partsOf.get(operation) ?? NO_PARTS, clock);
  });
}
