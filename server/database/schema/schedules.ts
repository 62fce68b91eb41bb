import { type Kysely, sql } from 'kysely';
import { type DatabaseKind, keyText } from './dialect';

/** When which servers are backed up, and what is kept. Its runs are operations. */
export interface ScheduleRow {
  readonly id: string;
  /** Host of the provider; empty for the sandbox. */
  readonly provider: string;
  /** Of `SERVICE_TOKEN`; empty where the gateway has a token of its own. */
  readonly account: string;
  /** JSON: what a person decided. */
  readonly draft: string;
  /** Counts the changes, so that of two people who edit it the second one is told. */
  readonly version: number;
  readonly is_paused: number;
  /** ISO 8601; null until somebody resumes it. */
  readonly paused_until: string | null;
  /** ISO 8601: everything planned until then was run, missed or paused. */
  readonly settled_at: string;
  readonly created_at: string;
}

/** A backup that a schedule has made; nothing else is ever deleted by it. */
export interface ScheduleBackupRow {
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

/** Schedules of a service token are seen by its account alone. */
export async function addScheduleAccounts(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await sql`ALTER TABLE schedule ADD COLUMN account ${keyText(kind)} NOT NULL DEFAULT ''`.execute(db);
}
