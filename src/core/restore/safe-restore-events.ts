import type { Backup, Id } from '../backups/backup';
import { MINUTE_MS } from '../lib/time-units';
import { isEnded, isRestoreSendable } from './safe-restore';
import {
  afterList,
  afterServer,
  copyBegun,
  type ListObservation,
  refused,
  type ServerObservation,
} from './safe-restore-observe';
import type { PhaseOf, SafeRestore, SafeRestoreError, SafeRestorePhase } from './safe-restore-state';

/** After this long without being driven (the gateway was off), nothing is sent before the person confirms. */
export const UNATTENDED_AFTER_MS = 10 * MINUTE_MS;
/** Resolution of `attendedAtMs`, so that a poll without news need not be stored. */
const ATTENDED_STEP_MS = MINUTE_MS;

/** How a call failed. */
export interface SafeRestoreFailure extends SafeRestoreError {
  /** Whether it may have been carried out all the same. */
  readonly mayHaveActed: boolean;
}

/** `start`, `goOn` and `drop` come from the person. */
export type SafeRestoreEvent = { readonly nowMs: number } & (
  | { readonly type: 'start' | 'goOn' | 'drop' }
  /** After a restart: the answers to calls under way are lost. */
  | { readonly type: 'resume' }
  /** The same, and nothing is sent before the person confirms. */
  | { readonly type: 'revisit' }
  | { readonly type: 'createSent' | 'restoreSent' | 'restoreAnswered' }
  | { readonly type: 'createAnswered'; readonly backup: Backup }
  | { readonly type: 'createFailed' | 'restoreFailed'; readonly error: SafeRestoreFailure }
  | ({ readonly type: 'listObserved' } & ListObservation)
  | ({ readonly type: 'serverObserved' } & ServerObservation)
);

/**
 * The state after an event; the same object when the event changes nothing. For `createSent` and `restoreSent` a
 * changed state means that the request may be sent. If it did not change, apply `resume`: after a long break the
 * person is asked next.
 */
export function safeRestoreReduce(state: SafeRestore, event: SafeRestoreEvent): SafeRestore {
  const attended = attend(state, event);
  const phase = phaseAfter(attended, event);
  if (phase === attended.phase) {
    // Not even a new `attendedAtMs`: a changed object would permit sending.
    return event.type === 'createSent' || event.type === 'restoreSent' ? state : attended;
  }
  const next = { ...attended, phase };
  return isBeforeRestore(next) ? next : { ...next, isAwaitingPerson: false };
}

/** Notes that it is driven, and whether the person must confirm before anything more is sent. */
function attend(state: SafeRestore, { type, nowMs }: SafeRestoreEvent): SafeRestore {
  if (!isBeforeRestore(state)) return state;
  if (type === 'goOn' && state.isAwaitingPerson) {
    return { ...state, attendedAtMs: nowMs, isAwaitingPerson: false, phase: afterBreak(state, nowMs) };
  }
  if (type === 'start' && state.phase.kind === 'idle') {
    return { ...state, attendedAtMs: nowMs, isAwaitingPerson: false };
  }
  // A clock that was set back says as little about the length of the break.
  const agoMs = Math.abs(nowMs - state.attendedAtMs);
  const isAwaitingPerson = state.isAwaitingPerson || type === 'revisit' || agoMs > UNATTENDED_AFTER_MS;
  const attendedAtMs = agoMs >= ATTENDED_STEP_MS ? nowMs : state.attendedAtMs;
  return isAwaitingPerson === state.isAwaitingPerson && attendedAtMs === state.attendedAtMs
    ? state
    : { ...state, attendedAtMs, isAwaitingPerson };
}

/** After a break the safety backup gets its full time again. */
function afterBreak(state: SafeRestore, nowMs: number): SafeRestorePhase {
  const { phase } = state;
  if (phase.kind !== 'waitingForCopy') return readAgain(state, nowMs);
  return { ...phase, untilMs: Math.max(phase.untilMs, nowMs + state.slowAfterMs) };
}

/** Returns from an unsent restore to waiting: the list that allowed it was read before the break. */
function readAgain({ phase, slowAfterMs }: SafeRestore, nowMs: number): SafeRestorePhase {
  if (phase.kind !== 'restoring' || phase.sentAtMs !== null || phase.copyId === null) return phase;
  return { kind: 'waitingForCopy', copyId: phase.copyId, sinceMs: nowMs, untilMs: nowMs + slowAfterMs };
}

