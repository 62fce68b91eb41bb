import { sql } from 'kysely';
import type { WireEntry } from '../../src/core/contract/schema-activity';
import { groupBy } from '../../src/core/lib/group-by';
import { chunks } from '../database/chunks';
import type { IntentRow, StepRow } from '../database/schema/activity';
import { type EntryClock, NO_PARTS, type OperationParts, toEntry, type WriteRow } from './entries';
import { belongsTo, type EntryFilter, type EntryScope, passes } from './entry-filter';

interface EntryPage {
  readonly entries: readonly WireEntry[];
  /** Cursor of the next page; null on the last one. */
  readonly next: string | null;
}

export interface ActivityReader {
  /**
   * Newest first, starting below `cursor`. A write of a safe restore is part of its entry, unless the filter excludes
   * that entry.
   */
  page(filter: EntryFilter, cursor: string | null, limit: number): Promise<EntryPage>;
  /** All matching entries, newest first; writes of a safe restore are entries of their own. */
  all(filter: EntryFilter): AsyncGenerator<WireEntry>;
}

export interface ReaderOptions extends EntryScope {
  readonly clock: EntryClock;
  /** Resolves when everything seen so far is stored. */
  readonly settled: () => Promise<void>;
}

/** Rows a query examines, matching or not, so that one with few matches does not block others. */
const SLICE = 5000;
/** Rows a query returns. */
const PAGE_BATCH = 100;
const EXPORT_BATCH = 500;

interface Walk {
  /** Start below this id. */
  readonly cursor: string | null;
  /** Whether to leave out writes that are part of a listed safe restore. */
  readonly isFolding: boolean;
  /** Rows per query. */
  readonly limit: number;
}

export function createReader(options: ReaderOptions): ActivityReader {
  const { database, clock, settled } = options;
  const { db } = database;
  const parts = createPartsReader(options);

  /** @param last lowest id; null for the end of the log */
  async function batch(filter: EntryFilter, { cursor, isFolding, limit }: Walk, last: string | null) {
    let query = db
      .selectFrom('activity_intent as entry')
      .selectAll('entry')
      .where(passes('entry', filter, options));
    if (isFolding) {
      query = query.where(({ not, exists, selectFrom }) => {
        const whole = selectFrom('activity_intent as whole').select('whole.id');
        return not(exists(whole.where(belongsTo('entry', 'whole')).where(passes('whole', filter, options))));
      });
    }
    if (cursor !== null) query = query.where('entry.id', '<', cursor);
    if (last !== null) query = query.where('entry.id', '>=', last);
    return await query.orderBy('entry.id', 'desc').limit(limit).execute();
  }

  /** The last id of the next slice, from an index alone; null when the log ends in it. */
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

  /** Adds outcomes, steps and writes. */
  async function complete(rows: readonly IntentRow[]): Promise<readonly WireEntry[]> {
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

  async function* walk(filter: EntryFilter, { cursor, ...how }: Walk): AsyncGenerator<WireEntry> {
    await settled();
    let from = cursor;
    for (;;) {
      const last = await endOfSlice(filter, from);
      for (;;) {
        const rows = await batch(filter, { ...how, cursor: from }, last);
        for (const entry of await complete(rows)) {
          // An outcome depends on time and steps, so the database cannot filter by it.
          if (filter.outcome === undefined || entry.outcome === filter.outcome) yield entry;
        }
        if (rows.length < how.limit) break;
        from = rows.at(-1)?.id ?? from;
      }
      if (last === null) return;
      from = last;
    }
  }

  return {
    async page(filter, cursor, limit) {
      const entries: WireEntry[] = [];
      // A write can have another outcome than its safe restore.
      const isFolding = filter.outcome === undefined && filter.id === undefined;
      for await (const entry of walk(filter, { cursor, isFolding, limit: PAGE_BATCH })) {
        // One more than requested: there is a next page.
        if (entries.length === limit) return { entries, next: entries.at(-1)?.id ?? null };
        entries.push(entry);
      }
      return { entries, next: null };
    },
    all: (filter) => walk(filter, { cursor: null, isFolding: false, limit: EXPORT_BATCH }),
  };
}

/** Writes of one kind shown per operation. A safe restore sends one of each; older versions accepted any number. */
const MAX_PARTS_OF_A_KIND = 50;

function createPartsReader(scope: EntryScope) {
  const { db } = scope.database;

  /** Adds outcomes and sightings. */
  const followed = async (intents: readonly IntentRow[]): Promise<readonly WriteRow[]> => {
    const ids = intents.map(({ id }) => id);
    const outcomes = await inChunks(ids, (some) =>
      db.selectFrom('activity_outcome').selectAll().where('intent_id', 'in', some).execute(),
    );
    const sightings = await inChunks(ids, (some) =>
      db.selectFrom('activity_sighting').selectAll().where('intent_id', 'in', some).orderBy('seen').execute(),
    );
    const outcomeOf = new Map(outcomes.map((row) => [row.intent_id, row]));
    const sightingsOf = groupBy(sightings, ({ intent_id }) => intent_id);
    return intents.map((intent) => ({
      intent,
      outcome: outcomeOf.get(intent.id) ?? null,
      sightings: sightingsOf.get(intent.id) ?? [],
    }));
  };

  return {
    followed,
    /** By operation id, oldest first. */
    async ofOperations(operationIds: readonly string[]): Promise<ReadonlyMap<string, OperationParts>> {
      if (operationIds.length === 0) return new Map();
      const ranked = db
        .selectFrom('activity_intent as part')
        .innerJoin('activity_intent as whole', (join) => join.on(belongsTo('part', 'whole')))
        .selectAll('part')
        .select([
          sql<
            number | string
          >`row_number() over (partition by part.operation_id, part.action order by part.id desc)`.as(
            'place',
          ),
          sql<number | string>`count(*) over (partition by part.operation_id)`.as('total'),
        ])
        .where('whole.operation_id', 'in', [...operationIds])
        .where(passes('part', {}, scope))
        .where(passes('whole', {}, scope));
      const found = await db
        .selectFrom(ranked.as('ranked'))
        .selectAll()
        .where('place', '<=', MAX_PARTS_OF_A_KIND)
        .orderBy('id')
        .execute();
      const rows = await followed(found.map(({ place: _place, total: _total, ...intent }) => intent));
      // PostgreSQL's counts arrive as text.
      const totals = new Map(found.map(({ operation_id, total }) => [operation_id, Number(total)]));
      return new Map(
        [...groupBy(rows, ({ intent }) => intent.operation_id ?? '')].map(([id, of]) => [
          id,
          { rows: of, total: totals.get(id) ?? of.length },
        ]),
      );
    },
    async stepsOf(operationIds: readonly string[]): Promise<ReadonlyMap<string, readonly StepRow[]>> {
      const steps = await inChunks(operationIds, (some) =>
        db.selectFrom('activity_step').selectAll().where('operation_id', 'in', some).orderBy('id').execute(),
      );
      return groupBy(steps, ({ operation_id }) => operation_id);
    },
  };
}

async function inChunks<Row>(
  ids: readonly string[],
  read: (some: readonly string[]) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const some of chunks(ids)) rows.push(...(await read(some)));
  return rows;
}
