import type { Context } from 'hono';
import type { ActivityFormat, WireEntry } from '../../src/core/contract/schema-activity';
import { type CsvSeparator, type ExportCell, toCsv } from '../../src/core/lib/csv';
import { databaseErrorCode } from '../database/error-code';
import { cutOnFailure, resetConnection } from '../http/cut-stream';
import type { GatewayEnv } from '../http/http-env';
import type { Log } from '../http/log';

const COLUMNS: Readonly<Record<string, (entry: WireEntry) => ExportCell | undefined>> = {
  id: ({ id }) => id,
  time: ({ time }) => time,
  action: ({ action }) => action,
  outcome: ({ outcome }) => outcome,
  reason: ({ reason }) => reason,
  detail: ({ detail }) => detail,
  actor_email: ({ actor }) => actor?.email,
  actor_token: ({ actor }) => actor?.token_name,
  self_given_name: ({ self_given_name }) => self_given_name,
  server_id: ({ server }) => server?.id,
  server_name: ({ server }) => server?.name,
  backup_id: ({ backup }) => backup?.id,
  backup_type: ({ backup }) => backup?.type,
  backup_status: ({ backup }) => backup?.status,
  backup_size_mb: ({ backup }) => backup?.size_mb,
  backup_created_at: ({ backup }) => backup?.created_at,
  backup_expires_at: ({ backup }) => backup?.expires_at,
  backup_description: ({ backup }) => backup?.description,
  description: ({ description }) => description,
  result_backup_id: ({ result_backup_id }) => result_backup_id,
  provider_host: ({ provider_host }) => provider_host,
  provider_status: ({ provider_status }) => provider_status,
  duration_ms: ({ duration_ms }) => duration_ms,
  accepted_at: ({ accepted_at }) => accepted_at,
  ended_at: ({ ended_at }) => ended_at,
  operation_id: ({ operation_id }) => operation_id,
  request_id: ({ request_id }) => request_id,
  steps: ({ steps }) => steps.map(({ time, step }) => `${time} ${step}`).join(' | ') || null,
};
const NAMES = Object.keys(COLUMNS);

/** Excel recognises UTF-8 by this mark. */
const BYTE_ORDER_MARK = '\uFEFF';

interface FileFormat {
  readonly contentType: string;
  readonly start: string;
  readonly line: (entry: WireEntry, isFirst: boolean) => string;
  readonly end: string;
}

const JSON_FILE: FileFormat = {
  contentType: 'application/json',
  start: '[',
  line: (entry, isFirst) => `${isFirst ? '\n' : ',\n'}${JSON.stringify(entry)}`,
  end: '\n]\n',
};

function csvFile(separator: CsvSeparator): FileFormat {
  const header = toCsv(NAMES, [], separator);
  return {
    contentType: 'text/csv; charset=utf-8',
    start: BYTE_ORDER_MARK + header,
    line: (entry) => {
      const row = Object.fromEntries(NAMES.map((name) => [name, COLUMNS[name]?.(entry) ?? null]));
      return toCsv(NAMES, [row], separator).slice(header.length);
    },
    end: '',
  };
}

const LINES_PER_PIECE = 100;

async function* pieces(
  entries: AsyncGenerator<WireEntry>,
  { start, line, end }: FileFormat,
): AsyncGenerator<Uint8Array<ArrayBuffer>, undefined> {
  const encoder = new TextEncoder();
  let piece = start;
  let count = 0;
  for await (const entry of entries) {
    piece += line(entry, count === 0);
    count += 1;
    if (count % LINES_PER_PIECE === 0) {
      yield encoder.encode(piece);
      piece = '';
    }
  }
  yield encoder.encode(piece + end);
}

export interface ExportOptions {
  /** Newest first. */
  readonly entries: AsyncGenerator<WireEntry>;
  readonly format: ActivityFormat;
  /** Of CSV fields. */
  readonly separator: CsvSeparator;
  readonly log: Log;
}

/**
 * Streams the log as a file, no faster than it is received. A read error breaks the connection, so that the browser
 * does not take a part for the whole; one before the first chunk rejects.
 */
export async function sendExport(
  c: Context<GatewayEnv>,
  { entries, format, separator, log }: ExportOptions,
): Promise<Response> {
  const fileFormat = format === 'csv' ? csvFile(separator) : JSON_FILE;
  const source = pieces(entries, fileFormat);
  let next = await source.next();
  const file = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        if (next.done === true) return controller.close();
        controller.enqueue(next.value);
        next = await source.next();
      },
      async cancel() {
        await source.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
  const handed = cutOnFailure(file, (error) => {
    log.event('export_cut', { id: c.get('requestId'), code: databaseErrorCode(error) });
    resetConnection(c.env.outgoing);
  });
  c.header('content-type', fileFormat.contentType);
  c.header('content-disposition', `attachment; filename="activity.${format}"`);
  return c.body(handed);
}
