/*
 * What the alerts remember. Unlike the activity log these rows change: they are a memory, not a record. `scope` keeps
 * the sandbox, each provider and, in a database that gateways share, each token apart (`watchScope`). Times are ISO 8601 in UTC of this
 * machine's clock, as text; `0` and `1` stand for no and yes.
 */

/** One row a provider: how the watch as a whole stands. */
export interface AlertWatchRow {
  readonly scope: string;
  /** Whether the summary of the first reading was told. */
  readonly is_started: number;
  readonly blind_rounds: number;
  readonly is_blind_told: number;
  readonly readable_rounds: number;
  /** When the last round began. */
  readonly round_at: string | null;
  /** JSON: how it went. */
  readonly round: string | null;
}

/** What was told of a server, and what waits to be. */
export interface AlertServerRow {
  readonly scope: string;
  readonly server_key: string;
  readonly told: string | null;
  readonly pending: string | null;
  readonly absent_since: string | null;
}

/** A message that must arrive: written in the same transaction as what it tells, then sent until it is taken. */
export interface AlertDeliveryRow {
  /** A UUID of version 7: text order is the order of telling. */
  readonly id: string;
  readonly scope: string;
  readonly event: string;
  /** The server's `idKey`; null for what concerns none. */
  readonly server_key: string | null;
  readonly server_name: string | null;
  readonly made_at: string;
  /** The exact JSON text that is sent and signed. */
  readonly body: string;
  readonly attempts: number;
  /** When it is tried next; null once it was taken. */
  readonly next_at: string | null;
  readonly delivered_at: string | null;
  /** HTTP status of the last attempt; null when none came. */
  readonly last_status: number | null;
  /** A word for what went wrong last; null when nothing did. */
  readonly last_problem: string | null;
}

export interface AlertTables {
  readonly alert_watch: AlertWatchRow;
  readonly alert_server: AlertServerRow;
  readonly alert_delivery: AlertDeliveryRow;
}
