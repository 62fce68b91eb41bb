import type { Kysely, Transaction } from 'kysely';
import type { WireWatchStatus } from '../../../src/core/contract/schema-watch';
import {
  ALERT_LEVELS,
  type AlertLevel,
  INITIAL_WATCH_STATE,
  type ServerAlertState,
  type WatchState,
} from '../../../src/core/fleet/alerts';
import type { AlertDeliveryRow, AlertServerRow } from '../../database/alert-tables';
import type { Database, Tables } from '../../database/tables';
import type { CallOutcome } from './outgoing';
import { ABOUT_THE_MESSAGE, HOLDING_ATTEMPTS } from './refusal';

/** Rows a statement: databases limit how many values one may carry. */
const CHUNK = 500;
/** Deliveries that were taken and are still shown; older ones are dropped. */
const KEPT_DELIVERIES = 100;
/** Of those that wait, so many of the oldest are looked at in a turn. */
const MAX_PENDING = 500;
/** Beside them, so many of those that are refused again and again. */
const MAX_SET_ASIDE = 50;

/** A message that has its id and its bytes. */
export interface NewDelivery {
  readonly id: string;
  readonly event: string;
  readonly serverKey: string | null;
  readonly serverName: string | null;
  readonly body: string;
}

export interface RoundRecord {
  /** Epoch ms at which the round began. */
  readonly atMs: number;
  /** JSON. */
  readonly round: string | null;
}

export interface AlertStore {
  /** When the last round began, and how it went; null before the first. */
  lastRound(): Promise<RoundRecord | null>;
  /**
   * Takes one turn of the watch. What is remembered, what is to be delivered and that the round took place become
   * true together, or not at all; a second gateway that does the same at the same time waits and sees it.
   */
  turn(
    record: RoundRecord,
    next: (memory: WatchState) => { memory: WatchState; deliveries: readonly NewDelivery[] },
  ): Promise<void>;
  /** Writes down how the last round went, with what came after its turn. */
  noteRound(record: RoundRecord): Promise<void>;
  /** Oldest first; then those that are set aside (`isSetAside`), by when they are tried next. */
  pending(): Promise<readonly AlertDeliveryRow[]>;
  pendingCount(): Promise<number>;
  /**
   * Can be repeated. A failure is not written over a later attempt of another gateway.
   * @param nextAtMs when it is tried again, epoch ms; null when it was taken
   */
  noteAttempt(delivery: AlertDeliveryRow, outcome: CallOutcome, nextAtMs: number | null): Promise<void>;
  /** Newest first. */
  recent(limit: number): Promise<WireWatchStatus['deliveries']>;
}

export interface AlertStoreOptions {
  readonly database: Database;
  /** Keeps one watch apart from the others (`watchScope`). */
  readonly scope: string;
  /** Epoch ms of this machine's clock. */
  readonly now: () => number;
}

