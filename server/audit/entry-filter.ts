import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { ActivityAction, ActivityOutcome } from '../../src/core/contract/schema-activity';
import { normalizedText } from '../../src/core/lib/fold-text';
import type { IntentRow } from '../database/schema/activity';
import type { Database } from '../database/tables';

/** Times are ISO 8601 in UTC; `to` is exclusive. */
export interface EntryFilter {
  readonly id?: string | undefined;
  readonly server?: string | undefined;
  readonly backup?: string | undefined;
  readonly action?: ActivityAction | undefined;
  readonly outcome?: ActivityOutcome | undefined;
  readonly actor?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Entries of other accounts and providers are never read. */
export interface EntryScope {
  readonly database: Database;
  /** Null for the sandbox. */
  readonly providerHost: string | null;
  readonly account: string | null;
}

type Condition = RawBuilder<SqlBool>;

/** SQL condition for scope and filter, except for its outcome, which is not stored. */
export function passes(
  table: string,
  filter: EntryFilter,
  { providerHost, account }: Pick<EntryScope, 'providerHost' | 'account'>,
): Condition {
  const column = (name: keyof IntentRow) => sql.ref(`${table}.${name}`);
  const is = (name: keyof IntentRow, value: string | null): Condition =>
    value === null ? sql`${column(name)} is null` : sql`${column(name)} = ${value}`;
  const { id, server, backup, action, actor, from, to } = filter;
  const conditions = [is('provider_host', providerHost), is('account', account)];
  if (id !== undefined) conditions.push(is('id', id));
  if (server !== undefined) conditions.push(is('server_key', server));
  if (backup !== undefined) {
    conditions.push(sql`(${is('backup_key', backup)} or ${madeBackup(column('id'), backup)})`);
  }
  if (action !== undefined) conditions.push(is('action', action));
  if (from !== undefined) conditions.push(sql`${column('time')} >= ${from}`);
  if (to !== undefined) conditions.push(sql`${column('time')} < ${to}`);
  if (actor !== undefined) {
    const text = normalizedText(actor).toLowerCase();
    const pattern = `%${likeText(text)}%`;
    conditions.push(sql`${column('actor_search')} like ${pattern} escape '\\'`);
  }
  return sql`${sql.join(conditions, sql` and `)}`;
}

/** SQL condition: the write made the backup, whose id is a number or a text. */
function madeBackup(intentId: RawBuilder<unknown>, backupKey: string): Condition {
  const begins = (id: string) => sql`made.result like ${`{"backupId":${likeText(id)},%`} escape '\\'`;
  return sql`exists (select 1 from activity_outcome as made where made.intent_id = ${intentId}
    and (${begins(backupKey)} or ${begins(JSON.stringify(backupKey))}))`;
}

/** A text escaped for a `like` pattern. */
function likeText(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

/** SQL condition: the write is part of the safe restore. Older versions accepted any write under its id. */
export function belongsTo(part: string, whole: string): Condition {
  const same = (name: keyof IntentRow) => sql`${sql.ref(`${part}.${name}`)} = ${sql.ref(`${whole}.${name}`)}`;
  return sql`${same('operation_id')} and ${same('server_key')}
    and ${sql.ref(`${whole}.action`)} = 'safe_restore'
    and ${sql.ref(`${part}.action`)} in ('create_backup', 'restore_server')`;
}
