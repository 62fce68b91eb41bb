import type { Transaction } from 'kysely';
import type { WireWatchStatus } from '../../../src/core/contract/schema-watch';
import { chunks } from '../../database/chunks';
import type { AlertDeliveryRow } from '../../database/schema/alerts';
import type { Database, Tables } from '../../database/tables';
import type { CallOutcome } from './outgoing';

/** Delivered messages kept for display. */
const KEPT_DELIVERIES = 100;
/** Pending messages looked at in one run, the oldest first. */
const MAX_PENDING = 500;
/** Rejected ones looked at beside them. */
const MAX_REJECTED = 50;

/** Statuses by which a receiver rejects this message, rather than all of them. */
export const REJECTING_STATUSES: readonly number[] = [400, 413, 415, 422];
/** A message rejected this often no longer blocks later ones. */
const BLOCKING_ATTEMPTS = 5;

/** Whether the receiver may never accept it: later messages no longer wait for it. */
export function isRejected({ attempts, last_status }: AlertDeliveryRow): boolean {
  return attempts >= BLOCKING_ATTEMPTS && last_status !== null && REJECTING_STATUSES.includes(last_status);
}

/** A message with its id and exact body. */
export interface NewDelivery {
  readonly id: string;
  readonly event: string;
  readonly server_key: string | null;
  readonly server_name: string | null;
  readonly body: string;
}

export interface DeliveryStore {
  /** Oldest first, then the rejected ones ({@link isRejected}) by their next attempt. */
  pending(): Promise<readonly AlertDeliveryRow[]>;
  pendingCount(): Promise<number>;
  /**
   * Records an attempt; can be repeated. A failure does not overwrite a later attempt of another gateway.
   * @param nextAtMs the next attempt, epoch ms; null once delivered
   */
  noteAttempt(delivery: AlertDeliveryRow, outcome: CallOutcome, nextAtMs: number | null): Promise<void>;
  /** Newest first. */
  recent(limit: number): Promise<WireWatchStatus['deliveries']>;
}

export interface AlertStoreOptions {
  readonly database: Database;
  /** See `watchScope`. */
  readonly scope: string;
  /** Epoch ms of this machine's clock. */
  readonly now: () => number;
}

export function createDeliveryStore({ database, scope, now }: AlertStoreOptions): DeliveryStore {
  const { db } = database;
  const pending = db.selectFrom('alert_delivery').where('scope', '=', scope).where('next_at', 'is not', null);

  async function dropOld(): Promise<void> {
    const delivered = db.selectFrom('alert_delivery').where('scope', '=', scope).where('next_at', 'is', null);
    const newestDropped = delivered.select('id').orderBy('id', 'desc').offset(KEPT_DELIVERIES).limit(1);
    await db
      .deleteFrom('alert_delivery')
      .where('scope', '=', scope)
      .where('next_at', 'is', null)
      .where('id', '<=', newestDropped)
      .execute();
  }

  return {
    async pending() {
      const inOrder = await pending
        .selectAll()
        .where((eb) =>
          eb.or([
            eb('attempts', '<', BLOCKING_ATTEMPTS),
            eb('last_status', 'is', null),
            eb('last_status', 'not in', REJECTING_STATUSES),
          ]),
        )
        .orderBy('id')
        .limit(MAX_PENDING)
        .execute();
      const rejected = await pending
        .selectAll()
        .where('attempts', '>=', BLOCKING_ATTEMPTS)
        .where('last_status', 'in', REJECTING_STATUSES)
        .orderBy('next_at')
        .limit(MAX_REJECTED)
        .execute();
      return [...inOrder, ...rejected];
    },
    async pendingCount() {
      const { count } = await pending.select((eb) => eb.fn.countAll().as('count')).executeTakeFirstOrThrow();
      return Number(count);
    },
    async noteAttempt({ id, attempts }, { status, problem }, nextAtMs) {
      const isDelivered = nextAtMs === null;
      await db
        .updateTable('alert_delivery')
        .set({
          attempts: attempts + 1,
          next_at: isDelivered ? null : new Date(nextAtMs).toISOString(),
          delivered_at: isDelivered ? new Date(now()).toISOString() : null,
          last_status: status,
          last_problem: problem,
        })
        .where('id', '=', id)
        .$if(!isDelivered, (query) => query.where('attempts', '=', attempts))
        .execute();
      if (isDelivered) await dropOld();
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

/** Adds messages, due at once. */
export async function insertDeliveries(
  transaction: Transaction<Tables>,
  scope: string,
  deliveries: readonly NewDelivery[],
  nowMs: number,
): Promise<void> {
  const made_at = new Date(nowMs).toISOString();
  const unsent = { scope, made_at, attempts: 0, next_at: made_at, delivered_at: null };
  for (const part of chunks(deliveries)) {
    await transaction
      .insertInto('alert_delivery')
      .values(part.map((delivery) => ({ ...delivery, ...unsent, last_status: null, last_problem: null })))
      .execute();
  }
}
