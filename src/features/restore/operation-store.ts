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

/** Identifies this tab, over reloads. */
export function thisTabId(): string {
  if (tab.get() === '') tab.set(crypto.randomUUID());
  return tab.get();
}

export function getOperations(): readonly Operation[] {
  return stored.get();
}

/** Returns false if the browser does not store it. */
function write(next: readonly Operation[]): boolean {
  // Drops the oldest ended ones, but none whose outcome is unknown.
  const mayGo = next.filter(({ state }) => isEnded(state) && state.phase.kind !== 'restoreUnknown');
  const gone = new Set(mayGo.slice(0, Math.max(0, next.length - MAX_KEPT)));
  return stored.set(next.filter((operation) => !gone.has(operation)));
}

function replace(next: Operation): boolean {
  const { operationId } = next.state;
  return write(getOperations().map((each) => (each.state.operationId === operationId ? next : each)));
}

function operationOf(operationId: string): Operation | undefined {
  return getOperations().find(({ state }) => state.operationId === operationId);
}

/** Starts a confirmed operation. False while the server has another one that runs or is not settled. */
export function addOperation(confirmed: SafeRestore, backup: Backup): boolean {
  const operations = getOperations();
  const states = operations.map(({ state }) => state);
  if (!mayStart(states, idKey(confirmed.serverId))) return false;
  // Stored as started: it blocks a second one and survives a reload.
  const state = safeRestoreReduce(confirmed, { type: 'start', nowMs: Date.now() });
  const unlogged = { isReported: false, unreported: [], noted: [] };
  write([...operations, { state, backup, tabId: thisTabId(), ...unlogged, isDismissed: false }]);
  return true;
}

/** Applies an event to one operation and stores the result. Returns false when the event changed nothing. */
export function applyEvent(operationId: string, event: SafeRestoreEvent): boolean {
  const operation = operationOf(operationId);
  if (operation === undefined) return false;
  const state = safeRestoreReduce(operation.state, event);
  if (state === operation.state) return false;
  const isStored = replace({ ...withStep(operation, stepBetween(operation.state, state)), state });
  // What is not stored must not be sent: after a reload it would be sent again.
  return isStored || (event.type !== 'createSent' && event.type !== 'restoreSent');
}

/** Changes the facts beside the state: the driving tab, what was reported, what was dismissed. */
export function changeOperation(operationId: string, change: Partial<Omit<Operation, 'state'>>): void {
  const operation = operationOf(operationId);
  if (operation !== undefined) replace({ ...operation, ...change });
}

/** A restore of this backup began: the operation whose safety backup it is counts as undone, and is logged so. */
export function noteRestoreBegun(backupId: Id): void {
  for (const operation of getOperations()) {
    const copyId = undoOffer(operation.state);
    if (copyId === null || !isSameId(copyId, backupId)) continue;
    replace({ ...withStep(operation, { step: 'undone', detail: null }), isDismissed: true });
  }
}

export function useOperations(): readonly Operation[] {
  return useStore(stored);
}

/** Id of the server's operation that runs or is not settled; null if a new one may begin. */
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
