import * as v from 'valibot';
import { idKey } from '../backups/backup';
import { OPERATION_STEPS, type OperationStep } from '../contract/schema-activity';
import { ERROR_STATUS } from '../servers/server';
import type { SafeRestore } from './safe-restore-state';

/** A step for the log. The detail is a code, a status of the provider or `#id`. */
export const notedStepSchema = v.object({
  step: v.picklist(OPERATION_STEPS),
  detail: v.nullable(v.string()),
});
export type NotedStep = Readonly<v.InferOutput<typeof notedStepSchema>>;

/** Steps of an operation: all so far, and those the log does not have yet, oldest first. */
export interface NotedSteps {
  readonly noted: readonly OperationStep[];
  readonly unlogged: readonly NotedStep[];
}

/** The log step for a change of state; null when there is nothing to log. */
export function stepBetween(before: SafeRestore, after: SafeRestore): NotedStep | null {
  if (before.phase === after.phase) return null;
  const step = stepOf(before.phase, after.phase);
  return step === null ? null : { step, detail: detailOf(step, after) };
}

function stepOf(before: SafeRestore['phase'], after: SafeRestore['phase']): OperationStep | null {
  switch (after.kind) {
    case 'waitingForCopy':
      return 'safety_copy_created';
    case 'restoring':
      if (before.kind !== 'restoring') return after.copyId === null ? null : 'safety_copy_completed';
      return before.sentAtMs === null && after.sentAtMs !== null ? 'restore_sent' : null;
    case 'copyFailed':
      return 'safety_copy_failed';
    case 'copyUnknown':
      return after.search === 'open' ? null : 'safety_copy_failed';
    case 'copyVanished':
      return 'safety_copy_vanished';
    case 'copySlow':
      return 'safety_copy_timed_out';
    case 'restored':
      if (after.serverStatus === ERROR_STATUS) return 'restore_failed';
      return after.isEndSeen ? 'restore_finished' : 'restore_accepted';
    case 'restoreUnknown':
      return 'restore_unknown';
    case 'restoreRefused':
    case 'refused':
      return 'restore_failed';
    case 'dropped':
      // A restore of unknown outcome cannot be dropped: it may have been carried out.
      return before.kind === 'restoreUnknown' ? null : 'dropped';
    default:
      return null;
  }
}

function detailOf(step: OperationStep, { phase, backupId }: SafeRestore): string | null {
  if (phase.kind === 'refused') return phase.reason;
  if (phase.kind === 'restored') return phase.serverStatus;
  if (step === 'restore_sent') return `#${idKey(backupId)}`;
  return 'copyId' in phase && phase.copyId !== null ? `#${idKey(phase.copyId)}` : null;
}

/** Adds a step to log. Each is logged once, though a late answer may lead to it a second time. */
export function withStep({ noted, unlogged }: NotedSteps, step: NotedStep | null): NotedSteps {
  if (step === null || noted.includes(step.step)) return { noted, unlogged };
  return { noted: [...noted, step.step], unlogged: [...unlogged, step] };
}
