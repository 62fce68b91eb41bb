import type { Backup, Id } from '../backups/backup';
import { HOUR_MS } from '../lib/time-units';
import { ERROR_STATUS } from '../servers/server';
import type { SafeRestore } from './safe-restore-state';
import { makeSafetyDescription } from './safety-description';

/** When a safety backup counts as slow, while no usual duration is known. */
export const COPY_SLOW_AFTER_MS = HOUR_MS;
const SLOW_FACTOR = 3;

export interface SafeRestoreInput {
  readonly operationId: string;
  /** Just read; its own server is the target. */
  readonly backup: Backup;
  readonly serverName: string;
  /** 90th percentile of the observed durations of this server's backups; null while unknown. */
  readonly usualP90Ms: number | null;
  /** Whether a safety backup is made first; true when left out. */
  readonly isWithCopy?: boolean;
}

export function createSafeRestore(input: SafeRestoreInput, nowMs: number): SafeRestore {
  const { operationId, backup, serverName, usualP90Ms, isWithCopy = true } = input;
  return {
    version: 1,
    operationId,
    serverId: backup.serverId,
    serverName,
    backupId: backup.id,
    recoveryPoint: backup.createdAt,
    isWithCopy,
    slowAfterMs: copySlowAfterMs(usualP90Ms),
    attendedAtMs: nowMs,
    isAwaitingPerson: false,
    phase: { kind: 'idle' },
  };
}

/** Three times the 90th percentile if known: a large server may always need more than an hour. */
export function copySlowAfterMs(usualP90Ms: number | null): number {
  return usualP90Ms !== null && usualP90Ms > 0 ? SLOW_FACTOR * usualP90Ms : COPY_SLOW_AFTER_MS;
}

export type SafeRestoreAction =
  /** Apply `createSent` and store it; only if that changed the state, send `POST /backups/`. */
  | { readonly kind: 'createCopy'; readonly serverId: Id; readonly description: string }
  /** Read the server's list and apply `listObserved`, to find the safety backup by its mark. */
  | { readonly kind: 'findCopy'; readonly serverId: Id; readonly operationId: string }
  /** The same, until the safety backup has ended. */
  | { readonly kind: 'watchCopy'; readonly serverId: Id; readonly copyId: Id }
  /** Apply `restoreSent` and store it; only if that changed the state, send `POST /servers/{id}/restore/`. */
  | { readonly kind: 'sendRestore'; readonly serverId: Id; readonly backupId: Id }
  /** Read the server and apply `serverObserved`, with null when it cannot be read. */
  | { readonly kind: 'watchServer'; readonly serverId: Id }
  /** Offer to continue or to drop it. */
  | { readonly kind: 'askPerson' }
  /** A call is under way, or it has ended. */
  | { readonly kind: 'none' };

/** What to do now. After a restart apply `resume` first. */
export function nextAction(state: SafeRestore): SafeRestoreAction {
  const { phase, serverId } = state;
  if (state.isAwaitingPerson) return { kind: 'askPerson' };
  switch (phase.kind) {
    case 'creatingCopy': {
      if (phase.sentAtMs !== null) return { kind: 'none' };
      const description = makeSafetyDescription(state.backupId, state.operationId);
      return { kind: 'createCopy', serverId, description };
    }
    case 'copyUnknown':
      return phase.search === 'open'
        ? { kind: 'findCopy', serverId, operationId: state.operationId }
        : { kind: 'none' };
    case 'waitingForCopy':
      return { kind: 'watchCopy', serverId, copyId: phase.copyId };
    case 'restoring':
      if (phase.acceptedAtMs !== null) return { kind: 'watchServer', serverId };
      return isRestoreSendable(state)
        ? { kind: 'sendRestore', serverId, backupId: state.backupId }
        : { kind: 'none' };
    default:
      return { kind: 'none' };
  }
}

/** The last check before a disk is overwritten, also against an inconsistent stored state. */
export function isRestoreSendable({ phase, isAwaitingPerson, isWithCopy }: SafeRestore): boolean {
  return (
    phase.kind === 'restoring' &&
    phase.sentAtMs === null &&
    phase.acceptedAtMs === null &&
    !isAwaitingPerson &&
    (phase.copyId !== null || !isWithCopy)
  );
}

/** Whether nothing more happens automatically; the person may still drop a `restoreUnknown`. */
export function isEnded({ phase }: SafeRestore): boolean {
  switch (phase.kind) {
    case 'idle':
    case 'creatingCopy':
    case 'waitingForCopy':
    case 'restoring':
      return false;
    case 'copyUnknown':
      return phase.search !== 'open';
    default:
      return true;
  }
}

/** Whether the server is in error after the restore. */
export function hasRestoreFailed({ phase }: SafeRestore): boolean {
  return phase.kind === 'restored' && phase.serverStatus === ERROR_STATUS;
}

/** The safety backup that "Undo" restores once the restore has ended, or null. */
export function undoOffer({ phase }: SafeRestore): Id | null {
  return phase.kind === 'restored' ? phase.copyId : null;
}
