import { randomInt } from 'node:crypto';
import * as v from 'valibot';
import { type Id, idKey } from '../../src/core/backups/backup';
import { toWire } from '../../src/core/contract/wire-case';
import { parseJson } from '../../src/core/lib/parse-json';
import { type ScheduleDraft, scheduleDraftSchema } from '../../src/core/schedules/schedule';
import type { ScheduleRow } from '../database/schema/schedules';
import type { Database } from '../database/tables';

/** A stored schedule. */
export interface StoredSchedule {
  readonly id: string;
  readonly version: number;
  readonly draft: ScheduleDraft;
  readonly isPaused: boolean;
  /** Epoch ms; null until somebody resumes it. */
  readonly pausedUntilMs: number | null;
  /** Every run planned until then was made, missed or paused. Epoch ms. */
  readonly settledMs: number;
}

/** The schedules of one account at one provider. Rejects with database errors. */
export interface ScheduleStore {
  /** Oldest first. */
  all(): Promise<readonly StoredSchedule[]>;
  /** Null once it is deleted. */
  find(id: string): Promise<StoredSchedule | null>;
  /** @returns its id */
  add(draft: ScheduleDraft, nowMs: number, id?: string): Promise<string>;
  /** False if somebody else changed or deleted it in the meantime. */
  change(before: StoredSchedule, next: Partial<Omit<StoredSchedule, 'id' | 'version'>>): Promise<boolean>;
  /** Only moves forward. */
  settle(id: string, settledMs: number): Promise<void>;
  /** With what is known of its backups, so that a later schedule with the same id leaves them alone. */
  remove(id: string): Promise<void>;
  /** Removes all schedules and the records of their backups. */
  clear(): Promise<void>;
  /** `idKey` of the backups that a schedule has made. */
  made(id: string): Promise<ReadonlySet<string>>;
  addMade(id: string, backup: { readonly backupId: Id; readonly serverId: Id }): Promise<void>;
}

/** Without characters that look alike. */
const SIGNS = '0123456789abcdefghjkmnpqrstvwxyz';

export function createScheduleStore(
  { db }: Pick<Database, 'db'>,
  providerHost: string | null,
  /** Empty if the gateway has its own token. */
  account = '',
): ScheduleStore {
  const provider = providerHost ?? '';
  const own = db
    .selectFrom('schedule')
    .selectAll()
    .where('provider', '=', provider)
    .where('account', '=', account);
  return {
    async all() {
      return (await own.orderBy('created_at').orderBy('id').execute()).flatMap((row) => read(row) ?? []);
    },
    async find(id) {
      const row = await own.where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : read(row);
    },
    async add(draft, nowMs, given) {
      for (;;) {
        const id = given ?? Array.from({ length: 4 }, () => SIGNS[randomInt(SIGNS.length)]).join('');
        const now = new Date(nowMs).toISOString();
        const added = await db
          .insertInto('schedule')
          .values({
            id,
            provider,
            account,
            draft: JSON.stringify(toWire(draft)),
            version: 1,
            is_paused: 0,
            paused_until: null,
            settled_at: now,
            created_at: now,
          })
          .onConflict((conflict) => conflict.doNothing())
          .returning('id')
          .executeTakeFirst();
        if (added !== undefined || given !== undefined) return id;
      }
    },
    async change({ id, version }, { draft, isPaused, pausedUntilMs, settledMs }) {
      const { numUpdatedRows } = await db
        .updateTable('schedule')
        .set({
          version: version + 1,
          ...(draft !== undefined && { draft: JSON.stringify(toWire(draft)) }),
          ...(isPaused !== undefined && { is_paused: isPaused ? 1 : 0 }),
          ...(pausedUntilMs !== undefined && {
            paused_until: pausedUntilMs === null ? null : new Date(pausedUntilMs).toISOString(),
          }),
          ...(settledMs !== undefined && { settled_at: new Date(settledMs).toISOString() }),
        })
        .where('id', '=', id)
        .where('version', '=', version)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
    async settle(id, settledMs) {
      const settled_at = new Date(settledMs).toISOString();
      await db
        .updateTable('schedule')
        .set({ settled_at })
        .where('id', '=', id)
        .where('settled_at', '<', settled_at)
        .execute();
    },
    async remove(id) {
      const { numDeletedRows } = await db
        .deleteFrom('schedule')
        .where('id', '=', id)
        .where('provider', '=', provider)
        .where('account', '=', account)
        .executeTakeFirst();
      if (numDeletedRows === 1n)
        await db.deleteFrom('schedule_backup').where('schedule_id', '=', id).execute();
    },
    async clear() {
      const ids = db.selectFrom('schedule').select('id').where('provider', '=', provider);
      await db.deleteFrom('schedule_backup').where('schedule_id', 'in', ids).execute();
      await db.deleteFrom('schedule').where('provider', '=', provider).execute();
    },
    async made(id) {
      const rows = await db
        .selectFrom('schedule_backup')
        .select('backup_key')
        .where('schedule_id', '=', id)
        .execute();
      return new Set(rows.map(({ backup_key }) => backup_key));
    },
    async addMade(id, { backupId, serverId }) {
      await db
        .insertInto('schedule_backup')
        .values({ schedule_id: id, backup_key: idKey(backupId), server_key: idKey(serverId) })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
  };
}

/** Null for a row of a later version. */
function read(row: ScheduleRow): StoredSchedule | null {
  const draft = v.safeParse(scheduleDraftSchema, parseJson(row.draft));
  if (!draft.success) return null;
  const pausedUntilMs = row.paused_until === null ? null : Date.parse(row.paused_until);
  return {
    id: row.id,
    version: row.version,
    draft: draft.output,
    isPaused: row.is_paused === 1,
    pausedUntilMs,
    settledMs: Date.parse(row.settled_at),
  };
}
