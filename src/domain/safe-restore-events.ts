import { type Backup, type BackupList, backupPhase, type Id, isSameId } from './backup';
import { RESTORING_STATUS, restoreRefusal } from './backup-actions';
import { CREATED_GRACE_MS } from './list-memory';
import {
  isEnded,
  isRestoreSendable,
  type SafeRestore,
  type SafeRestoreError,
  type SafeRestorePhase,
  type SafeRestoreRefusal,
} from './safe-restore';
import { findSafetyCopy } from './safety-copy';
import { HOUR_MS, MINUTE_MS } from './time-units';

/** Not driven for so long (a closed lid, a hidden tab, a restored session), nothing is sent without being asked. */
export const UNATTENDED_AFTER_MS = 10 * MINUTE_MS;
/** How long a copy whose create had no answer is looked for in complete lists, and in partial ones. */
export const COPY_SEARCH_MS = 2 * MINUTE_MS;
export const COPY_SEARCH_LIMIT_MS = 10 * MINUTE_MS;
/** After an accepted restore: how long the server may go without being seen restoring, when it can be read or not. */
export const RESTORE_UNSEEN_MS = 2 * MINUTE_MS;
export const RESTORE_UNREADABLE_MS = 10 * MINUTE_MS;
/** The longest that a restore is watched. */
export const RESTORE_WATCH_MS = 6 * HOUR_MS;
/** How exactly `attendedAtMs` is kept: a poll that shows nothing new must not be stored every time. */
const ATTENDED_STEP_MS = MINUTE_MS;

/** How a call failed. An `ApiError` fits as it is. */
export interface SafeRestoreFailure extends SafeRestoreError {
  /** True when it may have been carried out all the same. */
  readonly mayHaveActed: boolean;
}

/** `start`, `goOn` and `drop` come from the person. `startedAtMs` is when a read was begun. */
export type SafeRestoreEvent = { readonly nowMs: number } & (
  | { readonly type: 'start' | 'goOn' | 'drop' }
  /** After a reload: calls that were under way have lost their answers. */
  | { readonly type: 'resume' }
  /** The same, in a new visit: nothing is sent before the person says so. */
  | { readonly type: 'revisit' }
  | { readonly type: 'createSent' | 'restoreSent' | 'restoreAnswered' }
  | { readonly type: 'createAnswered'; readonly backup: Backup }
  | { readonly type: 'createFailed' | 'restoreFailed'; readonly error: SafeRestoreFailure }
  /** A list that covers the server: of all backups, or of its own. */
  | { readonly type: 'listObserved'; readonly list: BackupList; readonly startedAtMs: number }
  /** The server's status; null when it could not be read. */
  | { readonly type: 'serverObserved'; readonly status: string | null; readonly startedAtMs: number }
);

type Phase<Kind extends SafeRestorePhase['kind']> = Extract<SafeRestorePhase, { readonly kind: Kind }>;
type ListObserved = Extract<SafeRestoreEvent, { readonly type: 'listObserved' }>;
type ServerObserved = Extract<SafeRestoreEvent, { readonly type: 'serverObserved' }>;

/** The state after an event; the same object when the event changes nothing. */
export function safeRestoreReduce(state: SafeRestore, event: SafeRestoreEvent): SafeRestore {
  const attended = attend(state, event);
  const phase = phaseAfter(attended, event);
  return phase === attended.phase ? attended : { ...attended, phase };
}

/** Notes that it is driven, and whether the person must be asked before anything more is sent. */
function attend(state: SafeRestore, { type, nowMs }: SafeRestoreEvent): SafeRestore {
  if (!isBeforeRestore(state)) return state.isAwaitingPerson ? { ...state, isAwaitingPerson: false } : state;
  if (type === 'start' || type === 'goOn') {
    return extend({ ...state, attendedAtMs: nowMs, isAwaitingPerson: false }, nowMs);
  }
  const agoMs = nowMs - state.attendedAtMs;
  const isAwaitingPerson = state.isAwaitingPerson || type === 'revisit' || agoMs > UNATTENDED_AFTER_MS;
  const attendedAtMs = agoMs >= ATTENDED_STEP_MS ? nowMs : state.attendedAtMs;
  return isAwaitingPerson === state.isAwaitingPerson && attendedAtMs === state.attendedAtMs
    ? state
    : { ...state, attendedAtMs, isAwaitingPerson };
}

/** Who goes on with an old copy that still runs is given the whole time once more. */
function extend(state: SafeRestore, nowMs: number): SafeRestore {
  const { phase } = state;
  if (phase.kind !== 'waitingForCopy') return state;
  return { ...state, phase: { ...phase, untilMs: Math.max(phase.untilMs, nowMs + state.slowAfterMs) } };
}

function isBeforeRestore(state: SafeRestore): boolean {
  return !isEnded(state) && !(state.phase.kind === 'restoring' && state.phase.sentAtMs !== null);
}

