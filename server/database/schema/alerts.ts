import { type Kysely, sql } from 'kysely';
import { type DatabaseKind, keyText } from './dialect';

/* The stored state of the alerts. `scope` (see `watchScope`) separates providers and tokens. Times are ISO 8601 in
   UTC of this machine's clock; 0 and 1 stand for false and true. */

/** One row per scope. */
interface AlertWatchRow {
  readonly scope: string;
  /** Whether the summary of the first check was stored for delivery. */
  readonly is_started: number;
  readonly blind_rounds: number;
  readonly is_blind_told: number;
  readonly readable_rounds: number;
  /** When the last check began. */
  readonly round_at: string | null;
  /** JSON: its report. */
  readonly round: string | null;
}

/** See `ServerAlertState`. */
export interface AlertServerRow {
  readonly scope: string;
  readonly server_key: string;
  readonly told: string | null;
  readonly pending: string | null;
  readonly absent_since: string | null;
  readonly is_silenced: number;
}

/** A message, stored in the transaction of the check that caused it, then sent until it is delivered. */
export interface AlertDeliveryRow {
  /** UUID version 7: sorts by time. */
  readonly id: string;
  readonly scope: string;
  readonly event: string;
  /** `idKey` of the server; null when it concerns no single one. */
  readonly server_key: string | null;
  readonly server_name: string | null;
  readonly made_at: string;
  /** The exact JSON that is sent and signed. */
  readonly body: string;
  readonly attempts: number;
  /** Null once delivered. */
  readonly next_at: string | null;
  readonly delivered_at: string | null;
  /** HTTP status of the last attempt; null without an answer. */
  readonly last_status: number | null;
  /** A `CallProblem`; null when there was none. */
  readonly last_problem: string | null;
}

export interface AlertTables {
  readonly alert_watch: AlertWatchRow;
  readonly alert_server: AlertServerRow;
  readonly alert_delivery: AlertDeliveryRow;
}

/** Acknowledged servers raise no alert. */
export async function addSilence(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE alert_server ADD COLUMN is_silenced integer NOT NULL DEFAULT 0`.execute(db);
}

export async function createAlerts(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  const key = keyText(kind);
  await sql`CREATE TABLE alert_watch (
    scope ${key} PRIMARY KEY, is_started integer NOT NULL, blind_rounds integer NOT NULL,
    is_blind_told integer NOT NULL, readable_rounds integer NOT NULL, round_at ${key}, round text
  )`.execute(db);
  await sql`CREATE TABLE alert_server (
    scope ${key} NOT NULL, server_key ${key} NOT NULL, told text, pending text, absent_since ${key},
    CONSTRAINT alert_server_key PRIMARY KEY (scope, server_key)
  )`.execute(db);
  await sql`CREATE TABLE alert_delivery (
    id ${key} PRIMARY KEY, scope ${key} NOT NULL, event text NOT NULL, server_key ${key}, server_name text,
    made_at ${key} NOT NULL, body text NOT NULL, attempts integer NOT NULL, next_at ${key}, delivered_at ${key},
    last_status integer, last_problem text
  )`.execute(db);
  await sql`CREATE INDEX alert_delivery_due ON alert_delivery (scope, next_at)`.execute(db);
}
