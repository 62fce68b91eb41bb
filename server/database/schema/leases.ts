import { type Kysely, sql } from 'kysely';
import { type DatabaseKind, keyText } from './dialect';

/** What a gateway is working on, visible to the others on the same PostgreSQL. */
interface LeaseRow {
  readonly name: string;
  /** Leases with the same scope are counted together; null for an exclusive one. */
  readonly scope: string | null;
  /** Distinguishes the holder from one whose lease expired. */
  readonly holder: string;
  /** Epoch ms of the database's clock. */
  readonly until: number;
}

/** One row, written to test whether the database accepts writes. */
interface ProbeRow {
  readonly id: number;
  readonly at: string;
  /** As long as an entry of the log, so that a nearly full disk is noticed. */
  readonly filler: string;
}

export interface LeaseTables {
  readonly lease: LeaseRow;
  readonly write_probe: ProbeRow;
}

export async function addLeases(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  const key = keyText(kind);
  await sql`CREATE TABLE lease (
    name ${key} PRIMARY KEY, scope ${key}, holder ${key} NOT NULL, "until" bigint NOT NULL
  )`.execute(db);
  await sql`CREATE INDEX lease_by_scope ON lease (scope, "until")`.execute(db);
  await sql`CREATE TABLE write_probe (id integer PRIMARY KEY, at ${key} NOT NULL, filler text NOT NULL)`.execute(
    db,
  );
}
