import { type Kysely, sql } from 'kysely';
import { type DatabaseKind, keyText } from './dialect';

/** A link that opens the wall without sign-in, until its row is deleted. */
interface WallLinkRow {
  readonly id: string;
  /** Provider and account whose fleet it shows. */
  readonly scope: string;
  /** SHA-256 of the secret in its screens' cookie. */
  readonly secret_hash: string;
  readonly name: string;
  /** Null if the gateway cannot know. */
  readonly made_by: string | null;
  readonly made_at: string;
  /** Last use, accurate to about ten minutes; null for never. */
  readonly used_at: string | null;
}

export interface WallLinkTables {
  readonly wall_link: WallLinkRow;
}

export async function addWallLinks(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  const key = keyText(kind);
  await sql`CREATE TABLE wall_link (
    id ${key} PRIMARY KEY, scope ${key} NOT NULL, secret_hash ${key} NOT NULL UNIQUE, name text NOT NULL, made_by text,
    made_at ${key} NOT NULL, used_at ${key}
  )`.execute(db);
  await sql`CREATE INDEX wall_link_by_scope ON wall_link (scope, id)`.execute(db);
}
