import * as v from 'valibot';
import type { SandboxDatabase, SandboxStatement, SqlValue } from './database';
import {
  type BackupRow,
  type Fleet,
  type Schedule,
  type ServerRow,
  scheduleSchema,
  type TargetServer,
  targetServerSchema,
} from './model';
import { SHOWN_STATUS_SQL } from './shown-status';

const settingsSchema = v.object({
  scenario: v.nullable(v.string()),
  creationSpeed: v.number(),
  clockOffsetMs: v.number(),
  seed: v.number(),
  fleetServers: v.nullable(v.number()),
  fleetBackups: v.nullable(v.number()),
});
/** The sandbox's settings and the kind of its fleet; stored in the file so that they survive a restart. */
export type Settings = v.InferOutput<typeof settingsSchema>;

const countSchema = v.object({ value: v.number() });
const standingSchema = v.object({
  id: v.number(),
  serverId: v.number(),
  status: v.picklist(['in_progress', 'completed', 'failed']),
});

/**
 * All writes and decisions on the tables; `answers.ts` reads them for answers. Rows are validated by schemas. Calls are
 * synchronous, so they never interleave.
 */
export class Store {
  readonly #database: SandboxDatabase;
  readonly #statements = new Map<string, SandboxStatement>();

  constructor(database: SandboxDatabase) {
    this.#database = database;
  }

  /** Runs `work` in one transaction. */
  transaction<T>(work: () => T): T {
    return this.#database.transaction(work).immediate();
  }

