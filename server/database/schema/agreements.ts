import { type Kysely, sql } from 'kysely';
import { type DatabaseKind, keyText } from './dialect';

/** What people agreed about a server or all servers with a tag, or their marks on a backup. */
export interface AgreementRow {
  /** The provider and account it belongs to. */
  readonly scope: string;
  readonly kind: 'server' | 'tag' | 'backup';
  /** `idKey` of the server or the backup, or the tag. */
  readonly key: string;
  /** Number of changes. */
  readonly version: number;
  /** JSON: a `WireServerAgreement`, a `WireTagAgreement` or a `WireBackupMark`. */
  readonly body: string;
}

export interface AgreementTables {
  readonly agreement: AgreementRow;
}

export async function addAgreements(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  const key = keyText(kind);
  await sql`CREATE TABLE agreement (
    scope ${key} NOT NULL, kind ${key} NOT NULL, key ${key} NOT NULL, version integer NOT NULL, body text NOT NULL,
    CONSTRAINT agreement_key PRIMARY KEY (scope, kind, key)
  )`.execute(db);
}