export function createAlertStore({ database, scope, now }: AlertStoreOptions): AlertStore {
  const { db, kind } = database;

  async function readMemory(transaction: Transaction<Tables>): Promise<WatchState> {
    await transaction
      .insertInto('alert_watch')
      .values({
        scope,
        is_started: 0,
        blind_rounds: 0,
        is_blind_told: 0,
        readable_rounds: 0,
        round_at: null,
        round: null,
      })
      .onConflict((conflict) => conflict.column('scope').doNothing())
      .execute();
    const query = transaction.selectFrom('alert_watch').selectAll().where('scope', '=', scope);
    const watch = await (kind === 'postgres' ? query.forUpdate() : query).executeTakeFirst();
    if (watch === undefined) return INITIAL_WATCH_STATE;
    const rows = await transaction
      .selectFrom('alert_server')
      .selectAll()
      .where('scope', '=', scope)
      .execute();
    return {
      isStarted: watch.is_started === 1,
      blindRounds: watch.blind_rounds,
      isBlindNotified: watch.is_blind_told === 1,
      readableRounds: watch.readable_rounds,
      servers: new Map(rows.map((row) => [row.server_key, memoryOf(row)])),
    };
  }

  async function writeServers(
    transaction: Transaction<Tables>,
    before: WatchState['servers'],
    after: WatchState['servers'],
  ): Promise<void> {
    const changed = [...after].filter(([key, memory]) => !isSame(before.get(key), memory));
    for (const part of chunks(changed)) {
      await transaction
        .insertInto('alert_server')
        .values(part.map(([key, memory]) => rowOf(scope, key, memory)))
        .onConflict((conflict) =>
          conflict.columns(['scope', 'server_key']).doUpdateSet((eb) => ({
            told: eb.ref('excluded.told'),
            pending: eb.ref('excluded.pending'),
            absent_since: eb.ref('excluded.absent_since'),
          })),
        )
        .execute();
    }
    for (const part of chunks([...before.keys()].filter((key) => !after.has(key)))) {
      await transaction
        .deleteFrom('alert_server')
        .where('scope', '=', scope)
        .where('server_key', 'in', part)
        .execute();
    }
  }

  return {
    async lastRound() {
      const row = await db
        .selectFrom('alert_watch')
        .select(['round_at', 'round'])
        .where('scope', '=', scope)
        .executeTakeFirst();
      if (row === undefined || row.round_at === null) return null;
      const atMs = Date.parse(row.round_at);
      return Number.isNaN(atMs) ? null : { atMs, round: row.round };
    },
    async turn({ atMs, round }, next) {
      await db.transaction().execute(async (transaction) => {
        const before = await readMemory(transaction);
        const { memory, deliveries } = next(before);
        await writeServers(transaction, before.servers, memory.servers);
        await transaction
          .updateTable('alert_watch')
          .set({
            is_started: Number(memory.isStarted),
            blind_rounds: memory.blindRounds,
            is_blind_told: Number(memory.isBlindNotified),
            readable_rounds: memory.readableRounds,
            round_at: isoOf(atMs),
            round,
          })
          .where('scope', '=', scope)
          .execute();
        const madeAt = isoOf(now());
        for (const part of chunks(deliveries)) {
          await transaction
            .insertInto('alert_delivery')
            .values(part.map((delivery) => deliveryRow(scope, delivery, madeAt)))
            .execute();
        }
      });
    },
    async noteRound({ atMs, round }) {
      await db
        .updateTable('alert_watch')
        .set({ round })
        .where('scope', '=', scope)
        .where('round_at', '=', isoOf(atMs))
        .execute();
    },
    async pending() {
      const waiting = db
        .selectFrom('alert_delivery')
        .selectAll()
        .where('scope', '=', scope)
        .where('next_at', 'is not', null);
      const inTurn = await waiting
        .where((eb) =>
          eb.or([
            eb('attempts', '<', HOLDING_ATTEMPTS),
            eb('last_status', 'is', null),
            eb('last_status', 'not in', ABOUT_THE_MESSAGE),
          ]),
        )
        .orderBy('id')
        .limit(MAX_PENDING)
        .execute();
      const setAside = await waiting
        .where('attempts', '>=', HOLDING_ATTEMPTS)
        .where('last_status', 'in', ABOUT_THE_MESSAGE)
        .orderBy('next_at')
        .limit(MAX_SET_ASIDE)
        .execute();
      return [...inTurn, ...setAside];
    },
    async pendingCount() {
      const { count } = await db
        .selectFrom('alert_delivery')
        .select((eb) => eb.fn.countAll().as('count'))
        .where('scope', '=', scope)
        .where('next_at', 'is not', null)
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    async noteAttempt({ id, attempts }, { status, problem }, nextAtMs) {
      const attempted = db.updateTable('alert_delivery').where('id', '=', id);
      const update = nextAtMs === null ? attempted : attempted.where('attempts', '=', attempts);
      await update
        .set({
          attempts: attempts + 1,
          next_at: nextAtMs === null ? null : isoOf(nextAtMs),
          delivered_at: nextAtMs === null ? isoOf(now()) : null,
          last_status: status,
          last_problem: problem,
        })
        .execute();
      if (nextAtMs === null) await dropOld(db, scope);
    },
    recent: (limit) =>
      db
        .selectFrom('alert_delivery')
        .select(['id', 'event', 'server_key', 'server_name', 'made_at', 'attempts', 'delivered_at'])
        .select(['next_at', 'last_status', 'last_problem'])
        .where('scope', '=', scope)
        .orderBy('id', 'desc')
        .limit(limit)
        .execute(),
  };
}

/** What waits to be taken is never dropped. */
async function dropOld(db: Kysely<Tables>, scope: string): Promise<void> {
  const oldest = await db
    .selectFrom('alert_delivery')
    .select('id')
    .where('scope', '=', scope)
    .where('next_at', 'is', null)
    .orderBy('id', 'desc')
    .offset(KEPT_DELIVERIES)
    .limit(1)
    .executeTakeFirst();
  if (oldest === undefined) return;
  await db
    .deleteFrom('alert_delivery')
    .where('scope', '=', scope)
    .where('next_at', 'is', null)
    .where('id', '<=', oldest.id)
    .execute();
}

function memoryOf({ told, pending, absent_since }: AlertServerRow): ServerAlertState {
  const absentSinceMs = absent_since === null ? null : Date.parse(absent_since);
  return {
    notified: alertLevelIn(told),
    pending: alertLevelIn(pending),
    absentSinceMs: Number.isNaN(absentSinceMs) ? null : absentSinceMs,
  };
}

/** Our own words; a later version may have written others. */
function alertLevelIn(text: string | null): AlertLevel | null {
  return ALERT_LEVELS.find((level) => level === text) ?? null;
}

function rowOf(
  scope: string,
  serverKey: string,
  { notified, pending, absentSinceMs }: ServerAlertState,
): AlertServerRow {
  const absent_since = absentSinceMs === null ? null : isoOf(absentSinceMs);
  return { scope, server_key: serverKey, told: notified, pending, absent_since };
}

function deliveryRow(scope: string, delivery: NewDelivery, madeAt: string): AlertDeliveryRow {
  return {
    id: delivery.id,
    scope,
    event: delivery.event,
    server_key: delivery.serverKey,
    server_name: delivery.serverName,
    made_at: madeAt,
    body: delivery.body,
    attempts: 0,
    next_at: madeAt,
    delivered_at: null,
    last_status: null,
    last_problem: null,
  };
}

function isSame(a: ServerAlertState | undefined, b: ServerAlertState): boolean {
  return (
    a !== undefined &&
    a.notified === b.notified &&
    a.pending === b.pending &&
    a.absentSinceMs === b.absentSinceMs
  );
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}

function chunks<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / CHUNK) }, (_, index) =>
    all.slice(index * CHUNK, (index + 1) * CHUNK),
  );
}
