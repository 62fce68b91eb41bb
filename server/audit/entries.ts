import * as v from 'valibot';
import { observedDurationMs } from '../../src/core/backups/duration-observation';
import { idSchema, isoSchema } from '../../src/core/contract/schema';
import {
  ACTIVITY_ACTIONS,
  type ActivityAction,
  type ActivityOutcome,
  isOwnAction,
  OPERATION_STEPS,
  type WireEntry,
  type WireStep,
  type WireWrite,
  wireBackupSchema,
  wireStepSchema,
  wireWriteSchema,
} from '../../src/core/contract/schema-activity';
import { parseJson } from '../../src/core/lib/parse-json';
import { END_UNSEEN_AFTER_MS, SIGHTINGS, type Sighting } from '../../src/core/restore/observed-end';
import type { IntentRow, OutcomeRow, SightingRow, StepRow } from '../database/schema/activity';
import { madeAtMs } from '../database/time-id';
import { operationEnd } from './operations';
import { STORED_OUTCOMES } from './store';

/** An intent with its outcome. */
export interface WriteRow {
  readonly intent: IntentRow;
  readonly outcome: OutcomeRow | null;
  readonly sightings: readonly SightingRow[];
}

export interface EntryClock {
  /** Whether an intent without an outcome can still get one. */
  readonly isUnderWay: (intentId: string) => boolean;
  /** Clock of the entries, epoch ms. */
  readonly now: () => number;
}

const serverSchema = v.object({ id: idSchema, name: v.nullable(v.string()) });
const resultSchema = v.object({ backupId: v.nullable(idSchema), serverName: v.nullable(v.string()) });
const actionSchema = v.picklist(ACTIVITY_ACTIONS);
const outcomeSchema = v.picklist(STORED_OUTCOMES);
const stepSchema = v.picklist(OPERATION_STEPS);
const sightingSchema = v.picklist(SIGHTINGS);

/** A row on the wire. In a damaged file, an unreadable fact becomes null and an unreadable row `unreadable`. */
function toWrite(row: WriteRow, clock: EntryClock): WireWrite {
  const { intent, outcome } = row;
  const action = v.safeParse(actionSchema, intent.action);
  if (!action.success) return unreadable(intent);
  const result = parse(resultSchema, outcome?.result ?? null);
  const server = parse(serverSchema, intent.server);
  const hasActor = intent.actor_email !== null || intent.actor_token !== null;
  const write = {
    id: intent.id,
    time: intent.time,
    action: action.output,
    provider_host: intent.provider_host,
    actor: hasActor ? { email: intent.actor_email, token_name: intent.actor_token } : null,
    self_given_name: intent.self_given_name,
    server: server && { ...server, name: server.name ?? result?.serverName ?? null },
    backup: parse(wireBackupSchema, intent.backup),
    description: intent.description,
    result_backup_id: result?.backupId ?? null,
    detail: outcome?.detail ?? null,
    provider_status: outcome?.provider_status ?? null,
    ...endOf(action.output, row, clock),
    operation_id: intent.operation_id,
    request_id: intent.request_id,
  };
  // SQLite stores values of any type in any column.
  return v.is(wireWriteSchema, write) ? write : unreadable(intent);
}

type WriteEnd = Pick<WireWrite, 'outcome' | 'reason' | 'duration_ms' | 'accepted_at' | 'ended_at'>;

/** The provider's answer and, once it accepted, the end seen later. */
function endOf(action: ActivityAction, row: WriteRow, { isUnderWay, now }: EntryClock): WriteEnd {
  const { intent, outcome, sightings } = row;
  const none = { reason: null, duration_ms: null, accepted_at: null, ended_at: null };
  if (outcome === null) {
    return isUnderWay(intent.id)
      ? { ...none, outcome: 'pending' }
      : { ...none, outcome: 'unknown', reason: 'no_outcome' };
  }
  const answered = v.parse(v.fallback(outcomeSchema, 'unknown'), outcome.outcome);
  if (answered !== 'succeeded') {
    return { ...none, outcome: answered, reason: outcome.reason, ended_at: outcome.time };
  }
  if (isOwnAction(action)) {
    return { ...none, outcome: 'completed', reason: outcome.reason, ended_at: outcome.time };
  }
  if (action === 'delete_backup') return { ...none, outcome: 'deleted', ended_at: outcome.time };
  const accepted = { ...none, accepted_at: outcome.time };
  const end = endIn(sightings);
  if (end !== null) {
    const { seen, time, last_running_at } = end.row;
    return {
      ...accepted,
      ...END_OUTCOMES[end.seen],
      ended_at: seen === 'vanished' ? null : time,
      duration_ms: watchedMs(outcome.time, last_running_at, time),
    };
  }
  // Rows carry the sandbox's time if that is the provider; ids carry this machine's.
  const agesMs = [now() - Date.parse(outcome.time), Date.now() - madeAtMs(intent.id)];
  const isOverdue = agesMs.some((ageMs) => ageMs > END_UNSEEN_AFTER_MS);
  return { ...accepted, outcome: isOverdue ? 'unseen' : 'accepted' };
}

