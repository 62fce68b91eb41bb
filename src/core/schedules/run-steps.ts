import {
  type Backup,
  type BackupList,
  backupPhase,
  isRunning,
  isSameId,
  isWholeList,
} from '../backups/backup';
import { MANUAL_SLOTS, slotsUsed } from '../backups/quota';
import type { AcceptedSizes } from '../protection/protection-history';
import { goingIn, roomIn, rotation } from './rotation';
import type { ScheduleDraft } from './schedule';
import { isMakingBackup, ROTATION_STOPS_AFTER, type ScheduleRun, type ServerRun } from './schedule-run';

/** Backups of a run requested or running at a time. */
const MAX_BEGUN = 2;

/** Servers whose list must be read now, because something is under way there. */
export function watchedServers({ servers }: ScheduleRun): readonly ServerRun[] {
  return servers.filter(({ phase }) => phase.kind !== 'waiting' && phase.kind !== 'ended');
}

/** Servers on which a backup may be requested now, in order; those that need not wait first. */
export function nextServers(run: ScheduleRun, nowMs: number, spreadMs: number): readonly ServerRun[] {
  const begun = run.servers.filter(({ phase }) => isMakingBackup(phase.kind));
  const isTooSoon =
    run.lastSentAtMs !== null && nowMs - run.lastSentAtMs < spreadMs && nowMs >= run.lastSentAtMs;
  if (begun.length >= MAX_BEGUN || isTooSoon || isPaused(run, nowMs)) return [];
  const waiting = run.servers.filter(({ phase }) => phase.kind === 'waiting');
  const isBusy = ({ phase }: ServerRun) => phase.kind === 'waiting' && phase.busySinceMs !== null;
  return [...waiting.filter((server) => !isBusy(server)), ...waiting.filter(isBusy)];
}

/** Whether a pause that the provider asked for is still running. */
export function isPaused({ pausedUntilMs }: ScheduleRun, nowMs: number): boolean {
  return pausedUntilMs !== null && nowMs < pausedUntilMs;
}

export interface ServerFacts {
  readonly schedule: Pick<ScheduleDraft, 'keep' | 'zone' | 'makesRoomFirst'> & { readonly id: string };
  readonly list: BackupList & { readonly accepted: AcceptedSizes };
  readonly made: ReadonlySet<string>;
  /** Whether the server is being restored, or a restore of it is unsettled. */
  readonly isRestoring: boolean;
}

export type BeginStep =
  | { readonly kind: 'create' }
  | { readonly kind: 'makeRoom'; readonly backup: Backup }
  | { readonly kind: 'blocked'; readonly why: 'busy' | 'slots_full' };

/** What to do with a waiting server whose backups were just read. */
export function beginStep(server: ServerRun, { schedule, list, made, isRestoring }: ServerFacts): BeginStep {
  const backups = list.backups.filter(({ serverId }) => isSameId(serverId, server.serverId));
  if (isRestoring || backups.some(isRunning)) return { kind: 'blocked', why: 'busy' };
  if (slotsUsed(backups, server.serverId) < MANUAL_SLOTS) return { kind: 'create' };
  const isRotationStopped = server.failuresBefore >= ROTATION_STOPS_AFTER;
  if (!schedule.makesRoomFirst || isRotationStopped || !isWholeList(list))
    return { kind: 'blocked', why: 'slots_full' };
  const backup = roomIn({ schedule, serverId: server.serverId, backups, made, accepted: list.accepted });
  return backup === null ? { kind: 'blocked', why: 'slots_full' } : { kind: 'makeRoom', backup };
}

/** The next backup to delete on a rotating server; null when none is left, or none may be deleted. */
export function nextToDelete(server: ServerRun, { schedule, list, made }: ServerFacts): Backup | null {
  const { phase, serverId } = server;
  // A partial list shows neither what is newer nor what is left.
  if (phase.kind !== 'rotating' || phase.sent !== null || !isWholeList(list)) return null;
  const backups = list.backups.filter((backup) => isSameId(backup.serverId, serverId));
  const fresh = backups.find(({ id }) => isSameId(id, phase.backupId));
  if (fresh === undefined || backupPhase(fresh) !== 'completed') return null;
  const going = goingIn(rotation({ schedule, serverId, backups, made, accepted: list.accepted }));
  return going.find(({ id }) => !isSameId(id, phase.backupId)) ?? null;
}
