import type { Kysely } from 'kysely';
import type { AlertTables } from './alert-tables';

/*
 * The tables of the activity log, and of who has signed in. Rows of the log are only ever added; triggers in the
 * database refuse everything else. What reads as one entry is an intent with the outcome that followed it, or none.
 * Times are ISO 8601 in UTC and structured facts are JSON, both as text, so that SQLite and PostgreSQL hold the same.
 */

/** What was about to be done, written before it was. A safe restore that the browser reports is one as well. */
export interface IntentRow {
  /** A UUID of version 7: text order is the order of writing. */
  readonly id: string;
  readonly time: string;
  readonly action: string;
  /** Null for the sandbox. */
  readonly provider_host: string | null;
  readonly actor_email: string | null;
  readonly actor_token: string | null;
  /** Both in lower case, for searching. */
  readonly actor_search: string;
  /** The `idKey` of `server`, for filtering. */
  readonly server_key: string | null;
  /** JSON. */
  readonly server: string | null;
  readonly backup_key: string | null;
  /** JSON. */
  readonly backup: string | null;
  readonly description: string | null;
  readonly operation_id: string | null;
  readonly request_id: string;
  /** Which account it was done in, where people sign in; null where the gateway has a token of its own. */
  readonly account: string | null;
}

/** How an intent ended; at most one each. */
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

/**
 * What a list of the provider showed of an intent that it had accepted; at most one of each word. The end is the row
 * that is not `running`.
 */
export interface SightingRow {
  readonly intent_id: string;
  /** One of `SIGHTINGS`. */
  readonly seen: string;
  readonly time: string;
  /** For an end: when it was last seen running, if it was. */
  readonly last_running_at: string | null;
  /** The provider's own word. */
  readonly status: string | null;
}

/** What the browser reported of a safe restore. */
export interface StepRow {
  /** As in {@link IntentRow}. */
  readonly id: string;
  readonly operation_id: string;
  readonly time: string;
  readonly step: string;
  readonly detail: string | null;
}

/** Somebody who has signed in. The token stands here only sealed, and the id not at all. Rows change and go. */
export interface SessionRow {
  /** SHA-256 of the id that the browser has. */
  readonly id_hash: string;
  /** Token and account, sealed under a key that is not in the database. */
  readonly box: string;
  readonly created_at: string;
  /** When it was last used, to about a minute. */
  readonly seen_at: string;
}

/** A sign-in that the provider ended by refusing its token, so that every gateway can tell why it is gone. */
export interface EndedSessionRow {
  /** As in {@link SessionRow}. */
  readonly id_hash: string;
  /** When nobody needs to know it any more. */
  readonly until: string;
}

/** What a gateway has under way, for the others on the same PostgreSQL. Rows come and go. */
export interface LeaseRow {
  readonly name: string;
  /** What is counted together; null for a name that only one may hold. */
  readonly scope: string | null;
  /** Tells the holder of now from one whose lease ran out. */
  readonly holder: string;
  /** Epoch ms by the clock of the database. */
  readonly until: number;
}

/** One row that is written to see whether the database takes writes. */
export interface ProbeRow {
  readonly id: number;
  readonly at: string;
  /** As long as an entry of the log, so that a disk with less room than that shows. */
  readonly filler: string;
}

export interface Tables extends AlertTables {
  readonly lease: LeaseRow;
  readonly write_probe: ProbeRow;
  readonly session: SessionRow;
  readonly session_ended: EndedSessionRow;
  readonly activity_intent: IntentRow;
  readonly activity_outcome: OutcomeRow;
  readonly activity_step: StepRow;
  readonly activity_sighting: SightingRow;
}

export type DatabaseKind = 'sqlite' | 'postgres';

/** An open database with all its tables. */
export interface Database {
  readonly kind: DatabaseKind;
  readonly db: Kysely<Tables>;
  close(): Promise<void>;
}
