import { isSameId } from '../../src/core/backups/backup';
import { stepBetween, withStep } from '../../src/core/restore/operation-steps';
import { isSettledByItself, type WaitReason } from '../../src/core/restore/restore-operation';
import { undoOffer } from '../../src/core/restore/safe-restore';
import { type SafeRestoreEvent, safeRestoreReduce } from '../../src/core/restore/safe-restore-events';
import type { OperationRecord } from './store';

/**
 * The record after an event; the same object if nothing changed. @param message the provider's message for an accepted
 * restore
 */
export function recordAfter(
  record: OperationRecord,
  event: SafeRestoreEvent,
  message: string | null = null,
): OperationRecord {
  const before = record.operation;
  const state = safeRestoreReduce(before.state, event);
  if (state === before.state) return record;
  const waitsFor = state.isAwaitingPerson ? (before.waitsFor ?? 'break') : null;
  const operation = { ...before, state, waitsFor, message: message ?? before.message };
  // A restore without a safety backup has a single log entry, that of its write.
  const step = state.isWithCopy ? stepBetween(before.state, state) : null;
  const { noted, unlogged } = withStep(record, step);
  return {
    ...record,
    operation: { ...operation, isDismissed: before.isDismissed || isSettledByItself(operation) },
    noted: [...noted],
    unlogged: [...unlogged],
  };
}

/** The record waiting for a person; nothing is sent until somebody continues it. */
export function recordWaiting(record: OperationRecord, waitsFor: WaitReason, nowMs: number): OperationRecord {
  const next = recordAfter(record, { type: 'revisit', nowMs });
  return { ...next, operation: { ...next.operation, waitsFor } };
}

/** The record after another restore has replaced it: the one of its safety backup. */
export function recordUndone(record: OperationRecord): OperationRecord {
  const { noted, unlogged } = withStep(record, { step: 'undone', detail: null });
  const operation = { ...record.operation, isDismissed: true };
  return { ...record, operation, noted: [...noted], unlogged: [...unlogged] };
}

/** Whether restoring this backup undoes the operation. */
export function isUndoneBy({ operation }: OperationRecord, backupId: number | string): boolean {
  const copyId = undoOffer(operation.state);
  return copyId !== null && isSameId(copyId, backupId);
}