  /** Null while the file has no fleet. */
  settings(): Settings | null {
    const row = this.#get(
      `SELECT scenario, creation_speed AS "creationSpeed", clock_offset_ms AS "clockOffsetMs", seed,
        fleet_servers AS "fleetServers", fleet_backups AS "fleetBackups" FROM settings`,
    );
    return row === undefined ? null : v.parse(settingsSchema, row);
  }

  changeSettings(change: Pick<Settings, 'scenario' | 'creationSpeed' | 'clockOffsetMs'>): void {
    this.#run('UPDATE settings SET scenario = ?, creation_speed = ?, clock_offset_ms = ?', [
      change.scenario,
      change.creationSpeed,
      change.clockOffsetMs,
    ]);
  }

  /** Replaces everything with a fleet. */
  replaceAll(fleet: Fleet, settings: Settings): void {
    this.transaction(() => {
      this.#database.exec(
        'DELETE FROM backups; DELETE FROM schedules; DELETE FROM servers; DELETE FROM settings',
      );
      const highestId = fleet.backups.reduce((highest, backup) => Math.max(highest, backup.id), 0);
      this.#run('INSERT INTO settings VALUES (1, ?, ?, ?, ?, ?, ?, ?)', [
        settings.scenario,
        settings.creationSpeed,
        settings.clockOffsetMs,
        highestId + 1,
        settings.seed,
        settings.fleetServers,
        settings.fleetBackups,
      ]);
      for (const server of fleet.servers) this.#insertServer(server);
      for (const schedule of fleet.schedules) this.#insertSchedule(schedule);
      // In table order, which is faster for large fleets.
      const backups = fleet.backups.toSorted((a, b) => a.serverId - b.serverId || b.id - a.id);
      for (const backup of backups) this.insertBackup(backup);
    });
  }

  /** Whether the rows are out of date at `now`; four index look-ups. */
  hasDue(now: number): boolean {
    const row = this.#get(
      `SELECT EXISTS (SELECT 1 FROM schedules WHERE next_run_at <= ?1)
        OR EXISTS (SELECT 1 FROM backups WHERE ends_at <= ?1)
        OR EXISTS (SELECT 1 FROM backups WHERE expires_at <= ?1) AS value`,
      [now],
    );
    return v.parse(countSchema, row).value === 1;
  }

  dueSchedules(now: number): Schedule[] {
    const rows = this.#all(
      `SELECT c.server_id AS "serverId", interval_ms AS "intervalMs", anchor_at AS "anchorAt", jitter_ms AS "jitterMs",
        retention_ms AS "retentionMs", description, skip_from_run AS "skipFromRun", skip_until_run AS "skipUntilRun",
        fail_from_run AS "failFromRun", next_run AS "nextRun", usual_size_mb AS "usualSizeMb", sized_at AS "sizedAt",
        growth_mb_per_day AS "growthMbPerDay"
      FROM schedules c JOIN servers s ON s.id = c.server_id WHERE next_run_at <= ? ORDER BY c.server_id`,
      [now],
    );
    return v.parse(v.array(scheduleSchema), rows);
  }

  setNextRun(serverId: number, nextRun: number, nextRunAt: number): void {
    this.#run('UPDATE schedules SET next_run = ?, next_run_at = ? WHERE server_id = ?', [
      nextRun,
      nextRunAt,
      serverId,
    ]);
  }

  /** Ends running backups whose time has come, as decided when they started. */
  finishBackups(now: number): void {
    this.#run(
      `UPDATE backups SET status = ends_as, size_mb = final_size_mb, ends_at = NULL, ends_as = NULL,
        final_size_mb = NULL WHERE ends_at <= ?`,
      [now],
    );
  }

  deleteExpired(now: number): void {
    this.#run('DELETE FROM backups WHERE expires_at <= ?', [now]);
  }

  /** The first of `count` new ids. Ids of deleted backups are never reused. */
  takeBackupIds(count: number): number {
    const row = this.#get('SELECT next_backup_id AS value FROM settings');
    this.#run('UPDATE settings SET next_backup_id = next_backup_id + ?', [count]);
    return v.parse(countSchema, row).value;
  }

  insertBackup(row: BackupRow): void {
    this.#run('INSERT INTO backups VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)', [
      row.id,
      row.serverId,
      row.type,
      row.status,
      row.sizeMb,
      row.createdAt,
      row.expiresAt,
      row.description,
      row.endsAt,
      row.endsAs,
      row.finalSizeMb,
    ]);
  }

  /** False if it does not exist. */
  deleteBackup(id: number): boolean {
    return this.#run('DELETE FROM backups WHERE id = ?', [id]).changes > 0;
  }

  /** Server and status of a backup; null if it does not exist. */
  standing(backupId: number): v.InferOutput<typeof standingSchema> | null {
    const row = this.#get('SELECT id, server_id AS "serverId", status FROM backups WHERE id = ?', [backupId]);
    return row === undefined ? null : v.parse(standingSchema, row);
  }

  manualCount(serverId: number): number {
    const row = this.#get(
      `SELECT count(*) AS value FROM backups WHERE server_id = ? AND backup_type = 'manual'`,
      [serverId],
    );
    return v.parse(countSchema, row).value;
  }

  /** Null if it does not exist, or was removed. */
  targetServer(id: number, now: number): TargetServer | null {
    const row = this.#get(
      `SELECT id, name, ${SHOWN_STATUS_SQL} AS status, usual_size_mb AS "usualSizeMb", sized_at AS "sizedAt",
        growth_mb_per_day AS "growthMbPerDay" FROM servers WHERE id = ?2 AND is_listed = 1`,
      [now, id],
    );
    return row === undefined ? null : v.parse(targetServerSchema, row);
  }

  startRestore(serverId: number, restore: { startedAt: number; endsAt: number; isFailing: boolean }): void {
    this.#run(
      'UPDATE servers SET restore_started_at = ?, restore_ends_at = ?, restore_fails = ? WHERE id = ?',
      [restore.startedAt, restore.endsAt, restore.isFailing ? 1 : 0, serverId],
    );
  }

  #insertServer(row: ServerRow): void {
    this.#run('INSERT INTO servers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, 0)', [
      row.id,
      row.name,
      row.isListed ? 1 : 0,
      row.hostname,
      row.status,
      row.ipAddress,
      row.location,
      JSON.stringify(row.plan),
      JSON.stringify(row.os),
      row.createdAt,
      row.updatedAt,
      row.usualSizeMb,
      row.sizedAt,
      row.growthMbPerDay,
    ]);
  }

  #insertSchedule(row: Schedule): void {
    this.#run('INSERT INTO schedules VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)', [
      row.serverId,
      row.intervalMs,
      row.anchorAt,
      row.jitterMs,
      row.retentionMs,
      row.description,
      row.skipFromRun,
      row.skipUntilRun,
      row.failFromRun,
      row.nextRun,
      // Without jitter: the first check is a few minutes early at most, then sets the exact time.
      row.anchorAt + row.nextRun * row.intervalMs,
    ]);
  }

  #statement(sql: string): SandboxStatement {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare<SqlValue[]>(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #run(sql: string, values: readonly SqlValue[] = []) {
    return this.#statement(sql).run(...values);
  }

  #get(sql: string, values: readonly SqlValue[] = []): unknown {
    return this.#statement(sql).get(...values);
  }

  #all(sql: string, values: readonly SqlValue[] = []): unknown[] {
    return this.#statement(sql).all(...values);
  }
}
