import { failedOutcome } from '../../components/failed-write';
import type { I18n } from '../../components/i18n/i18n-provider';
import { serverStatusLabel } from '../../components/i18n/provider-words';

import { errorLine } from '../../components/loading/error-text';
import { runParams, sinceText } from '../../components/under-way/run-text';
import { type Id, idKey } from '../../core/backups/backup';

import { ApiError } from '../../core/contract/errors';
import type { RestoreOperation } from '../../core/restore/restore-operation';
import { hasRestoreFailed, isEnded } from '../../core/restore/safe-restore';
import type { SafeRestore, SafeRestoreError } from '../../core/restore/safe-restore-state';
import { type RunUnderWay, runWaitedFor } from '../../core/schedules/run-under-way';

export type StepState = 'waiting' | 'running' | 'done' | 'failed';
export type StepName = 'copy' | 'wait' | 'restore' | 'watch';

const ORDER: readonly StepName[] = ['copy', 'wait', 'restore', 'watch'];
const WITHOUT_COPY: readonly StepName[] = ['restore', 'watch'];

/** The current step of an operation, and whether it is waiting, active or over. */
function position(operation: SafeRestore): { at: StepName; state: StepState } {
  const { phase } = operation;
  switch (phase.kind) {
    case 'idle':
      return { at: 'copy', state: 'waiting' };
    case 'creatingCopy':
      return { at: 'copy', state: 'running' };
    case 'copyUnknown':
      return { at: 'copy', state: phase.search === 'open' ? 'running' : 'failed' };
    case 'waitingForCopy':
      return { at: 'wait', state: 'running' };
    case 'copyFailed':
    case 'copyVanished':
    case 'copySlow':
      return { at: 'wait', state: 'failed' };
    case 'restoring':
      return { at: phase.acceptedAtMs === null ? 'restore' : 'watch', state: 'running' };
    case 'restored':
      return { at: 'watch', state: hasRestoreFailed(operation) ? 'failed' : 'done' };
    case 'refused':
      return { at: phase.reason === 'createRefused' ? 'copy' : 'restore', state: 'failed' };
    case 'restoreUnknown':
    case 'restoreRefused':
      return { at: 'restore', state: 'failed' };
    case 'dropped':
      return { at: phase.copyId === null && operation.isWithCopy ? 'copy' : 'restore', state: 'failed' };
  }
}

/** Every step of an operation with its state. */
export function stepsOf(state: SafeRestore): readonly { name: StepName; state: StepState }[] {
  const { at, state: here } = position(state);
  const order = state.isWithCopy ? ORDER : WITHOUT_COPY;
  const index = order.indexOf(at);
  return order.map((name, place) => ({
    name,
    state: place < index ? 'done' : place === index ? here : 'waiting',
  }));
}

/** What is happening now, since when, and what comes next; null if nothing is running. */
export function progressText(
  { state, startedAt }: RestoreOperation,
  nowMs: number,
  i18n: I18n,
): string | null {
  const { t } = i18n;
  const { at, state: here } = position(state);
  if (here !== 'running') return null;
  const time = sinceText(startedAt, nowMs, i18n);
  const then = at === 'watch' ? 'now' : at === 'restore' ? 'thenWatch' : 'thenRestore';
  return t(`safe.bar.${then}`, { server: state.serverName, time, step: t(`safe.bar.${at}`) });
}

/** Whether it can still be stopped before the restore is sent. */
export function isStoppable(state: SafeRestore): boolean {
  return !isEnded(state) && !(state.phase.kind === 'restoring' && state.phase.sentAtMs !== null);
}

/** The safety backup of an operation, once there is one. */
export function copyOf({ phase }: SafeRestore): Id | null {
  return 'copyId' in phase ? phase.copyId : null;
}

/** The tone of a result: success, trouble, or as the person chose. */
export function endTone(operation: SafeRestore): 'run' | 'bad' | 'info' {
  const { kind } = operation.phase;
  if (kind === 'dropped') return 'info';
  return kind === 'restored' && !hasRestoreFailed(operation) ? 'run' : 'bad';
}

const WAITING_TEXTS = {
  break: 'safe.asking',
  sign_in: 'safe.waits.signIn',
  account: 'safe.waits.account',
  read_only: 'safe.waits.readOnly',
} as const;

