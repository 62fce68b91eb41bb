import * as v from 'valibot';
import { idSchema } from '../../src/api/schema';
import {
  ACTIVITY_ACTIONS,
  ACTIVITY_OUTCOMES,
  type ActivityOutcome,
  OPERATION_STEPS,
  type OperationStep,
  type WireEntry,
  type WireStep,
  type WireWrite,
} from '../../src/api/schema-activity';
import type { IntentRow, OutcomeRow, StepRow } from '../database/tables';

/** An intent with the outcome that followed it, if one did. */
export interface WriteRow {
  readonly intent: IntentRow;
  readonly outcome: OutcomeRow | null;
}

/** Decides between "under way" and "nobody will ever know" for an intent without an outcome. */
export type IsUnderWay = (intentId: string) => boolean;

const serverSchema = v.object({ id: idSchema, name: v.nullable(v.string()) });
const backupSchema = v.object({
  id: idSchema,
  type: v.nullable(v.string()),
  status: v.nullable(v.string()),
  size_mb: v.nullable(v.number()),
  created_at: v.nullable(v.string()),
  expires_at: v.nullable(v.string()),
  description: v.nullable(v.string()),
});
const resultSchema = v.object({ backupId: idSchema, serverName: v.string() });
const actionSchema = v.picklist(ACTIVITY_ACTIONS);
const outcomeSchema = v.picklist(ACTIVITY_OUTCOMES);
const stepSchema = v.picklist(OPERATION_STEPS);

/** A row of the log as it travels. The log is our own, but a file can be damaged: what cannot be read is null. */
export function toWrite({ intent, outcome }: WriteRow, isUnderWay: IsUnderWay): WireWrite {
  const result = parse(resultSchema, outcome?.result ?? null);
  const server = parse(serverSchema, intent.server);
  const ended =
    outcome === null
      ? isUnderWay(intent.id)
        ? { outcome: 'pending' as const, reason: null }
        : { outcome: 'unknown' as const, reason: 'no_outcome' }
      : { outcome: v.parse(v.fallback(outcomeSchema, 'unknown'), outcome.outcome), reason: outcome.reason };
  const hasActor = intent.actor_email !== null || intent.actor_token !== null;
  return {
    id: intent.id,
    time: intent.time,
    action: v.parse(actionSchema, intent.action),
    provider_host: intent.provider_host,
    actor: hasActor ? { email: intent.actor_email, token_name: intent.actor_token } : null,
    server: server && { ...server, name: server.name ?? result?.serverName ?? null },
    backup: parse(backupSchema, intent.backup),
    description: intent.description,
    result_backup_id: result?.backupId ?? null,
    ...ended,
    detail: outcome?.detail ?? null,
    provider_status: outcome?.provider_status ?? null,
    duration_ms: outcome?.duration_ms ?? null,
    ended_at: outcome?.time ?? null,
    operation_id: intent.operation_id,
    request_id: intent.request_id,
  };
}

/** One line of the log: a write, or a safe restore with its steps and the writes that belong to it. */
export function toEntry(
  row: WriteRow,
  steps: readonly StepRow[],
  writes: readonly WriteRow[],
  isUnderWay: IsUnderWay,
): WireEntry {
  const write = toWrite(row, isUnderWay);
  if (write.action !== 'safe_restore') return { ...write, steps: [], writes: [] };
  const told: WireStep[] = steps.map(({ time, step, detail }) => ({
    time,
    step: v.parse(v.fallback(stepSchema, 'started'), step),
    detail,
  }));
  const end = told.findLast(({ step }) => ENDS.has(step));
  const ended = end === undefined ? undefined : ENDS.get(end.step);
  return {
    ...write,
    outcome: ended ?? 'pending',
    reason: end === undefined || ended === 'succeeded' ? null : reasonOf(end.step),
    detail: end?.detail ?? null,
    ended_at: end?.time ?? null,
    steps: told,
    writes: writes.map((one) => toWrite(one, isUnderWay)),
  };
}

/** The steps that end a safe restore. Undoing it later leaves it what it was: done. */
const ENDS: ReadonlyMap<OperationStep, ActivityOutcome> = new Map([
  ['restore_finished', 'succeeded'],
  ['restore_accepted', 'succeeded'],
  ['restore_unknown', 'unknown'],
  ['restore_failed', 'failed'],
  ['safety_copy_failed', 'failed'],
  ['safety_copy_vanished', 'failed'],
  ['safety_copy_timed_out', 'failed'],
  ['dropped', 'refused'],
]);

function reasonOf(step: OperationStep): string {
  return step;
}

function parse<Schema extends v.GenericSchema>(
  schema: Schema,
  text: string | null,
): v.InferOutput<Schema> | null {
  if (text === null) return null;
  try {
    const result = v.safeParse(schema, JSON.parse(text));
    return result.success ? result.output : null;
  } catch {
    // Not JSON: the row is damaged, and the rest of it still tells something.
    return null;
  }
}
