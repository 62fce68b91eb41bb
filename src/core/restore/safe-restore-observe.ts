import { type Backup, type BackupList, backupPhase, type Id, isSameId, isWholeList } from '../backups/backup';
import { CREATED_GRACE_MS } from '../backups/list-memory';
import { HOUR_MS, MINUTE_MS } from '../lib/time-units';
import type { AcceptedSizes } from '../protection/protection-history';
import { suspicionsIn } from '../protection/suspicions';
import { RESTORING_STATUS } from '../servers/server';
import { restoreObstacle } from './restore-obstacle';
import type {
  PhaseOf,
  SafeRestore,
  SafeRestoreError,
  SafeRestorePhase,
  SafeRestoreRefusal,
} from './safe-restore-state';
import { findSafetyBackup } from './safety-backup';

/** How long to search complete lists, or partial ones, for a safety backup whose creation got no answer. */
export const COPY_SEARCH_MS = 2 * MINUTE_MS;
export const COPY_SEARCH_LIMIT_MS = 10 * MINUTE_MS;
/** How long after an accepted restore the server may not be seen restoring, when it is readable and when not. */
export const RESTORE_UNSEEN_MS = 2 * MINUTE_MS;
export const RESTORE_UNREADABLE_MS = 10 * MINUTE_MS;
/** How long a restore is watched at most. */
export const RESTORE_WATCH_MS = 6 * HOUR_MS;

/** A list that covers the server, and when reading it began. */
export interface ListObservation {
  /** `accepted` is left out if nobody accepted the size of a backup. */
  readonly list: BackupList & { readonly accepted?: AcceptedSizes };
  readonly startedAtMs: number;
  readonly nowMs: number;
}

/** The server's status (null when unreadable), and when reading it began. */
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

/** Starts waiting for the safety backup; a list shows whether it has ended. */
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
      // The person may have taken long to confirm, so everything is checked again.
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
  // A list from before the wait says nothing about its end.
  if (event.startedAtMs < phase.sinceMs) return phase;
  const refusal = targetRefusal(state, phase.copyId, event);
  if (refusal !== null) return refusal;
  const copy = event.list.backups.find(({ id }) => isSameId(id, phase.copyId));
  // A list may lag behind the creation.
  const isTooEarly = copy === undefined && event.startedAtMs <= phase.sinceMs + CREATED_GRACE_MS;
  const end = isTooEarly ? null : copyEnd(state, phase.copyId, event);
  if (end !== null) return end;
  if (copy !== undefined && backupPhase(copy) === 'completed') {
    return { kind: 'restoring', copyId: phase.copyId, sentAtMs: null, acceptedAtMs: null, isSeen: false };
  }
  return event.nowMs > phase.untilMs ? { kind: 'copySlow', copyId: phase.copyId } : phase;
}

/** How the safety backup failed, or null. Its absence from a partial list proves nothing. */
function copyEnd(state: SafeRestore, copyId: Id, { list }: ListObservation): SafeRestorePhase | null {
  const copy = list.backups.find(({ id }) => isSameId(id, copyId));
  if (copy === undefined) return isWholeList(list) ? { kind: 'copyVanished', copyId } : null;
  if (!isSameId(copy.serverId, state.serverId)) return { kind: 'copyFailed', copyId, reason: 'otherServer' };
  const copyPhase = backupPhase(copy);
  if (copyPhase === 'failed') return { kind: 'copyFailed', copyId, reason: 'failed' };
  if (suspicionsIn(list.backups, list.accepted).of(copy) === null) return null;
  return { kind: 'copyFailed', copyId, reason: copy.sizeMb === 0 ? 'empty' : 'small' };
}

const REFUSAL_BY_OBSTACLE = {
  gone: 'backupGone',
  moved: 'backupMoved',
  notRestorable: 'backupNotRestorable',
} as const;

/** Why the confirmed backup can no longer be restored, or null. */
function targetRefusal(
  state: SafeRestore,
  copyId: Id | null,
  { list }: ListObservation,
): SafeRestorePhase | null {
  const obstacle = restoreObstacle(list, state.serverId, state.backupId);
  return obstacle === null || obstacle === 'unseen' ? null : refused(REFUSAL_BY_OBSTACLE[obstacle], copyId);
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
  // A read that began before the provider accepted shows the time before.
  if (startedAtMs <= acceptedAtMs) return phase;
  const agoMs = nowMs - acceptedAtMs;
  const restored = (isEndSeen: boolean): SafeRestorePhase => ({
    kind: 'restored',
    copyId: phase.copyId,
    acceptedAtMs,
    endedAtMs: nowMs,
    isEndSeen,
    serverStatus: status,
  });
  if (status !== null && status !== RESTORING_STATUS) {
    return phase.isSeen || agoMs > RESTORE_UNSEEN_MS ? restored(phase.isSeen) : phase;
  }
  if (agoMs > RESTORE_WATCH_MS) return restored(false);
  if (status === null) return !phase.isSeen && agoMs > RESTORE_UNREADABLE_MS ? restored(false) : phase;
  return phase.isSeen ? phase : { ...phase, isSeen: true };
}
