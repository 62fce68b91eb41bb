import { type Backup, type BackupList, backupPhase, type Id, isSameId, isWholeList } from '../backups/backup';
import { RESTORING_STATUS, restoreRefusal } from '../backups/backup-actions';
import { CREATED_GRACE_MS } from '../backups/list-memory';
import { HOUR_MS, MINUTE_MS } from '../lib/time-units';
import { suspicionsIn } from '../protection/suspicions';
import type {
  PhaseOf,
  SafeRestore,
  SafeRestoreError,
  SafeRestorePhase,
  SafeRestoreRefusal,
} from './safe-restore';
import { findSafetyBackup } from './safety-backup';

/** How long a copy whose create had no answer is looked for in complete lists, and in partial ones. */
export const COPY_SEARCH_MS = 2 * MINUTE_MS;
export const COPY_SEARCH_LIMIT_MS = 10 * MINUTE_MS;
/** After an accepted restore: how long the server may go without being seen restoring, when it can be read or not. */
export const RESTORE_UNSEEN_MS = 2 * MINUTE_MS;
export const RESTORE_UNREADABLE_MS = 10 * MINUTE_MS;
/** The longest that a restore is watched. */
export const RESTORE_WATCH_MS = 6 * HOUR_MS;

/** A list that covers the server (of all backups, or of its own), and when its read was begun. */
export interface ListObservation {
  readonly list: BackupList;
  readonly startedAtMs: number;
  readonly nowMs: number;
}

/** The server's status, null when it could not be read, and when its read was begun. */
export interface ServerObservation {
  readonly status: string | null;
  readonly startedAtMs: number;
  readonly nowMs: number;
}

export function refused(
  reason: SafeRestoreRefusal,
  copyId: Id | null,
  error: SafeRestoreError | null = null,
): SafeRestorePhase {
  return { kind: 'refused', reason, error, copyId };
}

function readyToRestore(copyId: Id): PhaseOf<'restoring'> {
  return { kind: 'restoring', copyId, sentAtMs: null, acceptedAtMs: null, isSeen: false };
}

/** The wait is counted from `sinceMs`; whether the copy has ended is for a list to say. */
export function copyBegun(state: SafeRestore, copy: Backup, sinceMs: number): SafeRestorePhase {
  if (!isSameId(copy.serverId, state.serverId)) {
    return { kind: 'copyFailed', copyId: copy.id, reason: 'otherServer' };
  }
  return { kind: 'waitingForCopy', copyId: copy.id, sinceMs, untilMs: sinceMs + state.slowAfterMs };
}

export function afterList(state: SafeRestore, event: ListObservation): SafeRestorePhase {
  const { phase } = state;
  switch (phase.kind) {
    case 'copyUnknown':
      return phase.search === 'open' ? afterSearch(state, phase, event) : phase;
    case 'waitingForCopy':
      return afterWatch(state, phase, event);
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

function afterSearch(
  state: SafeRestore,
  phase: PhaseOf<'copyUnknown'>,
  event: ListObservation,
): SafeRestorePhase {
  const copy = findSafetyBackup(event.list.backups, state.serverId, state.operationId);
  if (copy !== undefined) {
    const begun = copyBegun(state, copy, phase.sentAtMs);
    return begun.kind === 'waitingForCopy' ? afterWatch(state, begun, event) : begun;
  }
  if (isWholeList(event.list) && event.startedAtMs > phase.sentAtMs + COPY_SEARCH_MS) {
    return { ...phase, search: 'notFound' };
  }
  return event.nowMs > phase.sentAtMs + COPY_SEARCH_LIMIT_MS ? { ...phase, search: 'inconclusive' } : phase;
}

function afterWatch(
  state: SafeRestore,
  phase: PhaseOf<'waitingForCopy'>,
  event: ListObservation,
): SafeRestorePhase {
  // What was read before the wait began tells nothing about its end.
  if (event.startedAtMs < phase.sinceMs) return phase;
  const refusal = targetRefusal(state, phase.copyId, event);
  if (refusal !== null) return refusal;
  const copy = event.list.backups.find(({ id }) => isSameId(id, phase.copyId));
  // A list may lag behind the create.
  const isTooEarly = copy === undefined && event.startedAtMs <= phase.sinceMs + CREATED_GRACE_MS;
  const end = isTooEarly ? null : copyEnd(state, phase.copyId, event);
  if (end !== null) return end;
  if (copy !== undefined && backupPhase(copy) === 'completed') return readyToRestore(phase.copyId);
  return event.nowMs > phase.untilMs ? { kind: 'copySlow', copyId: phase.copyId } : phase;
}

/** How the copy ended badly, if it did. Nothing is concluded from its absence in a list that is only a part. */
function copyEnd(state: SafeRestore, copyId: Id, { list }: ListObservation): SafeRestorePhase | null {
  const copy = list.backups.find(({ id }) => isSameId(id, copyId));
  if (copy === undefined) return isWholeList(list) ? { kind: 'copyVanished', copyId } : null;
  if (!isSameId(copy.serverId, state.serverId)) return { kind: 'copyFailed', copyId, reason: 'otherServer' };
  const copyPhase = backupPhase(copy);
  if (copyPhase === 'failed') return { kind: 'copyFailed', copyId, reason: 'failed' };
  if (suspicionsIn(list.backups).of(copy) === null) return null;
  return { kind: 'copyFailed', copyId, reason: copy.sizeMb === 0 ? 'empty' : 'small' };
}

/** Why the backup that was confirmed cannot be restored any more. */
function targetRefusal(
  state: SafeRestore,
  copyId: Id | null,
  { list }: ListObservation,
): SafeRestorePhase | null {
  const target = list.backups.find(({ id }) => isSameId(id, state.backupId));
  if (target === undefined) return isWholeList(list) ? refused('backupGone', copyId) : null;
  if (!isSameId(target.serverId, state.serverId)) return refused('backupMoved', copyId);
  return restoreRefusal(target) === null ? null : refused('backupNotRestorable', copyId);
}

export function afterServer(phase: SafeRestorePhase, event: ServerObservation): SafeRestorePhase {
  const isRestoring = event.status === RESTORING_STATUS;
  switch (phase.kind) {
    case 'waitingForCopy':
      return isRestoring && event.startedAtMs > phase.sinceMs
        ? refused('serverRestoring', phase.copyId)
        : phase;
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
  phase: PhaseOf<'restoring'>,
  acceptedAtMs: number,
  { status, startedAtMs, nowMs }: ServerObservation,
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
