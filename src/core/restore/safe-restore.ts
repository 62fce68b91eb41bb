import { type Backup, type Id, idKey } from '../backups/backup';
import { ERROR_STATUS } from '../backups/backup-actions';
import type { ApiErrorKind } from '../contract/errors';
import { HOUR_MS } from '../lib/time-units';
import { makeSafetyDescription } from './safety-backup';

/**
 * A restore that first takes a copy of the current state: what is known of it, as plain JSON, so that it survives a
 * reload. `safeRestoreReduce` moves it on. Whoever drives it stores every new state before acting on it, and
 * drives each one from one tab only. All times are epoch ms of the app's own clock.
 */
export interface SafeRestore {
  readonly version: 1;
  /** Marks the safety copy, so that it is found again; letters, digits and hyphens, at most 64. */
  readonly operationId: string;
  readonly serverId: Id;
  readonly serverName: string;
  /** The backup to restore, as the person confirmed it. */
  readonly backupId: Id;
  /** Its `createdAt`. */
  readonly recoveryPoint: string | null;
  /** Part of the stored form; always true. */
  readonly isWithCopy: true;
  /** How long the copy may run before it counts as slow. */
  readonly slowAfterMs: number;
  /** When this was last driven (up to a minute ago while nothing changes). */
  readonly attendedAtMs: number;
  /** Nothing is sent until the person says so: it is another visit, or nobody was there for a while. */
  readonly isAwaitingPerson: boolean;
  readonly phase: SafeRestorePhase;
}

/** Why a call failed. JSON-safe. */
export interface SafeRestoreError {
  readonly kind: ApiErrorKind;
  /** The provider's own words, as text. */
  readonly detail: string | null;
}

export type SafeRestorePhase =
  | { readonly kind: 'idle' }
  /** `sentAtMs` null: confirmed, not sent yet. */
  | { readonly kind: 'creatingCopy'; readonly sentAtMs: number | null }
  /**
   * Whether the copy was begun is unknown: it is looked for by its mark. An end once the search is over: `notFound`
   * in a complete list, or `inconclusive` as only parts of the list could be read.
   */
  | {
      readonly kind: 'copyUnknown';
      readonly sentAtMs: number;
      readonly search: 'open' | 'notFound' | 'inconclusive';
      readonly error: SafeRestoreError | null;
    }
  | {
      readonly kind: 'waitingForCopy';
      readonly copyId: Id;
      readonly sinceMs: number;
      /** Still running after this it counts as slow. */
      readonly untilMs: number;
    }
  /** `sentAtMs` null: may be sent now. `acceptedAtMs`: when the provider said yes. */
  | {
      readonly kind: 'restoring';
      /** The completed safety copy; null without one. */
      readonly copyId: Id | null;
      readonly sentAtMs: number | null;
      readonly acceptedAtMs: number | null;
      /** The server was seen restoring. */
      readonly isSeen: boolean;
    }
  /** The end. Without `isEndSeen` it is only known that the restore was accepted. */
  | {
      readonly kind: 'restored';
      readonly copyId: Id | null;
      readonly acceptedAtMs: number;
      readonly endedAtMs: number;
      readonly isEndSeen: boolean;
      /** What the server showed afterwards; null when it could not be read. */
      readonly serverStatus: string | null;
    }
  /** An end in which nothing was restored. */
  | {
      readonly kind: 'refused';
      readonly reason: SafeRestoreRefusal;
      readonly error: SafeRestoreError | null;
      readonly copyId: Id | null;
    }
  /** An end in which nothing was restored: the copy failed, holds nothing or too little, or is one of another server. */
  | {
      readonly kind: 'copyFailed';
      readonly copyId: Id;
      readonly reason: 'failed' | 'empty' | 'small' | 'otherServer';
    }
  /** Ends in which nothing was restored. */
  | { readonly kind: 'copyVanished' | 'copySlow'; readonly copyId: Id }
  /** An end: whether the server is being restored is unknown. It blocks the server until the person drops it. */
  | {
      readonly kind: 'restoreUnknown';
      readonly copyId: Id | null;
      readonly sentAtMs: number;
      readonly error: SafeRestoreError | null;
      /** The server was seen restoring after it was sent. */
      readonly isSeen: boolean;
    }
  /** An end: the provider refused the restore itself. */
  | { readonly kind: 'restoreRefused'; readonly copyId: Id | null; readonly error: SafeRestoreError }
  /** An end that the person chose. */
  | { readonly kind: 'dropped'; readonly copyId: Id | null };

