import { type Kysely, sql } from 'kysely';
import { type DatabaseKind, keyText } from './dialect';

/** A change of several steps that a gateway carries out. */
export interface OperationRow {
  readonly id: string;
  readonly kind: string;
  /** Host of the provider; empty for the sandbox. */
  readonly provider: string;
  /** Whose it is; empty if the gateway has its own token. */
  readonly account: string;
  readonly server_key: string;
  /** JSON. */
  readonly record: string;
  /** Number of changes of the record. */
  readonly version: number;
  /** 1 while a gateway has work to do for it. */
  readonly is_due: number;
  /** 1 while it blocks other operations of the server. */
  readonly is_blocking: number;
  /** 1 when there is nothing left to show. */
  readonly is_dismissed: number;
  /** The sign-in whose token it uses; null if the gateway has its own token. */
  readonly session: string | null;
  /** The gateway that carries it out, and until when without a renewal: epoch ms of the database's clock. */
  readonly holder: string | null;
  readonly until: number;
}

export interface OperationTables {
  readonly operation: OperationRow;
}

export async function addOperations(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  const key = keyText(kind);
  await sql`CREATE TABLE operation (
    id ${key} PRIMARY KEY, kind ${key} NOT NULL, provider ${key} NOT NULL, account ${key} NOT NULL,
    server_key ${key} NOT NULL, record text NOT NULL, version integer NOT NULL, is_due integer NOT NULL, is_blocking integer NOT NULL,
    is_dismissed integer NOT NULL, session ${key}, holder ${key}, "until" bigint NOT NULL
  )`.execute(db);
  // If two gateways start an operation on one server at once, one is refused.
  await sql`CREATE UNIQUE INDEX operation_one_a_server ON operation (provider, account, server_key)
    WHERE is_blocking = 1`.execute(db);
  await sql`CREATE INDEX operation_due ON operation (id) WHERE is_due = 1`.execute(db);
  await sql`CREATE INDEX operation_shown ON operation (provider, account, id) WHERE is_dismissed = 0`.execute(
    db,
  );
}
