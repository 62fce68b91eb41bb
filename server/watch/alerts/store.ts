import { isDeepStrictEqual } from 'node:util';
import type { Transaction } from 'kysely';
import * as v from 'valibot';
import { type CheckReport, checkReportWire } from '../../../src/core/contract/schema-watch';
import { toWire } from '../../../src/core/contract/wire-case';
import {
  ALERT_LEVELS,
  type AlertLevel,
  type ServerAlertState,
  type WatchState,
} from '../../../src/core/fleet/alerts';
import { parseJson } from '../../../src/core/lib/parse-json';
import { chunks } from '../../database/chunks';
import type { AlertServerRow } from '../../database/schema/alerts';
import type { Tables } from '../../database/tables';
import { type AlertStoreOptions, insertDeliveries, type NewDelivery } from './delivery-store';

interface CheckRecord {
  /** When the check began, epoch ms. */
  readonly atMs: number;
  /** Null when what is stored cannot be read. */
  readonly report: CheckReport | null;
}

/** The state of the alerts, kept from check to check. */
export interface WatchStore {
  /** Null before the first check. */
  lastCheck(): Promise<CheckRecord | null>;
  /**
   * Stores a check, the new memory and the deliveries in one transaction. A gateway that does the same at the same
   * time waits, then gets this memory.
   */
  turn(
    record: CheckRecord,
    next: (memory: WatchState) => { memory: WatchState; deliveries: readonly NewDelivery[] },
  ): Promise<void>;
  /** Replaces the report of the last check. */
  noteCheck(record: CheckRecord): Promise<void>;
}

export function createWatchStore({ database, scope, now }: AlertStoreOptions): WatchStore {
  const { db, kind } = database;

  async function readMemory(transaction: Transaction<Tables>): Promise<WatchState> {
    const unstarted = { scope, is_started: 0, blind_rounds: 0, is_blind_told: 0, readable_rounds: 0 };
    await transaction
      .insertInto('alert_watch')
      .values({ ...unstarted, round_at: null, round: null })
      .onConflict((conflict) => conflict.column('scope').doNothing())
      .execute();
    const watch = await transaction
      .selectFrom('alert_watch')
      .selectAll()
      .where('scope', '=', scope)
      .$if(kind === 'postgres', (query) => query.forUpdate())
      .executeTakeFirstOrThrow();
    const servers = await transaction
      .selectFrom('alert_server')
      .selectAll()
      .where('scope', '=', scope)
      .execute();
    return {
      isStarted: watch.is_started === 1,
      blindChecks: watch.blind_rounds,
      isBlindNotified: watch.is_blind_told === 1,
      readableChecks: watch.readable_rounds,
      servers: new Map(servers.map((row) => [row.server_key, memoryOf(row)])),
    };
  }

  /** Only what changed: a large fleet has thousands of rows. */
  async function writeServers(
    transaction: Transaction<Tables>,
    before: WatchState['servers'],
    after: WatchState['servers'],
  ): Promise<void> {
    const changed = [...after].filter(([key, memory]) => !isDeepStrictEqual(before.get(key), memory));
    for (const part of chunks(changed)) {
      await transaction
        .insertInto('alert_server')
        .values(part.map(([key, memory]) => rowOf(scope, key, memory)))
        .onConflict((conflict) =>
          conflict.columns(['scope', 'server_key']).doUpdateSet((eb) => ({
            told: eb.ref('excluded.told'),
            pending: eb.ref('excluded.pending'),
            absent_since: eb.ref('excluded.absent_since'),
            is_silenced: eb.ref('excluded.is_silenced'),
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
    async lastCheck() {
      const row = await db
        .selectFrom('alert_watch')
        .select(['round_at', 'round'])
        .where('scope', '=', scope)
        .executeTakeFirst();
      const atMs = Date.parse(row?.round_at ?? '');
      return Number.isNaN(atMs) ? null : { atMs, report: reportIn(row?.round ?? '') };
    },
    async turn({ atMs, report }, next) {
      await db.transaction().execute(async (transaction) => {
        const before = await readMemory(transaction);
        const { memory, deliveries } = next(before);
        await writeServers(transaction, before.servers, memory.servers);
        await transaction
          .updateTable('alert_watch')
          .set({
            is_started: Number(memory.isStarted),
            blind_rounds: memory.blindChecks,
            is_blind_told: Number(memory.isBlindNotified),
            readable_rounds: memory.readableChecks,
            round_at: new Date(atMs).toISOString(),
            round: JSON.stringify(report),
          })
          .where('scope', '=', scope)
          .execute();
        await insertDeliveries(transaction, scope, deliveries, now());
      });
    },
    async noteCheck({ atMs, report }) {
      await db
        .updateTable('alert_watch')
        .set({ round: JSON.stringify(report) })
        .where('scope', '=', scope)
        .where('round_at', '=', new Date(atMs).toISOString())
        .execute();
    },
  };
}

/** Earlier versions stored camelCase keys. */
const storedReportSchema = v.pipe(
  v.record(v.string(), v.unknown()),
  v.transform((stored) => toWire(stored)),
  checkReportWire,
);

function reportIn(text: string): CheckReport | null {
  const report = v.safeParse(storedReportSchema, parseJson(text));
  return report.success ? report.output : null;
}

function memoryOf({ told, pending, absent_since, is_silenced }: AlertServerRow): ServerAlertState {
  const absentSinceMs = Date.parse(absent_since ?? '');
  return {
    notified: alertLevelIn(told),
    pending: alertLevelIn(pending),
    absentSinceMs: Number.isNaN(absentSinceMs) ? null : absentSinceMs,
    ...(is_silenced === 1 && { isSilenced: true }),
  };
}

/** Null also for a word of a later version. */
function alertLevelIn(text: string | null): AlertLevel | null {
  return ALERT_LEVELS.find((level) => level === text) ?? null;
}

function rowOf(scope: string, server_key: string, memory: ServerAlertState): AlertServerRow {
  const { notified, pending, absentSinceMs, isSilenced = false } = memory;
  const absent_since = absentSinceMs === null ? null : new Date(absentSinceMs).toISOString();
  return { scope, server_key, told: notified, pending, absent_since, is_silenced: isSilenced ? 1 : 0 };
}