function isBeforeRestore(state: SafeRestore): boolean {
  return !isEnded(state) && !(state.phase.kind === 'restoring' && state.phase.sentAtMs !== null);
}

function phaseAfter(state: SafeRestore, event: SafeRestoreEvent): SafeRestorePhase {
  const { phase } = state;
  const { nowMs } = event;
  switch (event.type) {
    case 'start':
      return phase.kind === 'idle' ? firstPhase(state) : phase;
    case 'goOn':
      return phase;
    case 'createSent':
      return phase.kind === 'creatingCopy' && phase.sentAtMs === null && !state.isAwaitingPerson
        ? { ...phase, sentAtMs: nowMs }
        : phase;
    case 'createAnswered':
      return isCreateOpen(phase) ? copyBegun(state, event.backup, nowMs) : phase;
    case 'createFailed': {
      if (!isCreateOpen(phase)) return phase;
      const { mayHaveActed, ...error } = event.error;
      if (!mayHaveActed) return refused('createRefused', null, error);
      return { kind: 'copyUnknown', sentAtMs: phase.sentAtMs, search: 'open', error };
    }
    case 'listObserved':
      return afterList(state, event);
    case 'restoreSent':
      return phase.kind === 'restoring' && isRestoreSendable(state) ? { ...phase, sentAtMs: nowMs } : phase;
    case 'restoreAnswered': {
      if (!isRestoreOpen(phase)) return phase;
      const { copyId, sentAtMs, isSeen } = phase;
      return { kind: 'restoring', copyId, sentAtMs, acceptedAtMs: nowMs, isSeen };
    }
    case 'restoreFailed': {
      if (!isRestoreOpen(phase)) return phase;
      const { mayHaveActed, ...error } = event.error;
      return mayHaveActed
        ? restoreUnknown(phase, error)
        : { kind: 'restoreRefused', copyId: phase.copyId, error };
    }
    case 'serverObserved':
      return afterServer(phase, event);
    case 'resume':
    case 'revisit':
      if (phase.kind === 'creatingCopy' && phase.sentAtMs !== null) {
        return { kind: 'copyUnknown', sentAtMs: phase.sentAtMs, search: 'open', error: null };
      }
      if (phase.kind === 'restoring' && isRestoreOpen(phase)) return restoreUnknown(phase, null);
      return readAgain(state, nowMs);
    case 'drop':
      return afterDrop(state, nowMs);
  }
}

function firstPhase({ isWithCopy }: SafeRestore): SafeRestorePhase {
  return isWithCopy
    ? { kind: 'creatingCopy', sentAtMs: null }
    : { kind: 'restoring', copyId: null, sentAtMs: null, acceptedAtMs: null, isSeen: false };
}

/** Sent and not answered yet. A late answer (to a gateway that was replaced) still counts. */
function isCreateOpen(
  phase: SafeRestorePhase,
): phase is (PhaseOf<'creatingCopy'> | PhaseOf<'copyUnknown'>) & { readonly sentAtMs: number } {
  if (phase.kind === 'creatingCopy') return phase.sentAtMs !== null;
  return phase.kind === 'copyUnknown' && phase.search === 'open';
}

function isRestoreOpen(
  phase: SafeRestorePhase,
): phase is (PhaseOf<'restoring'> | PhaseOf<'restoreUnknown'>) & { readonly sentAtMs: number } {
  if (phase.kind === 'restoring') return phase.sentAtMs !== null && phase.acceptedAtMs === null;
  return phase.kind === 'restoreUnknown';
}

function restoreUnknown(
  { copyId, sentAtMs, isSeen }: { copyId: Id | null; sentAtMs: number; isSeen: boolean },
  error: SafeRestoreError | null,
): SafeRestorePhase {
  return { kind: 'restoreUnknown', copyId, sentAtMs, isSeen, error };
}

/** A restore that was sent can't be undone here, only no longer watched. */
function afterDrop(state: SafeRestore, nowMs: number): SafeRestorePhase {
  const { phase } = state;
  if (phase.kind === 'restoring' && phase.acceptedAtMs !== null) {
    const { copyId, acceptedAtMs } = phase;
    return { kind: 'restored', copyId, acceptedAtMs, endedAtMs: nowMs, isEndSeen: false, serverStatus: null };
  }
  if (!isBeforeRestore(state) && phase.kind !== 'restoreUnknown') return phase;
  return { kind: 'dropped', copyId: 'copyId' in phase ? phase.copyId : null };
}
