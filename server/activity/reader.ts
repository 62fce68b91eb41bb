import type { WireEntry } from '../../src/api/schema-activity';
import type { IntentRow } from '../database/tables';
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

/** Rows a query: as many as a page shows, and more where the whole log goes out. */
const PAGE_BATCH = 100;
const EXPORT_BATCH = 500;

interface Walk {
  /** Begins before this id. */
  readonly cursor: string | null;
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
    { cursor, isFolding, limit }: Walk,
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
    return query.orderBy('entry.id', 'desc').limit(limit).execute();
  }

  async function* walk(filter: EntryFilter, { cursor, isFolding, limit }: Walk): AsyncGenerator<WireEntry> {
    await settled();
    let from = cursor;
    for (;;) {
      const rows = await batch(filter, { cursor: from, isFolding, limit });
      for (const entry of await complete(rows, parts, clock)) {
        // What an entry reads as depends on time and steps, so this part of the filter is not the database's.
        if (filter.outcome === undefined || entry.outcome === filter.outcome) yield entry;
      }
      const last = rows.at(-1);
      if (last === undefined || rows.length < limit) return;
      from = last.id;
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
