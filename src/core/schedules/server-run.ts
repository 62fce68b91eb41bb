import { type BackupList, backupPhase, type Id, idKey, isSameId, isWholeList } from '../backups/backup';
import type { ApiErrorKind } from '../contract/errors';
import { HOUR_MS, MINUTE_MS } from '../lib/time-units';
import { scheduleMarkOf } from './schedule-mark';
import {
  type PhaseOf,
  ROTATION_STOPS_AFTER,
  type RunReason,
  type RunResult,
  type ScheduleRun,
  type ServerPhase,
  type ServerRun,
  type StopReason,
} from './schedule-run';

/** How long to wait for a busy server, or for one the provider has no capacity for. */
export const WAIT_MS = 30 * MINUTE_MS;
/** How long to search for a backup whose request got no answer. */
const SEARCH_MS = 5 * MINUTE_MS;
/** Allows for a new backup being listed late. */
const LISTED_AFTER_MS = MINUTE_MS;
const SLOW_MS = 12 * HOUR_MS;
/** Allows for the provider's clock being behind. */
const CLOCK_TOLERANCE_MS = 10 * MINUTE_MS;

export interface RunFailure {
  readonly kind: ApiErrorKind;
  readonly detail: string | null;
  readonly mayHaveActed: boolean;
  readonly retryAfterMs: number | null;
}

export type ServerEvent =
  /** Its list was read, and the backup cannot start. */
  | { readonly type: 'blocked'; readonly why: 'busy' | 'slots_full' | 'gone' }
  | { readonly type: 'unread' }
  | { readonly type: 'roomSent'; readonly backupId: Id }
  | { readonly type: 'roomAnswered'; readonly error: RunFailure | null }
  | { readonly type: 'createSent' }
  /** Announced, but then not sent. */
  | { readonly type: 'createHeld' }
  | { readonly type: 'createAnswered'; readonly backupId: Id }
  | { readonly type: 'createFailed'; readonly error: RunFailure }
  | {
      readonly type: 'listed';
      readonly list: BackupList;
      readonly startedAtMs: number;
      readonly made: ReadonlySet<string>;
    }
  | { readonly type: 'deleteSent'; readonly backupId: Id }
  | { readonly type: 'deleteAnswered'; readonly error: RunFailure | null }
  /** Nothing is left to delete. */
  | { readonly type: 'rotated'; readonly reason?: Extract<RunReason, 'rotation_paused' | 'rotation_unread'> };

export const WAITING: ServerPhase = { kind: 'waiting', busySinceMs: null };

interface EndFacts {
  readonly reason?: RunReason | null;
  readonly detail?: string | null;
  readonly backupId?: Id | null;
  readonly removed?: readonly Id[];
}

export function end(result: RunResult, nowMs: number, facts: EndFacts = {}): PhaseOf<'ended'> {
  const { reason = null, detail = null, backupId = null, removed = [] } = facts;
  return { kind: 'ended', result, reason, detail, backupId, removed: [...removed], endedAtMs: nowMs };
}

/** Started backups continue at the provider; nothing more is sent. */
export function stopped(server: ServerRun, reason: StopReason, nowMs: number): ServerRun {
  const { phase } = server;
  switch (phase.kind) {
    case 'ended':
      return server;
    case 'rotating':
      return {
        ...server,
        phase: end('done', nowMs, { reason, backupId: phase.backupId, removed: phase.removed }),
      };
    case 'creating':
    case 'createUnknown':
      return { ...server, phase: end('unknown', nowMs, { reason }) };
    case 'running':
      return { ...server, phase: end('unknown', nowMs, { reason, backupId: phase.backupId }) };
    default:
      return { ...server, phase: end('skipped', nowMs, { reason }) };
  }
}

export function resumed(server: ServerRun): ServerRun {
  const { phase } = server;
  if (phase.kind !== 'creating') return server;
  return { ...server, phase: { kind: 'createUnknown', sentAtMs: phase.sentAtMs, detail: null } };
}

/** The phase of one server of a run after an event; the same object when nothing changed. */
export function nextPhase(
  run: ScheduleRun,
  server: ServerRun,
  event: { readonly serverId: Id } & ServerEvent,
  nowMs: number,
): ServerPhase {
  const { phase } = server;
  switch (phase.kind) {
    case 'waiting':
      return afterWaiting(phase, event, nowMs);
    case 'makingRoom':
      if (event.type === 'roomAnswered')
        return event.error === null
          ? WAITING
          : end('skipped', nowMs, { reason: 'slots_full', detail: event.error.detail });
      // Without an answer, the list shows whether it is gone; it is not sent again.
      if (event.type !== 'listed' || !isWholeList(event.list)) return phase;
      return has(event.list, phase.backupId) ? end('skipped', nowMs, { reason: 'slots_full' }) : WAITING;
    case 'creating':
      if (event.type === 'createHeld') return waitOn(phase, 'busy', nowMs);
      if (event.type === 'createAnswered')
        return { kind: 'running', backupId: event.backupId, sinceMs: nowMs };
      return event.type === 'createFailed' ? afterRefusal(phase, event.error, nowMs) : phase;
    case 'createUnknown':
      if (event.type === 'createAnswered')
        return { kind: 'running', backupId: event.backupId, sinceMs: nowMs };
      return event.type === 'listed' ? afterSearch(run, server, phase, event, nowMs) : phase;
    case 'running':
      return event.type === 'listed' ? afterLook(server, phase, event, nowMs) : phase;
    case 'rotating':
      return afterRotation(phase, event, nowMs);
    case 'ended':
      return phase;
  }
}