type End = Exclude<Sighting, 'running'>;

const END_OUTCOMES: Readonly<Record<End, Pick<WireWrite, 'outcome' | 'reason'>>> = {
  completed: { outcome: 'completed', reason: null },
  failed: { outcome: 'failed', reason: 'backup_failed' },
  server_error: { outcome: 'server_error', reason: null },
  vanished: { outcome: 'unseen', reason: null },
};

function endIn(rows: readonly SightingRow[]): { readonly seen: End; readonly row: SightingRow } | null {
  for (const row of rows) {
    const seen = v.safeParse(sightingSchema, row.seen);
    if (seen.success && seen.output !== 'running' && v.is(isoSchema, row.time)) {
      return { seen: seen.output, row };
    }
  }
  return null;
}

function watchedMs(acceptedAt: string, lastRunningAt: string | null, endedAt: string): number | null {
  if (lastRunningAt === null) return null;
  const durationMs = observedDurationMs(Date.parse(acceptedAt), {
    lastSeenRunningMs: Date.parse(lastRunningAt),
    firstSeenCompletedMs: Date.parse(endedAt),
  });
  return durationMs === null ? null : Math.round(durationMs);
}

/** Writes of a safe restore: all, or the newest of `total`. */
export interface OperationParts {
  readonly rows: readonly WriteRow[];
  readonly total: number;
}

export const NO_PARTS: OperationParts = { rows: [], total: 0 };

/** An entry of the log: a write, or a safe restore with its steps and writes. */
export function toEntry(
  row: WriteRow,
  steps: readonly StepRow[],
  parts: OperationParts,
  clock: EntryClock,
): WireEntry {
  const write = toWrite(row, clock);
  if (write.action !== 'safe_restore') return { ...write, steps: [], writes: [], writes_total: 0 };
  const reported = steps.map((step) => toStep(step, write.time));
  const writes = parts.rows.map((one) => toWrite(one, clock));
  return { ...write, ...operationEnd(writes, reported), steps: reported, writes, writes_total: parts.total };
}

function toStep({ time, step, detail }: StepRow, fallbackTime: string): WireStep {
  const read = {
    time,
    step: v.parse(v.fallback(v.union([stepSchema, v.literal('unreadable')]), 'unreadable'), step),
    detail,
  };
  return v.is(wireStepSchema, read) ? read : { time: fallbackTime, step: 'unreadable', detail: null };
}

/** A damaged row: its id, and a time from the row or the id. */
function unreadable(intent: IntentRow): WireWrite {
  const id = String(intent.id);
  const made = new Date(madeAtMs(id));
  const madeAt = Number.isNaN(made.getTime()) ? new Date(0) : made;
  return {
    id,
    time: v.is(isoSchema, intent.time) ? intent.time : madeAt.toISOString(),
    action: 'unreadable',
    provider_host: null,
    actor: null,
    self_given_name: null,
    server: parse(serverSchema, intent.server),
    backup: null,
    description: null,
    result_backup_id: null,
    outcome: 'unknown' satisfies ActivityOutcome,
    reason: null,
    detail: null,
    provider_status: null,
    duration_ms: null,
    accepted_at: null,
    ended_at: null,
    operation_id: null,
    request_id: String(intent.request_id),
  };
}

/** Null for a damaged row. */
function parse<Schema extends v.GenericSchema>(
  schema: Schema,
  text: string | null,
): v.InferOutput<Schema> | null {
  const result = v.safeParse(schema, typeof text === 'string' ? parseJson(text) : undefined);
  return result.success ? result.output : null;
}