export type PhaseOf<Kind extends SafeRestorePhase['kind']> = Extract<
  SafeRestorePhase,
  { readonly kind: Kind }
>;

/**
 * `createRefused`: the provider refused the copy. The others were seen before the restore was sent: the backup is
 * gone, belongs to another server or is not completed any more; the server is being restored already.
 */
export type SafeRestoreRefusal =
  | 'createRefused'
  | 'backupGone'
  | 'backupMoved'
  | 'backupNotRestorable'
  | 'serverRestoring';

/** Where no usual duration is known, a copy that runs longer than this is slow. */
export const COPY_SLOW_AFTER_MS = HOUR_MS;
const SLOW_FACTOR = 3;

export interface SafeRestoreInput {
  readonly operationId: string;
  /** Read again right before: its own server is the target, so the two cannot differ. */
  readonly backup: Backup;
  /** As shown and typed by the person. */
  readonly serverName: string;
  /** 90th percentile of the observed durations of this server's backups; null while unknown. */
  readonly usualP90Ms: number | null;
}

export function createSafeRestore(input: SafeRestoreInput, nowMs: number): SafeRestore {
  const { operationId, backup, serverName, usualP90Ms } = input;
  return {
    version: 1,
    operationId,
    serverId: backup.serverId,
    serverName,
    backupId: backup.id,
    recoveryPoint: backup.createdAt,
    isWithCopy: true,
    slowAfterMs: copySlowAfterMs(usualP90Ms),
    attendedAtMs: nowMs,
    isAwaitingPerson: false,
    phase: { kind: 'idle' },
  };
}

/** Three times the 90th percentile where it is known: a large server may need more than an hour every time. */
export function copySlowAfterMs(usualP90Ms: number | null): number {
  return usualP90Ms !== null && usualP90Ms > 0 ? SLOW_FACTOR * usualP90Ms : COPY_SLOW_AFTER_MS;
}

export type SafeRestoreAction =
  /** Apply `createSent`, store it, and only if it changed the state send `POST /backups/`. */
  | { readonly kind: 'createCopy'; readonly serverId: Id; readonly description: string }
  /** Read the server's list and apply `listObserved`: the copy is looked for by its mark. */
  | { readonly kind: 'findCopy'; readonly serverId: Id; readonly operationId: string }
  /** The same, until the copy has ended. */
  | { readonly kind: 'watchCopy'; readonly serverId: Id; readonly copyId: Id }
  /** Apply `restoreSent`, store it, and only if it changed the state send `POST /servers/{id}/restore/`. */
  | { readonly kind: 'sendRestore'; readonly serverId: Id; readonly backupId: Id }
  /** Read the server and apply `serverObserved`, with null when it cannot be read. */
  | { readonly kind: 'watchServer'; readonly serverId: Id }
  /** Offer to go on or to drop it. */
  | { readonly kind: 'askPerson' }
  /** An answer is under way, or it has ended. */
  | { readonly kind: 'none' };

/** What to do now. After a reload apply `resume` first, on another visit `revisit`. */
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

/** The last gate before a disk is overwritten; also against a stored state that contradicts itself. */
export function isRestoreSendable({ phase, isAwaitingPerson }: SafeRestore): boolean {
  return (
    phase.kind === 'restoring' &&
    phase.sentAtMs === null &&
    phase.acceptedAtMs === null &&
    !isAwaitingPerson &&
    phase.copyId !== null
  );
}

/** Whether a new one may be begun for the server: never two at once. */
export function mayStart(states: readonly SafeRestore[], serverKey: string): boolean {
  return !states.some((state) => idKey(state.serverId) === serverKey && isBlocking(state));
}

/** Under way, or with an unknown outcome that the person has not settled. */
function isBlocking(state: SafeRestore): boolean {
  if (state.phase.kind === 'idle') return false;
  return state.phase.kind === 'restoreUnknown' || !isEnded(state);
}

/** Whether nothing moves it any more but the person (who may drop a `restoreUnknown`). */
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

/** The restore was sent, and the server is in error after it. */
export function hasRestoreFailed({ phase }: SafeRestore): boolean {
  return phase.kind === 'restored' && phase.serverStatus === ERROR_STATUS;
}

/** The safety copy that "Undo" restores, once the restore has ended; null when there is none. */
export function undoOffer({ phase }: SafeRestore): Id | null {
  return phase.kind === 'restored' ? phase.copyId : null;
}