function phaseAfter(state: SafeRestore, event: SafeRestoreEvent): SafeRestorePhase {
  const { phase } = state;
  const { nowMs } = event;
  switch (event.type) {
    case 'start':
      if (phase.kind !== 'idle') return phase;
      return state.isWithCopy ? { kind: 'creatingCopy', sentAtMs: null } : readyToRestore(null);
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
      const error = bare(event.error);
      if (!event.error.mayHaveActed) return refused('createRefused', null, error);
      return { kind: 'copyUnknown', sentAtMs: phase.sentAtMs, search: 'open', error };
    }
    case 'listObserved':
      return afterList(state, event);
    case 'restoreSent':
      return phase.kind === 'restoring' && isRestoreSendable(state) ? { ...phase, sentAtMs: nowMs } : phase;
    case 'restoreAnswered':
      return isRestoreOpen(phase)
        ? { ...readyToRestore(phase.copyId), sentAtMs: phase.sentAtMs, acceptedAtMs: nowMs }
        : phase;
    case 'restoreFailed': {
      if (!isRestoreOpen(phase)) return phase;
      const error = bare(event.error);
      return event.error.mayHaveActed
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
      return phase.kind === 'restoring' && isRestoreOpen(phase) ? restoreUnknown(phase, null) : phase;
    case 'drop':
      return afterDrop(state, nowMs);
  }
}

/** Sent, and without an answer so far. An answer that comes after all (in another tab) still counts. */
function isCreateOpen(
  phase: SafeRestorePhase,
): phase is (Phase<'creatingCopy'> | Phase<'copyUnknown'>) & { readonly sentAtMs: number } {
  if (phase.kind === 'creatingCopy') return phase.sentAtMs !== null;
  return phase.kind === 'copyUnknown' && phase.search === 'open';
}

function isRestoreOpen(
  phase: SafeRestorePhase,
): phase is (Phase<'restoring'> | Phase<'restoreUnknown'>) & { readonly sentAtMs: number } {
  if (phase.kind === 'restoring') return phase.sentAtMs !== null && phase.acceptedAtMs === null;
  return phase.kind === 'restoreUnknown';
}

function bare({ kind, detail }: SafeRestoreFailure): SafeRestoreError {
  return { kind, detail };
}

function refused(
  reason: SafeRestoreRefusal,
  copyId: Id | null,
  error: SafeRestoreError | null = null,
): SafeRestorePhase {
  return { kind: 'refused', reason, error, copyId };
}

function readyToRestore(copyId: Id | null): Phase<'restoring'> {
  return { kind: 'restoring', copyId, sentAtMs: null, acceptedAtMs: null, isSeen: false };
}

function restoreUnknown(
  { copyId, sentAtMs, isSeen }: { copyId: Id | null; sentAtMs: number; isSeen: boolean },
  error: SafeRestoreError | null,
): SafeRestorePhase {
  return { kind: 'restoreUnknown', copyId, sentAtMs, isSeen, error };
}

/** The wait is counted from `sinceMs`; whether the copy has ended is for a list to say. */
function copyBegun(state: SafeRestore, copy: Backup, sinceMs: number): SafeRestorePhase {
  if (!isSameId(copy.serverId, state.serverId)) {
    return { kind: 'copyFailed', copyId: copy.id, reason: 'otherServer' };
  }
  return { kind: 'waitingForCopy', copyId: copy.id, sinceMs, untilMs: sinceMs + state.slowAfterMs };
}

function afterList(state: SafeRestore, event: ListObserved): SafeRestorePhase {
  const { phase } = state;
  switch (phase.kind) {
    case 'copyUnknown':
      return phase.search === 'open' ? afterSearch(state, phase, event) : phase;
    case 'waitingForCopy':
      return targetRefusal(state, phase.copyId, event) ?? afterWatch(state, phase, event);
    case 'restoring': {
      if (phase.sentAtMs !== null) return phase;
      // The person may have been asked for long: what was true then is looked at again.
      const refusal = targetRefusal(state, phase.copyId, event);
      if (refusal !== null || phase.copyId === null) return refusal ?? phase;
      return copyEnd(state, phase.copyId, event) ?? phase;
    }
    default:
      return phase;
  }
}

function afterSearch(state: SafeRestore, phase: Phase<'copyUnknown'>, event: ListObserved): SafeRestorePhase {
  const copy = findSafetyCopy(event.list.backups, state.serverId, state.operationId);
  if (copy !== undefined) {
    const begun = copyBegun(state, copy, phase.sentAtMs);
    return begun.kind === 'waitingForCopy' ? afterWatch(state, begun, event) : begun;
  }
  if (isWhole(event.list) && event.startedAtMs > phase.sentAtMs + COPY_SEARCH_MS) {
    return { ...phase, search: 'notFound' };
  }
  return event.nowMs > phase.sentAtMs + COPY_SEARCH_LIMIT_MS ? { ...phase, search: 'inconclusive' } : phase;
}

