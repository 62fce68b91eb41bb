import { type Id, idKey, isWholeList } from '../../src/core/backups/backup';
import { HOUR_MS, MINUTE_MS } from '../../src/core/lib/time-units';
import { latestStartMs } from '../../src/core/schedules/planned-runs';
import { type RunEvent, runReduce } from '../../src/core/schedules/run';
import {
  beginStep,
  isPaused,
  nextServers,
  nextToDelete,
  watchedServers,
} from '../../src/core/schedules/run-steps';
import { makeScheduleDescription } from '../../src/core/schedules/schedule-mark';
import { failuresAfter, findServer, type ScheduleRun } from '../../src/core/schedules/schedule-run';
import { RESTORING_STATUS } from '../../src/core/servers/server';
import type { MarkedList } from '../marks/backup-mark-store';
import type { Turn, TurnEnd } from '../operations/engine';
import { takeRecord } from '../operations/held-record';
import { ProviderUnreadable, readBackups, readServer } from '../operations/provider-reads';
import type { OperationAccount } from '../operations/turn';
import type { RunRecord, RunStore } from './run-store';
import type { ScheduleStore, StoredSchedule } from './schedule-store';
import { readServers } from './servers';

export interface RunTurnParts {
  readonly runs: RunStore;
  readonly schedules: ScheduleStore;
  readonly account: OperationAccount;
  /** Whether a restore of the server is running or unsettled. */
  readonly isRestoring: (serverKey: string) => Promise<boolean>;
  /** Sends the alerts for an ended run. */
  readonly alert: (run: ScheduleRun) => Promise<void>;
  /** Between two requests of a run, ms. */
  readonly spreadMs: number;
  /** The provider's clock, epoch ms. */
  readonly now: () => number;
}

/** So long a run also waits for a busy server. */
const OUTAGE_MS = 30 * MINUTE_MS;

/**
 * Advances a run as far as it can go now: checks what is under way, then requests at most one backup. The state
 * announcing a write is stored before it is sent, the answer after. @throws Stale, database errors
 */
