import { type SqlBool, sql } from 'kysely';
import * as v from 'valibot';
import { idKey } from '../../src/core/backups/backup';
import { idSchema } from '../../src/core/contract/schema';
import { parseJson } from '../../src/core/lib/parse-json';
import type { SightingRow } from '../database/schema/activity';
import { firstIdAt, madeAtMs } from '../database/time-id';
import { type EntryScope, passes } from './entry-filter';

/** An accepted create or restore whose end is unknown. */
export interface PendingEnd {
  readonly intentId: string;
  readonly action: 'create_backup' | 'restore_server';
  /** `idKey` of the new backup, or of the restored server. */
  readonly targetKey: string;
  readonly serverKey: string | null;
  /** Epoch ms of this machine. */
  readonly acceptedMs: number;
  /** When it was last seen running, ISO in the clock of the entries; null if never. */
  readonly lastRunningAt: string | null;
}

export interface SightingStore {
  /** @param sinceMs accepted after this, epoch ms of this machine */
  pending(sinceMs: number): Promise<readonly PendingEnd[]>;
  /** Does nothing when another gateway has added it. */
  add(row: SightingRow): Promise<void>;
}

const resultSchema = v.object({ backupId: idSchema });

export function createSightingStore(scope: EntryScope): SightingStore {
  const { db } = scope.database;
  return {
    async pending(sinceMs) {
      const rows = await db
        .selectFrom('activity_intent as entry')
        .innerJoin('activity_outcome as answer', 'answer.intent_id', 'entry.id')
        .leftJoin('activity_sighting as running', (join) =>
          join.onRef('running.intent_id', '=', 'entry.id').on('running.seen', '=', 'running'),
        )
        .select([
          'entry.id',
          'entry.time',
          'entry.action',
          'entry.server_key',
          'answer.result',
          'answer.time as answered',
          'running.time as running_at',
        ])
        .where(passes('entry', {}, scope))
        .where('entry.id', '>=', firstIdAt(sinceMs))
        .where('answer.outcome', '=', 'succeeded')
        .where(
          sql<SqlBool>`not exists (select 1 from activity_sighting as seen
            where seen.intent_id = entry.id and seen.seen <> 'running')`,
        )
        .orderBy('entry.id')
        .execute();
      return rows.flatMap(
        ({ id, action, server_key: serverKey, result, time, answered, running_at }): PendingEnd[] => {
          const waitedMs = Date.parse(answered) - Date.parse(time);
          const pending = {
            intentId: id,
            serverKey,
            // Ids carry this machine's clock, rows may carry the sandbox's.
            acceptedMs: madeAtMs(id) + (Number.isFinite(waitedMs) ? Math.max(0, waitedMs) : 0),
            lastRunningAt: running_at,
          };
          if (action === 'restore_server' && serverKey !== null) {
            return [{ ...pending, action, targetKey: serverKey }];
          }
          const made = v.safeParse(resultSchema, parseJson(result ?? ''));
          return action === 'create_backup' && made.success
            ? [{ ...pending, action, targetKey: idKey(made.output.backupId) }]
            : [];
        },
      );
    },
    async add(row) {
      // SQLite's triggers refuse a second row before they look at the conflict clause.
      await sql`insert into activity_sighting (intent_id, seen, time, last_running_at, status)
        select ${row.intent_id}, ${row.seen}, ${row.time}, ${row.last_running_at}, ${row.status}
        where not exists (select 1 from activity_sighting
          where intent_id = ${row.intent_id} and seen = ${row.seen})
        on conflict do nothing`.execute(db);
    },
  };
}