function afterWatch(
  state: SafeRestore,
  phase: Phase<'waitingForCopy'>,
  event: ListObserved,
): SafeRestorePhase {
  const copy = event.list.backups.find(({ id }) => isSameId(id, phase.copyId));
  // A list may lag behind the create.
  const isTooEarly = copy === undefined && event.startedAtMs <= phase.sinceMs + CREATED_GRACE_MS;
  const end = isTooEarly ? null : copyEnd(state, phase.copyId, event);
  if (end !== null) return end;
  if (copy !== undefined && backupPhase(copy) === 'completed') return readyToRestore(phase.copyId);
  return event.nowMs > phase.untilMs ? { kind: 'copySlow', copyId: phase.copyId } : phase;
}

/** How the copy ended badly, if it did. Nothing is concluded from its absence in a list that is only a part. */
function copyEnd(state: SafeRestore, copyId: Id, { list }: ListObserved): SafeRestorePhase | null {
  const copy = list.backups.find(({ id }) => isSameId(id, copyId));
  if (copy === undefined) return isWhole(list) ? { kind: 'copyVanished', copyId } : null;
  if (!isSameId(copy.serverId, state.serverId)) return { kind: 'copyFailed', copyId, reason: 'otherServer' };
  const copyPhase = backupPhase(copy);
  if (copyPhase === 'failed') return { kind: 'copyFailed', copyId, reason: 'failed' };
  return copyPhase === 'completed' && copy.sizeMb === 0
    ? { kind: 'copyFailed', copyId, reason: 'empty' }
    : null;
}

/** Why the backup that was confirmed cannot be restored any more. */
function targetRefusal(
  state: SafeRestore,
  copyId: Id | null,
  { list }: ListObserved,
): SafeRestorePhase | null {
  const target = list.backups.find(({ id }) => isSameId(id, state.backupId));
  if (target === undefined) return isWhole(list) ? refused('backupGone', copyId) : null;
  if (!isSameId(target.serverId, state.serverId)) return refused('backupMoved', copyId);
  return restoreRefusal(target) === null ? null : refused('backupNotRestorable', copyId);
}

/** An unreadable entry may be the very one that seems to be missing. */
function isWhole(list: BackupList): boolean {
  return list.isComplete && list.skippedCount === 0;
}

function afterServer(phase: SafeRestorePhase, event: ServerObserved): SafeRestorePhase {
  const isRestoring = event.status === RESTORING_STATUS;
  switch (phase.kind) {
    case 'waitingForCopy':
      return isRestoring ? refused('serverRestoring', phase.copyId) : phase;
    case 'restoreUnknown':
      return isRestoring && !phase.isSeen && event.startedAtMs > phase.sentAtMs
        ? { ...phase, isSeen: true }
        : phase;
    case 'restoring':
      if (phase.sentAtMs === null) return isRestoring ? refused('serverRestoring', phase.copyId) : phase;
      return phase.acceptedAtMs === null ? phase : afterAccepted(phase, phase.acceptedAtMs, event);
    default:
      return phase;
  }
}

function afterAccepted(
  phase: Phase<'restoring'>,
  acceptedAtMs: number,
  { status, startedAtMs, nowMs }: ServerObserved,
): SafeRestorePhase {
  // Begun before the provider said yes, a read tells of the time before.
  if (startedAtMs <= acceptedAtMs) return phase;
  const agoMs = nowMs - acceptedAtMs;
  const restored = (isEndSeen: boolean): SafeRestorePhase => {
    return {
      kind: 'restored',
      copyId: phase.copyId,
      acceptedAtMs,
      endedAtMs: nowMs,
      isEndSeen,
      serverStatus: status,
    };
  };
  if (status !== null && status !== RESTORING_STATUS) {
    return phase.isSeen || agoMs > RESTORE_UNSEEN_MS ? restored(phase.isSeen) : phase;
  }
  if (agoMs > RESTORE_WATCH_MS) return restored(false);
  if (status === null) return !phase.isSeen && agoMs > RESTORE_UNREADABLE_MS ? restored(false) : phase;
  return phase.isSeen ? phase : { ...phase, isSeen: true };
}

/** A restore that was sent cannot be taken back: only the watching of it can be given up. */
function afterDrop(state: SafeRestore, nowMs: number): SafeRestorePhase {
  const { phase } = state;
  if (phase.kind === 'restoring' && phase.acceptedAtMs !== null) {
    const { copyId, acceptedAtMs } = phase;
    return { kind: 'restored', copyId, acceptedAtMs, endedAtMs: nowMs, isEndSeen: false, serverStatus: null };
  }
  if (!isBeforeRestore(state) && phase.kind !== 'restoreUnknown') return phase;
  return { kind: 'dropped', copyId: 'copyId' in phase ? phase.copyId : null };
}