/** Why nothing more is sent until a person continues it; null if it isn't waiting. */
export function waitingText({ state, waitsFor }: RestoreOperation, { t }: I18n): string | null {
  if (!state.isAwaitingPerson) return null;
  return t(WAITING_TEXTS[waitsFor ?? 'break'], { server: state.serverName });
}

/** The schedule whose backup it waits for; null if it waits for none. */
export function runWaitText(
  { state }: RestoreOperation,
  runs: readonly RunUnderWay[],
  nowMs: number,
  i18n: I18n,
): string | null {
  const at = runWaitedFor({ state }, runs);
  return at === null ? null : i18n.t('safe.waits.schedule', runParams(at, state.serverName, nowMs, i18n));
}

const COPY_FAILED_TEXTS = {
  failed: 'safe.end.copyFailed',
  empty: 'safe.end.copyEmpty',
  small: 'safe.end.copySmall',
  otherServer: 'safe.end.copyOther',
} as const;

/**
 * The error of a request sent by the gateway: a lost connection is to the provider, not to the gateway. A failure
 * without the provider's status is the gateway's own.
 */
export function apiErrorOf(error: SafeRestoreError, mayHaveActed = false): ApiError {
  const isLost = error.kind === 'network' || error.kind === 'timeout';
  const lost = isLost ? { gatewayCode: 'upstream_cut', status: 502 } : {};
  const { kind, detail, status } = error;
  if (kind === 'server' && status === null) {
    return new ApiError({ kind: 'dashboard', detail, gatewayCode: 'internal_error', mayHaveActed });
  }
  return new ApiError({ kind, detail, status: status ?? null, ...lost, mayHaveActed });
}

/** How an operation ended, in a sentence that says what was and was not done; null while it is in progress. */
export function endText(state: SafeRestore, i18n: I18n): string | null {
  const { t } = i18n;
  const { phase, serverName: server } = state;
  const id = idKey(state.backupId);
  const error = 'error' in phase ? phase.error : null;
  const reason = error === null ? '' : errorLine(apiErrorOf(error), i18n);
  if (!isEnded(state)) return null;
  switch (phase.kind) {
    case 'restored': {
      if (hasRestoreFailed(state)) return t('safe.end.failed', { server });
      if (!phase.isEndSeen) return t('safe.end.restoredUnseen', { server, id });
      const status =
        phase.serverStatus === null ? t('common.unknown') : serverStatusLabel(phase.serverStatus, i18n);
      return t('safe.end.restored', { server, id, status });
    }
    case 'refused':
      return t(`safe.end.${phase.reason}`, { id, server, reason });
    case 'copyFailed':
      return t(COPY_FAILED_TEXTS[phase.reason], { copy: idKey(phase.copyId) });
    case 'copyVanished':
    case 'copySlow':
      return t(`safe.end.${phase.kind}`, { copy: idKey(phase.copyId) });
    case 'copyUnknown':
    case 'restoreRefused':
      return t(`safe.end.${phase.kind}`, { reason });
    case 'restoreUnknown': {
      const text = t('safe.end.restoreUnknown', { server, reason });
      return phase.isSeen ? `${text} ${t('safe.end.restoreSeen', { server })}` : text;
    }
    case 'dropped':
      return t('safe.end.dropped');
    default:
      return null;
  }
}

/** What a person decides; `unfollow` leaves a restore that was sent alone, `stop` prevents it. */
export type Decision = 'stop' | 'unfollow' | 'continue' | 'dismiss';

/** Whether a decision still matters: not once the operation has ended or goes on anyway. */
export function isDecisionOpen(decision: Decision, state: SafeRestore): boolean {
  if (decision === 'dismiss') return isEnded(state);
  return decision === 'continue' ? state.isAwaitingPerson : !isEnded(state);
}

/** Why a decision failed, what was and was not done, and what to do. */
export function decisionErrorText(decision: Decision, error: Error, server: string, i18n: I18n): string {
  const reason = errorLine(error, i18n);
  return i18n.t(`safe.decision.${decision}.${failedOutcome(error)}`, { server, reason });
}
