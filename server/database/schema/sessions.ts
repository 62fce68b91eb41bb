import { type Kysely, sql } from 'kysely';
import { type DatabaseKind, keyText } from './dialect';

/** Somebody who is signed in. Neither the token nor the id is stored in clear. */
export interface SessionRow {
  /** SHA-256 of the id in the browser's cookie. */
  readonly id_hash: string;
  /** Token and account, encrypted with a key that is not in the database. */
  readonly box: string;
  readonly created_at: string;
  /** Last use, to about a minute. */
  readonly seen_at: string;
}

/** A session that ended because the provider refused its token, so that every gateway can say so. */
interface EndedSessionRow {
  /** As in {@link SessionRow}. */
  readonly id_hash: string;
  /** When the row is no longer needed. */
  readonly until: string;
}

export interface SessionTables {
  readonly session: SessionRow;
  readonly session_ended: EndedSessionRow;
}

/** Sessions, and the account of each log entry. */
export async function addSignIn(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  const key = keyText(kind);
  await sql`CREATE TABLE session (
    id_hash ${key} PRIMARY KEY, box text NOT NULL, created_at ${key} NOT NULL, seen_at ${key} NOT NULL
  )`.execute(db);
  await sql`ALTER TABLE activity_intent ADD COLUMN account text`.execute(db);
  await sql`CREATE INDEX activity_intent_by_account ON activity_intent (account, id)`.execute(db);
}

/** Shared by several gateways: why a session ended, and failed sign-ins. */
export async function shareSignIns(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  const key = keyText(kind);
  await sql`CREATE TABLE session_ended (id_hash ${key} PRIMARY KEY, "until" ${key} NOT NULL)`.execute(db);
  // The columns, in the order that rate-limiter-flexible reads and writes.
  await sql`CREATE TABLE sign_in_count (
    "key" ${key} PRIMARY KEY, points integer DEFAULT 0 NOT NULL, expire bigint
  )`.execute(db);
}
