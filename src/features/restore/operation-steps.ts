import { idKey } from '../../core/backups/backup';
import { ERROR_STATUS } from '../../core/backups/backup-actions';
import type { OperationStep } from '../../core/contract/schema-activity';
import type { SafeRestore } from '../../core/restore/safe-restore-state';
import type { Operation } from './operation-schema';

/** A step for the log, and what there is to say about it: a code, a status of the provider or `#id`. */
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
      // Who closes a restore of unknown outcome drops nothing: it may have been carried out.
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

/**
 * The operation with a step to tell the log. Each is told once: after a break the copy is looked at again, and an
 * answer that comes late may lead to the same end a second time.
 */
export function withStep(operation: Operation, noted: NotedStep | null): Operation {
  if (noted === null || operation.noted.includes(noted.step)) return operation;
  return {
    ...operation,
    unreported: [...operation.unreported, noted],
    noted: [...operation.noted, noted.step],
  };
}
