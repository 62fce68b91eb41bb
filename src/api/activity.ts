import * as v from 'valibot';
import type { Backup, Id } from '../core/backups/backup';
import type { CsvSeparator } from '../core/backups/export-rows';
import { reportContractIssue } from '../core/contract/contract-issues';
import {
  type ActivityEntry,
  type ActivityFormat,
  activityEntrySchema,
  activityPageSchema,
  MAX_ACTIVITY_TEXT,
  type OperationStep,
} from '../core/contract/schema-activity';
import type { ActivityFilter, OperationReport, StepReport } from '../core/contract/schema-activity-requests';
import { decodeAnswer, reasonOf } from './decode';
import { type CallOptions, send } from './http';

const PATH = '/api/activity';

export interface ActivityQuery extends ActivityFilter {
  /** This entry alone. */
  readonly id?: string | undefined;
  /** `next` of the page before; left out for the newest. */
  readonly cursor?: string | undefined;
  /** Entries a page: 1 to 200, 50 when left out. */
  readonly limit?: number | undefined;
}

export interface ActivityPage {
  /** Newest first. */
  readonly entries: readonly ActivityEntry[];
  /** Cursor of the next page; null on the last one. */
  readonly next: string | null;
  /** Entries that could not be understood and were left out. */
  readonly skippedCount: number;
}

/** What was done through this gateway, newest first. Throws `ApiError`; `server` where the log cannot be read. */
export async function listActivity(
  { limit, ...filter }: ActivityQuery = {},
  options?: CallOptions,
): Promise<ActivityPage> {
  const query = queryOf({ ...filter, limit: limit === undefined ? undefined : String(limit) });
  const page = decodeAnswer(activityPageSchema, await send({ method: 'GET', path: PATH, query }, options));
  const results = page.entries.map((entry) => v.safeParse(activityEntrySchema, entry));
  const bad = results.filter((result) => !result.success);
  if (bad[0] !== undefined) {
    reportContractIssue(
      `${bad.length} of the activity entries could not be read. The first: ${reasonOf(bad[0].issues)}`,
    );
  }
  return {
    entries: results.flatMap((result) => (result.success ? [result.output] : [])),
    next: page.next,
    skippedCount: bad.length,
  };
}

export interface OperationInput {
  /** 8–64 letters, digits, `_` or `-`, made by the caller; every write of the operation carries it too. */
  readonly operationId: string;
  readonly server: { readonly id: Id; readonly name: string | null };
  /** The backup that is to be restored. */
  readonly backup: Backup;
}

/**
 * Tells the log that a safe restore begins; its first step, `started`, is written with it. Telling the same twice
 * does nothing more. Throws `ApiError`; `conflict` when the id stands for another operation already.
 */
export async function reportOperation(input: OperationInput, options?: CallOptions): Promise<void> {
  const { operationId, server, backup } = input;
  const json: OperationReport = {
    operation_id: operationId,
    kind: 'safe_restore',
    server: { id: server.id, name: server.name && cutText(server.name) },
    backup: {
      id: backup.id,
      type: backup.type,
      status: backup.status,
      size_mb: backup.sizeMb,
      created_at: backup.createdAt,
      expires_at: backup.expiresAt,
      description: cutText(backup.description),
    },
  };
  await send({ method: 'POST', path: `${PATH}/operations`, json, needsBody: false }, options);
}

export interface OperationStepInput {
  readonly operationId: string;
  readonly step: OperationStep;
  /** What there is to say about it, as text; cut to 500 characters. */
  readonly detail?: string | undefined;
}

/** Tells the log of one step of a safe restore. Throws `ApiError`; `notFound` when the operation was never reported. */
export async function reportOperationStep(
  { operationId, step, detail }: OperationStepInput,
  options?: CallOptions,
): Promise<void> {
  const path = `${PATH}/operations/${encodeURIComponent(operationId)}/steps`;
  const json: StepReport = { step, detail: detail === undefined ? null : cutText(detail) };
  await send({ method: 'POST', path, json, needsBody: false }, options);
}

/** Address of a download of everything that the filter means, for a link with `download`. */
export function exportActivityUrl(
  filter: ActivityFilter,
  format: ActivityFormat,
  csvSeparator: CsvSeparator,
): string {
  // Commas are what the gateway writes unasked.
  const separator = format === 'csv' && csvSeparator !== 'comma' ? csvSeparator : undefined;
  return `${PATH}/export?${queryOf({ format, separator, ...filter }).toString()}`;
}

function queryOf(values: Readonly<Record<string, string | undefined>>): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== undefined) query.set(name, value);
  return query;
}

function cutText(text: string): string {
  // Half a character would not survive the way.
  return text.slice(0, MAX_ACTIVITY_TEXT).replace(/[\uD800-\uDBFF]$/, '');
}
