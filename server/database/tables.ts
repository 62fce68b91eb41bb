import type { Kysely } from 'kysely';
import type { ActivityTables } from './schema/activity';
import type { AgreementTables } from './schema/agreements';
import type { AlertTables } from './schema/alerts';
import type { DatabaseKind } from './schema/dialect';
import type { LeaseTables } from './schema/leases';
import type { OperationTables } from './schema/operations';
import type { ScheduleTables } from './schema/schedules';
import type { SessionTables } from './schema/sessions';
import type { WallLinkTables } from './schema/wall-links';

/** All tables. SQLite and PostgreSQL hold the same: times as ISO text, structured values as JSON text. */
export interface Tables
  extends ActivityTables,
    AgreementTables,
    AlertTables,
    LeaseTables,
    OperationTables,
    ScheduleTables,
    SessionTables,
    WallLinkTables {}

/** An open database, migrated to this version. */
export interface Database {
  readonly kind: DatabaseKind;
  readonly db: Kysely<Tables>;
  close(): Promise<void>;
}
