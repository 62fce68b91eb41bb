import { type Kysely, sql } from 'kysely';
import { type DatabaseKind, keyText } from './dialect';

/** When which servers are backed up, and what is kept. Runs are operations. */
export interface ScheduleRow {
  readonly id: string;
  /** Host of the provider; empty for the sandbox. */
  readonly provider: string;
  /** Account of `SERVICE_TOKEN`; empty if the gateway has its own token. */
  readonly account: string;
  /** JSON: the schedule as a person defined it. */
  readonly draft: string;
  /** Number of changes; detects concurrent edits. */
  readonly version: number;
  readonly is_paused: number;
  /** ISO 8601; null until somebody resumes it. */
  readonly paused_until: string | null;
  /** ISO 8601: every run planned until then was made, missed or paused. */
  readonly settled_at: string;
  readonly created_at: string;
}

/** A backup made by a schedule, which deletes no others. */
interface ScheduleBackupRow {
  readonly schedule_id: string;
  readonly backup_key: string;
  readonly server_key: string;
}

export interface ScheduleTables {
  readonly schedule: ScheduleRow;
  readonly schedule_backup: ScheduleBackupRow;
}

export async function addSchedules(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  const key = keyText(kind);
  await sql`CREATE TABLE schedule (
    id ${key} PRIMARY KEY, provider ${key} NOT NULL, draft text NOT NULL, version integer NOT NULL,
    is_paused integer NOT NULL, paused_until ${key}, settled_at ${key} NOT NULL, created_at ${key} NOT NULL
  )`.execute(db);
  await sql`CREATE TABLE schedule_backup (
    schedule_id ${key} NOT NULL, backup_key ${key} NOT NULL, server_key ${key} NOT NULL,
    CONSTRAINT schedule_backup_key PRIMARY KEY (schedule_id, backup_key)
  )`.execute(db);
  await sql`CREATE INDEX operation_by_server ON operation (kind, server_key, id)`.execute(db);
}

/** Schedules of a service token are visible to its account alone. */
export async function addScheduleAccounts(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await sql`ALTER TABLE schedule ADD COLUMN account ${keyText(kind)} NOT NULL DEFAULT ''`.execute(db);
}