export async function takeRunTurn(turn: Turn, parts: RunTurnParts): Promise<TurnEnd> {
  const { runs, schedules, account, now } = parts;
  const { isStopping } = turn;
  const held = await takeRecord(runs, turn);
  if (held === null) return 'done';
  const run = () => held.current().record.run;
  const { scheduleId, scheduleName, runId } = run();
  const actedBy = `Schedule ${scheduleName}`;
  const after = (event: RunEvent) => (record: RunRecord) =>
    withRun(record, runReduce(record.run, event, now()));
  /** True if the event changed the run; only the gateway that holds it gets past this. */
  const observe = (event: RunEvent) => held.change(after(event));
  /** Stored even if somebody changed the run meanwhile: it has already happened. */
  const answered = (event: RunEvent) => held.changeAnyway(after(event));
  const phaseOf = (serverId: Id) => findServer(run(), serverId)?.phase;

  const list = (serverId: Id) => readBackups(account, serverId);
  const ids = { operationId: null, requestId: runId, selfGivenName: null, actedBy };
  /** For a backup that a list read just before showed without a lock. */
  const unlocked = { ...ids, isSeenUnlocked: true };

  /** Null if the schedule was deleted: the run then ends before its next write. */
  async function stillScheduled(): Promise<StoredSchedule | null> {
    const schedule = await schedules.find(scheduleId);
    if (schedule === null) await observe({ type: 'stopped', reason: 'schedule_deleted' });
    return schedule;
  }

  async function learnServers({ draft }: StoredSchedule): Promise<void> {
    const { servers: read, listing } = await readServers(account);
    const chosen = draft.servers;
    const servers =
      chosen === 'all'
        ? read
        : chosen.map(
            (id) => read.find((server) => idKey(server.id) === idKey(id)) ?? { id, name: String(id) },
          );
    const before = await runs.lastEnded(scheduleId);
    await observe({
      type: 'serversKnown',
      listing: chosen === 'all' ? listing : 'whole',
      servers: servers.map(({ id, name }) => {
        const earlier = before === null ? undefined : findServer(before, id);
        return {
          serverId: id,
          serverName: name,
          failuresBefore: earlier === undefined ? 0 : failuresAfter(earlier),
        };
      }),
    });
  }

  /** Deletes backups one by one, reading the list again before each. */
  async function rotate(serverId: Id, read: MarkedList): Promise<void> {
    for (
      let seen = read;
      phaseOf(serverId)?.kind === 'rotating' && !isPaused(run(), now());
      seen = await list(serverId)
    ) {
      const schedule = await stillScheduled();
      const server = findServer(run(), serverId);
      if (schedule === null || server === undefined || isStopping()) return;
      // A backup that is being restored must not be deleted.
      if (await parts.isRestoring(idKey(serverId))) return;
      const made = await schedules.made(scheduleId);
      const facts = { schedule: { id: scheduleId, ...schedule.draft }, list: seen, made, isRestoring: false };
      const backup = nextToDelete(server, facts);
      if (backup === null) {
        const reason = isWholeList(seen) ? {} : ({ reason: 'rotation_unread' } as const);
        return void (await observe({ serverId, type: 'rotated', ...reason }));
      }
      if (!(await observe({ serverId, type: 'deleteSent', backupId: backup.id }))) return;
      const sent = await account.change({ action: 'delete_backup', backupId: backup.id }, unlocked);
      await answered({ serverId, type: 'deleteAnswered', error: sent.ok ? null : sent.error });
    }
  }

  async function look(serverId: Id): Promise<void> {
    const startedAtMs = now();
    const read = await list(serverId);
    const made = await schedules.made(scheduleId);
    await observe({ serverId, type: 'listed', list: read, startedAtMs, made });
    const phase = phaseOf(serverId);
    if (phase?.kind === 'running' || phase?.kind === 'rotating') {
      await schedules.addMade(scheduleId, { backupId: phase.backupId, serverId });
    }
    await rotate(serverId, read);
  }

  /** True when something was sent. */
  async function begin(serverId: Id): Promise<boolean> {
    const read = await list(serverId);
    const status = (await readServer(account, serverId))?.status;
    const schedule = await stillScheduled();
    const server = findServer(run(), serverId);
    if (schedule === null || server === undefined || isStopping()) return false;
    const step = beginStep(server, {
      schedule: { id: scheduleId, ...schedule.draft },
      list: read,
      made: await schedules.made(scheduleId),
      isRestoring: status === RESTORING_STATUS || (await parts.isRestoring(idKey(serverId))),
    });
    if (step.kind === 'blocked') {
      await observe({ serverId, type: 'blocked', why: step.why });
      return false;
    }
    if (step.kind === 'makeRoom') {
      const { id: backupId } = step.backup;
      if (!(await observe({ serverId, type: 'roomSent', backupId }))) return false;
      const sent = await account.change({ action: 'delete_backup', backupId }, unlocked);
      await answered({ serverId, type: 'roomAnswered', error: sent.ok ? null : sent.error });
      return true;
    }
    if (!(await observe({ serverId, type: 'createSent' }))) return false;
    // A restore that started meanwhile has announced itself first, and goes first.
    if (await parts.isRestoring(idKey(serverId))) {
      await answered({ serverId, type: 'createHeld' });
      return false;
    }
    const description = makeScheduleDescription(schedule.draft.name, scheduleId);
    const sent = await account.change({ action: 'create_backup', serverId, description }, ids);
    if (!sent.ok) await answered({ serverId, type: 'createFailed', error: sent.error });
    else if (sent.backup === null) throw new Error('A create that succeeded names its backup.');
    else {
      const backupId = sent.backup.id;
      await answered({ serverId, type: 'createAnswered', backupId });
      await schedules.addMade(scheduleId, { backupId, serverId });
    }
    return true;
  }

  const isRefused = () => run().refusedSinceMs !== null;
  /** Latest time at which the run may still start. */
  const untilMs = (schedule: StoredSchedule | null) =>
    run().plannedAtMs + (schedule?.draft.catchUpHours ?? 0) * HOUR_MS;

  /** @returns false when the provider could not be read */
  async function attempt(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      await observe({ type: 'tokenAccepted' });
      return true;
    } catch (error) {
      if (!(error instanceof ProviderUnreadable)) throw error;
      if (error.isTokenRefused)
        await observe({ type: 'tokenRefused', untilMs: untilMs(await schedules.find(scheduleId)) });
      else if (error.retryAfterMs !== null)
        await observe({ type: 'pauseAsked', retryAfterMs: error.retryAfterMs });
      return false;
    }
  }

  if (turn.isInterrupted || held.isTakenOver) await observe({ type: 'resume' });
  if (run().endedAtMs === null) {
    const schedule = await stillScheduled();
    // Like a run that was not begun in time. A short restart changes nothing.
    if (schedule !== null && held.idleMs >= OUTAGE_MS)
      await observe({
        type: 'outage',
        untilMs: latestStartMs(run().plannedAtMs, schedule.draft.catchUpHours),
      });
    await observe({ type: 'tooLate', untilMs: untilMs(schedule) });
    if (isPaused(run(), now())) return 'unread';
    if (schedule !== null && !run().areServersKnown && !(await attempt(() => learnServers(schedule)))) {
      if (!isRefused()) await observe({ type: 'serversUnread' });
      return run().endedAtMs === null ? 'unread' : 'again';
    }
  }
  let isRead = true;
  let hasSent = false;
  for (const { serverId } of watchedServers(run())) {
    if (isStopping()) return 'done';
    if (isPaused(run(), now())) return 'unread';
    if (isRefused() && !isRead) break;
    const ok = await attempt(() => look(serverId));
    isRead = isRead && ok;
  }
  for (const { serverId } of nextServers(run(), now(), parts.spreadMs)) {
    if (isStopping()) return 'done';
    if (hasSent || run().endedAtMs !== null || isPaused(run(), now())) break;
    if (isRefused() && !isRead) break;
    const ok = await attempt(async () => {
      hasSent = await begin(serverId);
    });
    if (ok) continue;
    isRead = false;
    if (!isRefused()) await observe({ serverId, type: 'unread' });
  }
  if (run().endedAtMs !== null) {
    if (!held.current().record.isTold) {
      await parts.alert(run());
      await held.change((record) => ({ ...record, isTold: true }));
    }
    return 'done';
  }
  return hasSent ? 'again' : isRead ? 'later' : 'unread';
}

function withRun(record: RunRecord, run: ScheduleRun): RunRecord {
  return run === record.run ? record : { ...record, run };
}