function afterWaiting(phase: PhaseOf<'waiting'>, event: ServerEvent, nowMs: number): ServerPhase {
  switch (event.type) {
    case 'createSent':
      return { kind: 'creating', sentAtMs: nowMs, busySinceMs: phase.busySinceMs };
    case 'roomSent':
      return { kind: 'makingRoom', backupId: event.backupId, sentAtMs: nowMs };
    case 'unread':
      return waitOn(phase, 'unreadable', nowMs);
    case 'blocked':
      if (event.why === 'gone') return end('gone', nowMs);
      if (event.why === 'slots_full') return end('skipped', nowMs, { reason: 'slots_full' });
      return waitOn(phase, 'busy', nowMs);
    default:
      return phase;
  }
}

function waitOn(
  { busySinceMs }: Pick<PhaseOf<'waiting'>, 'busySinceMs'>,
  reason: RunReason,
  nowMs: number,
): ServerPhase {
  if (busySinceMs === null) return { kind: 'waiting', busySinceMs: nowMs };
  return nowMs - busySinceMs >= WAIT_MS
    ? end('skipped', nowMs, { reason })
    : { kind: 'waiting', busySinceMs };
}

/** Temporary refusals: nothing was done, and the request may be repeated. */
const PASSING: Readonly<Partial<Record<ApiErrorKind, RunReason>>> = {
  conflict: 'busy',
  rateLimited: 'rate_limited',
  unauthorized: 'token_refused',
  network: 'unreadable',
  timeout: 'unreadable',
  server: 'unreadable',
};

/** Only what the provider certainly did not do may be requested again. */
function afterRefusal(phase: PhaseOf<'creating'>, error: RunFailure, nowMs: number): ServerPhase {
  const { kind, detail } = error;
  if (error.mayHaveActed) return { kind: 'createUnknown', sentAtMs: phase.sentAtMs, detail };
  if (kind === 'notFound') return end('gone', nowMs, { detail });
  const passing = PASSING[kind];
  return passing === undefined
    ? end('failed', nowMs, { reason: 'refused', detail })
    : waitOn(phase, passing, nowMs);
}

type Listed = Extract<ServerEvent, { type: 'listed' }>;

function has({ backups }: BackupList, id: Id): boolean {
  return backups.some((backup) => isSameId(backup.id, id));
}

function afterSearch(
  { scheduleId }: ScheduleRun,
  { serverId }: ServerRun,
  phase: PhaseOf<'createUnknown'>,
  { list, made, startedAtMs }: Listed,
  nowMs: number,
): ServerPhase {
  const found = list.backups.find(
    (backup) =>
      isSameId(backup.serverId, serverId) &&
      scheduleMarkOf(backup)?.scheduleId === scheduleId &&
      !made.has(idKey(backup.id)) &&
      backup.createdAt !== null &&
      Date.parse(backup.createdAt) >= phase.sentAtMs - CLOCK_TOLERANCE_MS,
  );
  if (found !== undefined) return { kind: 'running', backupId: found.id, sinceMs: nowMs };
  const isOver = startedAtMs - phase.sentAtMs >= SEARCH_MS && isWholeList(list);
  return isOver ? end('unknown', nowMs, { reason: 'no_answer', detail: phase.detail }) : phase;
}

function afterLook(
  server: ServerRun,
  phase: PhaseOf<'running'>,
  { list, startedAtMs }: Listed,
  nowMs: number,
): ServerPhase {
  const { backupId, sinceMs } = phase;
  const backup = list.backups.find(({ id }) => isSameId(id, backupId));
  if (backup === undefined) {
    const isVanished = isWholeList(list) && startedAtMs - sinceMs >= LISTED_AFTER_MS;
    return isVanished ? end('failed', nowMs, { reason: 'vanished', backupId }) : phase;
  }
  if (backupPhase(backup) === 'failed') return end('failed', nowMs, { reason: 'backup_failed', backupId });
  if (backupPhase(backup) !== 'completed') {
    return nowMs - sinceMs >= SLOW_MS ? end('unknown', nowMs, { reason: 'slow', backupId }) : phase;
  }
  return server.failuresBefore >= ROTATION_STOPS_AFTER
    ? end('done', nowMs, { reason: 'rotation_paused', backupId })
    : { kind: 'rotating', backupId, removed: [], sent: null };
}

function afterRotation(phase: PhaseOf<'rotating'>, event: ServerEvent, nowMs: number): ServerPhase {
  const { backupId, removed, sent } = phase;
  switch (event.type) {
    case 'deleteSent':
      return sent === null ? { ...phase, sent: { backupId: event.backupId, atMs: nowMs } } : phase;
    case 'deleteAnswered': {
      if (sent === null) return phase;
      const { error } = event;
      if (error === null || error.kind === 'notFound')
        return { ...phase, removed: [...removed, sent.backupId], sent: null };
      // Nothing was done, so it may be requested again after the pause.
      if (error.kind === 'rateLimited' && !error.mayHaveActed) return { ...phase, sent: null };
      return end('done', nowMs, { reason: 'rotation_failed', detail: error.detail, backupId, removed });
    }
    case 'listed':
      // The answer to the deletion is lost. It is not sent again; the next run deletes what is left.
      if (sent === null || !isWholeList(event.list)) return phase;
      return has(event.list, sent.backupId)
        ? end('done', nowMs, { reason: 'rotation_failed', backupId, removed })
        : { ...phase, removed: [...removed, sent.backupId], sent: null };
    case 'rotated':
      return sent === null ? end('done', nowMs, { reason: event.reason ?? null, backupId, removed }) : phase;
    default:
      return phase;
  }
}
