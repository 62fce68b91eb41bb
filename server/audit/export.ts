import type { Context } from 'hono';
import type { ActivityFormat, WireEntry } from '../../src/core/contract/schema-activity';
import { type CsvSeparator, type ExportCell, toCsv } from '../../src/core/lib/csv';
import { databaseErrorCode } from '../database/error-code';
import { cutOnFailure, resetConnection } from '../http/cut-stream';
import type { GatewayEnv } from '../http/http-env';
import type { Log } from '../http/log';

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
  'accepted_at',
  'ended_at',
  'operation_id',
  'request_id',
  'steps',
] as const;

type Row = Record<(typeof COLUMNS)[number], ExportCell>;

/** Without it Excel takes the text for an old code page. */
const BYTE_ORDER_MARK = '\uFEFF';

/** The first line, with the mark by which Excel knows UTF-8. */
function csvHeader(separator: CsvSeparator): string {
  return BYTE_ORDER_MARK + toCsv(COLUMNS, [], separator);
}

/** One entry as a line; a safe restore's steps stand in one field. Formulas are guarded. */
function csvLine(entry: WireEntry, separator: CsvSeparator): string {
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
    accepted_at: entry.accepted_at,
    ended_at: entry.ended_at,
    operation_id: entry.operation_id,
    request_id: entry.request_id,
    steps: entry.steps.map(({ time, step }) => `${time} ${step}`).join(' | ') || null,
  };
  const [, line = ''] = toCsv(COLUMNS, [row], separator).split(/(?<=^[^\r\n]*\r\n)/);
  return line;
}

const LINES_A_PIECE = 100;

export interface ExportOptions {
  /** Newest first. */
  readonly entries: AsyncGenerator<WireEntry>;
  readonly format: ActivityFormat;
  /** Between the fields of CSV. */
  readonly separator: CsvSeparator;
  readonly log: Log;
}

/**
 * Sends the log as a file, as fast as it is read and taken. Where it cannot be read to its end, the connection breaks
 * off: the browser must not take the part for the whole. What fails at once rejects.
 */
export async function sendExport(
  c: Context<GatewayEnv>,
  { entries, format, separator, log }: ExportOptions,
): Promise<Response> {
  const pieces = format === 'csv' ? csvPieces(entries, separator) : jsonPieces(entries);
  const encoder = new TextEncoder();
  // Read before anything is sent, so that a log that cannot be read at all is an error in words.
  let next = await pieces.next();
  const file = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        if (next.done === true) {
          controller.close();
          return;
        }
        controller.enqueue(encoder.encode(next.value));
        next = await pieces.next();
      },
      async cancel() {
        await pieces.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
  const handed = cutOnFailure(file, (error) => {
    log.event('export_cut', { id: c.get('requestId'), code: databaseErrorCode(error) });
    resetConnection(c.env.outgoing);
  });
  c.header('content-type', format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json');
  c.header('content-disposition', `attachment; filename="activity.${format}"`);
  return c.body(handed);
}

async function* csvPieces(
  entries: AsyncGenerator<WireEntry>,
  separator: CsvSeparator,
): AsyncGenerator<string, undefined> {
  let piece = csvHeader(separator);
  let lines = 0;
  for await (const entry of entries) {
    piece += csvLine(entry, separator);
    lines += 1;
    if (lines % LINES_A_PIECE === 0) {
      yield piece;
      piece = '';
    }
  }
  yield piece;
}

async function* jsonPieces(entries: AsyncGenerator<WireEntry>): AsyncGenerator<string, undefined> {
  let piece = '[';
  let lines = 0;
  for await (const entry of entries) {
    piece += `${lines === 0 ? '\n' : ',\n'}${JSON.stringify(entry)}`;
    lines += 1;
    if (lines % LINES_A_PIECE === 0) {
      yield piece;
      piece = '';
    }
  }
  yield `${piece}\n]\n`;
}
