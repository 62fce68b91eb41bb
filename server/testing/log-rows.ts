import { chunks } from '../database/chunks';
import type { IntentRow, OutcomeRow } from '../database/schema/activity';
import type { Database } from '../database/tables';

/** An intent as the log keeps it: a create on the demo data's first server. */
export function intentRow(id: string, change: Partial<IntentRow> = {}): IntentRow {
  return {
    id,
    time: '2025-01-16T15:45:00.000Z',
    action: 'create_backup',
    provider_host: null,
    account: null,
    actor_email: null,
    actor_token: null,
    actor_search: '',
    self_given_name: null,
    server_key: '12345',
    server: JSON.stringify({ id: 12345, name: 'web-server-01' }),
    backup_key: null,
    backup: null,
    description: null,
    operation_id: null,
    request_id: 'request',
    ...change,
  };
}

/** The answer to it: the provider accepted, and made backup 77. */
export function outcomeRow(intentId: string, change: Partial<OutcomeRow> = {}): OutcomeRow {
  return {
    intent_id: intentId,
    time: '2025-01-16T15:45:00.000Z',
    outcome: 'succeeded',
    reason: null,
    detail: null,
    provider_status: 201,
    duration_ms: 1,
    result: JSON.stringify({ backupId: 77, serverName: 'web-server-01' }),
    ...change,
  };
}

/** Inserts rows as an older version wrote them, or that no version writes. */
export async function insertRows(
  { db }: Database,
  intents: readonly IntentRow[],
  outcomes: readonly OutcomeRow[] = [],
): Promise<void> {
  for (const some of chunks(intents)) await db.insertInto('activity_intent').values(some).execute();
  for (const some of chunks(outcomes)) await db.insertInto('activity_outcome').values(some).execute();
}
