import { idKey } from '../../core/backups/backup';
import { ERROR_STATUS } from '../../core/backups/backup-actions';
import type { OperationStep } from '../../core/contract/schema-activity';
import type { SafeRestore } from '../../core/restore/safe-restore-state';
import type { Operation } from './operation-schema';

/** A step for the log. The detail is a code, a status of the provider or `#id`. */
export type NotedStep = Operation['unreported'][number];

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

/** The operation with a step to log. Each is logged once, though a late answer may lead to it a second time. */
export function withStep(operation: Operation, step: NotedStep | null): Operation {
  if (step === null || operation.noted.includes(step.step)) return operation;
  const { unreported, noted } = operation;
  return { ...operation, unreported: [...unreported, step], noted: [...noted, step.step] };
}
