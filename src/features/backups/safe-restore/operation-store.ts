import { useSyncExternalStore } from 'react';
import * as v from 'valibot';
import type { OperationStep } from '../../../api/schema-activity';
import { type Backup, type Id, idKey } from '../../../domain/backup';
import { isEnded, mayStart, type SafeRestore, type SafeRestorePhase } from '../../../domain/safe-restore';
import { type SafeRestoreEvent, safeRestoreReduce } from '../../../domain/safe-restore-events';
import { storedValue } from '../../../lib/stored';
import { type Operation, operationSchema } from './operation-schema';

const KEY = 'vps-backups.safe-restores';
/** Ended ones are kept for "undo" and for reading how they ended. */
const MAX_KEPT = 20;

const stored = storedValue(() => localStorage, KEY, v.array(operationSchema), []);
const tab = storedValue(() => sessionStorage, 'vps-backups.tab', v.string(), '');

let cached: readonly Operation[] | null = null;
const listeners = new Set<() => void>();

function notify(): void {
  for (const listener of listeners) listener();
}

/** This tab, over reloads; a new one for each new tab. */
export function thisTabId(): string {
  const known = tab.read();
  if (known !== '') return known;
  const made = crypto.randomUUID();
  tab.write(made);
  return made;
}

export function getOperations(): readonly Operation[] {
  cached ??= stored.read();
  return cached;
}

/** Returns false when the browser would not store it. */
function write(next: readonly Operation[]): boolean {
  // The oldest ended ones make room; one that is under way, or not settled, never does.
  const mayGo = next.filter(({ state }) => isEnded(state) && state.phase.kind !== 'restoreUnknown');
  const gone = new Set(mayGo.slice(0, Math.max(0, next.length - MAX_KEPT)));
  const kept = next.filter((operation) => !gone.has(operation));
  cached = kept;
  const isStored = stored.write([...kept]);
  notify();
  return isStored;
}

/** Reads again what another tab may have written, so that a change never rests on an old state. */
function fresh(): readonly Operation[] {
  cached = stored.read();
  return cached;
}

/** Begins an operation. False when another one of the same server is under way or not settled: never two at once. */
export function addOperation(state: SafeRestore, backup: Backup): boolean {
  const operations = fresh();
  if (
    !mayStart(
      operations.map((one) => one.state),
      idKey(state.serverId),
    )
  )
    return false;
  write([
    ...operations,
    { state, backup, tabId: thisTabId(), isReported: false, unreported: [], isDismissed: false },
  ]);
  return true;
}

/** What the log is told when one phase follows another; null when nothing is worth a line. */
function stepOf(before: SafeRestorePhase, after: SafeRestorePhase): OperationStep | null {
  switch (after.kind) {
    case 'waitingForCopy':
      return before.kind === 'waitingForCopy' ? null : 'safety_copy_created';
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
      return after.serverStatus === 'error' ? 'restore_failed' : 'restore_finished';
    case 'restoreRefused':
    case 'restoreUnknown':
    case 'refused':
      return before.kind === after.kind ? null : 'restore_failed';
    case 'dropped':
      return 'dropped';
    default:
      return null;
  }
}

function detailOf(phase: SafeRestorePhase): string | null {
  if (phase.kind === 'refused') return phase.reason;
  if (phase.kind === 'restored') return phase.serverStatus;
  return 'copyId' in phase && phase.copyId !== null ? `#${idKey(phase.copyId)}` : null;
}

/** Applies an event to one operation and stores the result. Returns false when the event changed nothing. */
export function applyEvent(operationId: string, event: SafeRestoreEvent): boolean {
  const operations = fresh();
  const index = operations.findIndex(({ state }) => state.operationId === operationId);
  const operation = operations[index];
  if (operation === undefined) return false;
  const state = safeRestoreReduce(operation.state, event);
  if (state === operation.state) return false;
  const step = state.phase === operation.state.phase ? null : stepOf(operation.state.phase, state.phase);
  const unreported =
    step === null ? operation.unreported : [...operation.unreported, { step, detail: detailOf(state.phase) }];
  const next = [...operations];
  next[index] = { ...operation, state, unreported };
  const isStored = write(next);
  // What would be forgotten by a reload must not be sent: it could be sent a second time.
  return isStored || (event.type !== 'createSent' && event.type !== 'restoreSent');
}

/** Changes what surrounds the state: who drives it, what was told, what was read. */
export function changeOperation(operationId: string, change: Partial<Omit<Operation, 'state'>>): void {
  write(
    fresh().map((operation) =>
      operation.state.operationId === operationId ? { ...operation, ...change } : operation,
    ),
  );
}

/** Tells the log, through whoever drives it, that the person undid this restore. */
export function noteUndone(operationId: string): void {
  const operation = fresh().find(({ state }) => state.operationId === operationId);
  if (operation === undefined) return;
  changeOperation(operationId, {
    unreported: [...operation.unreported, { step: 'undone', detail: null }],
    isDismissed: true,
  });
}

function subscribe(listener: () => void): () => void {
  const followOtherTabs = (event: StorageEvent) => {
    if (event.key !== KEY) return;
    cached = null;
    listener();
  };
  listeners.add(listener);
  window.addEventListener('storage', followOtherTabs);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', followOtherTabs);
  };
}

export function useOperations(): readonly Operation[] {
  return useSyncExternalStore(subscribe, getOperations);
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
