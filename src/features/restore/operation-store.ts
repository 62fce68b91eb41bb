import * as v from 'valibot';
import { useStore } from '../../browser/store';
import { createStoredStore } from '../../browser/stored-store';
import { type Backup, type Id, idKey, isSameId } from '../../core/backups/backup';
import { isEnded, mayStart, undoOffer } from '../../core/restore/safe-restore';
import { type SafeRestoreEvent, safeRestoreReduce } from '../../core/restore/safe-restore-events';
import type { SafeRestore } from '../../core/restore/safe-restore-state';
import { type Operation, operationSchema } from './operation-schema';
import { stepBetween, withStep } from './operation-steps';
import { OPERATIONS_KEY } from './stored-operations';

/** Ended operations are kept for undo and to show how they ended. */
const MAX_KEPT = 20;

const stored = createStoredStore<readonly Operation[]>(
  () => localStorage,
  OPERATIONS_KEY,
  v.array(operationSchema),
  [],
);
const tab = createStoredStore(() => sessionStorage, 'vps-backups.tab', v.string(), '');

/** This tab, over reloads; a new one for each new tab. */
export function thisTabId(): string {
  const known = tab.get();
  if (known !== '') return known;
  const made = crypto.randomUUID();
  tab.set(made);
  return made;
}

export function getOperations(): readonly Operation[] {
  return stored.get();
}

/** Returns false when the browser would not store it. */
function write(next: readonly Operation[]): boolean {
  // The oldest ended ones are dropped; one that runs or is not settled never is.
  const mayGo = next.filter(({ state }) => isEnded(state) && state.phase.kind !== 'restoreUnknown');
  const gone = new Set(mayGo.slice(0, Math.max(0, next.length - MAX_KEPT)));
  return stored.set(next.filter((operation) => !gone.has(operation)));
}

/**
 * Starts an operation that was just confirmed. False when the server has another one that runs or is not settled:
 * never two at once.
 */
export function addOperation(confirmed: SafeRestore, backup: Backup): boolean {
  const operations = getOperations();
  // Stored as started: from here on it blocks a second one and survives a reload.
  const state = safeRestoreReduce(confirmed, { type: 'start', nowMs: Date.now() });
  if (
    !mayStart(
      operations.map((one) => one.state),
      idKey(state.serverId),
    )
  )
    return false;
  write([
    ...operations,
    {
      state,
      backup,
      tabId: thisTabId(),
      isReported: false,
      unreported: [],
      noted: [],
      isDismissed: false,
    },
  ]);
  return true;
}

/** Applies an event to one operation and stores the result. Returns false when the event changed nothing. */
export function applyEvent(operationId: string, event: SafeRestoreEvent): boolean {
  const operations = getOperations();
  const index = operations.findIndex(({ state }) => state.operationId === operationId);
  const operation = operations[index];
  if (operation === undefined) return false;
  const state = safeRestoreReduce(operation.state, event);
  if (state === operation.state) return false;
  const next = [...operations];
  next[index] = { ...withStep(operation, stepBetween(operation.state, state)), state };
  const isStored = write(next);
  // If it cannot be stored it must not be sent: after a reload it could be sent again.
  return isStored || (event.type !== 'createSent' && event.type !== 'restoreSent');
}

/** Changes what surrounds the state: the driving tab, what was reported, what was dismissed. */
export function changeOperation(operationId: string, change: Partial<Omit<Operation, 'state'>>): void {
  write(
    getOperations().map((operation) =>
      operation.state.operationId === operationId ? { ...operation, ...change } : operation,
    ),
  );
}

/**
 * A restore of this backup has started. If it is the safety backup of an earlier restore, that one counts as undone:
 * this is logged, and undo is no longer offered.
 */
export function noteRestoreBegun(backupId: Id): void {
  const isUndone = ({ state }: Operation) => {
    const copyId = undoOffer(state);
    return copyId !== null && isSameId(copyId, backupId);
  };
  const operations = getOperations();
  if (!operations.some(isUndone)) return;
  write(
    operations.map((operation) =>
      isUndone(operation)
        ? { ...withStep(operation, { step: 'undone', detail: null }), isDismissed: true }
        : operation,
    ),
  );
}

export function useOperations(): readonly Operation[] {
  return useStore(stored);
}

/** The operation of a server that is under way or not settled, by its id; null when a new one may begin. */
export function useBlockingOperation(serverId: Id): string | null {
  const key = idKey(serverId);
  const blocking = useOperations().find(
    ({ state }) => idKey(state.serverId) === key && !mayStart([state], key),
  );
  return blocking?.state.operationId ?? null;
}

export function useOperation(operationId: string): Operation | null {
  return useOperations().find(({ state }) => state.operationId === operationId) ?? null;
}
