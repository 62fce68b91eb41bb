import { sql } from 'kysely';
import { groupBy } from '../../src/core/lib/group-by';
import { chunks } from '../database/chunks';
import type { IntentRow, StepRow } from '../database/schema/activity';
import type { OperationParts, WriteRow } from './entries';
import { belongsTo, type EntryScope, passes } from './entry-filter';

/** Writes of one kind shown per operation. A safe restore sends one of each; older versions accepted any number. */
const MAX_PARTS_OF_A_KIND = 50;

export interface PartsReader {
  /** Adds outcomes and sightings. */
  followed(intents: readonly IntentRow[]): Promise<readonly WriteRow[]>;
  /** By operation id, oldest first. */
  ofOperations(operationIds: readonly string[]): Promise<ReadonlyMap<string, OperationParts>>;
  stepsOf(operationIds: readonly string[]): Promise<ReadonlyMap<string, readonly StepRow[]>>;
}

export function createPartsReader(scope: EntryScope): PartsReader {
  const { db } = scope.database;

  const followed: PartsReader['followed'] = async (intents) => {
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
    async ofOperations(operationIds) {
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
    async stepsOf(operationIds) {
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
