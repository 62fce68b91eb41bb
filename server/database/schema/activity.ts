import { type Kysely, sql } from 'kysely';
import { type DatabaseKind, keyText, makeAppendOnly } from './dialect';

/*
 * The activity log. Rows are only ever added; triggers refuse anything else. An entry is an intent with the outcome
 * that followed, if any. Times are ISO 8601 in UTC.
 */

/** A write, stored before it is sent; or a safe restore reported by the browser. */
export interface IntentRow {
  /** UUID version 7: sorts by the order of writing. */
  readonly id: string;
  readonly time: string;
  readonly action: string;
  /** Null for the sandbox. */
  readonly provider_host: string | null;
  readonly actor_email: string | null;
  readonly actor_token: string | null;
  /** Email, token and self-given name in lower case, for searching. */
  readonly actor_search: string;
  /** `idKey` of `server`. */
  readonly server_key: string | null;
  /** JSON. */
  readonly server: string | null;
  readonly backup_key: string | null;
  /** JSON. */
  readonly backup: string | null;
  readonly description: string | null;
  readonly operation_id: string | null;
  readonly request_id: string;
  /** The account of the person who signed in; null if the gateway has its own token. */
  readonly account: string | null;
  /** This browser's self-given name; nobody verified it. */
  readonly self_given_name: string | null;
}

/** How an intent ended; at most one row each. */
export interface OutcomeRow {
  readonly intent_id: string;
  readonly time: string;
  readonly outcome: string;
  readonly reason: string | null;
  readonly detail: string | null;
  readonly provider_status: number | null;
  readonly duration_ms: number | null;
  /** JSON: the backup that was made. */
  readonly result: string | null;
}

/** What a list of the provider showed of an accepted intent; at most one row per word. */
export interface SightingRow {
  readonly intent_id: string;
  /** One of `SIGHTINGS`; any but `running` is the end. */
  readonly seen: string;
  readonly time: string;
  /** For an end: when it was last seen running. */
  readonly last_running_at: string | null;
  /** The provider's own word. */
  readonly status: string | null;
}

/** A step of a safe restore, as reported by the browser. */
export interface StepRow {
  /** As in {@link IntentRow}. */
  readonly id: string;
  readonly operation_id: string;
  readonly time: string;
  readonly step: string;
  readonly detail: string | null;
}

export interface ActivityTables {
  readonly activity_intent: IntentRow;
  readonly activity_outcome: OutcomeRow;
  readonly activity_step: StepRow;
  readonly activity_sighting: SightingRow;
}

export async function createActivity(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  const key = keyText(kind);
  await sql`CREATE TABLE activity_intent (
    id ${key} PRIMARY KEY, time ${key} NOT NULL, action text NOT NULL, provider_host text,
    actor_email text, actor_token text, actor_search text NOT NULL,
    server_key text, server text, backup_key text, backup text,
    description text, operation_id text, request_id text NOT NULL
  )`.execute(db);
  await sql`CREATE TABLE activity_outcome (
    intent_id ${key} PRIMARY KEY REFERENCES activity_intent (id), time ${key} NOT NULL, outcome text NOT NULL,
    reason text, detail text, provider_status integer, duration_ms integer, result text
  )`.execute(db);
  await sql`CREATE TABLE activity_step (
    id ${key} PRIMARY KEY, operation_id text NOT NULL, time ${key} NOT NULL, step text NOT NULL, detail text
  )`.execute(db);
  await sql`CREATE INDEX activity_intent_by_server ON activity_intent (server_key, id)`.execute(db);
  await sql`CREATE INDEX activity_intent_by_operation ON activity_intent (operation_id, id)`.execute(db);
  await sql`CREATE UNIQUE INDEX activity_one_operation ON activity_intent (operation_id)
    WHERE action = 'safe_restore'`.execute(db);
  await sql`CREATE INDEX activity_step_by_operation ON activity_step (operation_id, id)`.execute(db);
  if (kind === 'postgres') {
    await sql`CREATE FUNCTION activity_refuse_change() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN RAISE EXCEPTION ''% is append-only'', TG_TABLE_NAME; END'`.execute(db);
  }
  await makeAppendOnly(db, kind, 'activity_intent', ['id']);
  await makeAppendOnly(db, kind, 'activity_outcome', ['intent_id']);
  await makeAppendOnly(db, kind, 'activity_step', ['id']);
}

export async function addSightings(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  const key = keyText(kind);
  await sql`CREATE TABLE activity_sighting (
    intent_id ${key} NOT NULL REFERENCES activity_intent (id), seen ${key} NOT NULL, time ${key} NOT NULL,
    last_running_at ${key}, status text,
    CONSTRAINT activity_sighting_key PRIMARY KEY (intent_id, seen)
  )`.execute(db);
  await makeAppendOnly(db, kind, 'activity_sighting', ['intent_id', 'seen']);
}

export async function addSelfGivenName(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE activity_intent ADD COLUMN self_given_name text`.execute(db);
}
