import type { WireEntry } from '../../src/api/schema-activity';
import { type ExportCell, toCsv } from '../../src/domain/export-rows';

const COLUMNS = [
  'id',
  'time',
  'action',
  'outcome',
  'reason',
  'detail',
  'actor_email',
  'actor_token',
  'server_id',
  'server_name',
  'backup_id',
  'backup_type',
  'backup_status',
  'backup_size_mb',
  'backup_created_at',
  'backup_expires_at',
  'backup_description',
  'description',
  'result_backup_id',
  'provider_host',
  'provider_status',
  'duration_ms',
  'ended_at',
  'operation_id',
  'request_id',
  'steps',
] as const;

type Row = Record<(typeof COLUMNS)[number], ExportCell>;

/** Without it Excel takes the text for an old code page. */
const BYTE_ORDER_MARK = '\uFEFF';

/** The first line, with the mark by which Excel knows UTF-8. */
export function csvHeader(): string {
  return BYTE_ORDER_MARK + toCsv(COLUMNS, []);
}

/** One entry as a line; a safe restore's steps stand in one field. Formulas are guarded. */
export function csvLine(entry: WireEntry): string {
  const { backup } = entry;
  const row: Row = {
    id: entry.id,
    time: entry.time,
    action: entry.action,
    outcome: entry.outcome,
    reason: entry.reason,
    detail: entry.detail,
    actor_email: entry.actor?.email ?? null,
    actor_token: entry.actor?.token_name ?? null,
    server_id: entry.server?.id ?? null,
    server_name: entry.server?.name ?? null,
    backup_id: backup?.id ?? null,
    backup_type: backup?.type ?? null,
    backup_status: backup?.status ?? null,
    backup_size_mb: backup?.size_mb ?? null,
    backup_created_at: backup?.created_at ?? null,
    backup_expires_at: backup?.expires_at ?? null,
    backup_description: backup?.description ?? null,
    description: entry.description,
    result_backup_id: entry.result_backup_id,
    provider_host: entry.provider_host,
    provider_status: entry.provider_status,
    duration_ms: entry.duration_ms,
    ended_at: entry.ended_at,
    operation_id: entry.operation_id,
    request_id: entry.request_id,
    steps: entry.steps.map(({ time, step }) => `${time} ${step}`).join(' | ') || null,
  };
  const [, line = ''] = toCsv(COLUMNS, [row]).split(/(?<=^[^\r\n]*\r\n)/);
  return line;
}
