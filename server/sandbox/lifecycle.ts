import type { RandomSource } from './fleet/random';
import { dueRuns, manualDurationMs, restoreDurationMs, runStartsAt, sizeAt } from './fleet/schedule';
import { type BackupRow, type TargetServer, wholeSeconds } from './model';
import type { Store } from './store';

/** Settings of the simulation that are not stored in rows. */
export interface Circumstances {
  readonly random: RandomSource;
  readonly creationSpeed: number;
  /** Every backup that starts now will fail. */
  readonly failsBackups: boolean;
  /** Every restore that starts now will fail. */
  readonly failsRestores: boolean;
}

/**
 * Applies what happened up to `now` (epoch ms): started and ended backups, expiries. Each request calls this first
 * instead of timers, so any downtime is caught up in one step. Restores need no update: status follows from their end.
 */
export function advance(store: Store, now: number, circumstances: Circumstances): void {
  if (!store.hasDue(now)) return;
  store.transaction(() => {
    startAutomatic(store, now, circumstances);
    store.finishBackups(now);
    store.deleteExpired(now);
  });
}

function startAutomatic(store: Store, now: number, circumstances: Circumstances): void {
  const begun: Omit<BackupRow, 'id'>[] = [];
  for (const schedule of store.dueSchedules(now)) {
    const { runs, nextRun } = dueRuns(schedule, now, circumstances);
    store.setNextRun(schedule.serverId, nextRun, runStartsAt(schedule, nextRun, circumstances.random));
    for (const run of runs) {
      const isFailing = run.isFailing || circumstances.failsBackups;
      begun.push({
        serverId: schedule.serverId,
        type: 'automatic',
        status: 'in_progress',
        sizeMb: null,
        createdAt: run.startedAt,
        expiresAt: run.startedAt + schedule.retentionMs,
        description: schedule.description,
        endsAt: run.endsAt,
        endsAs: isFailing ? 'failed' : 'completed',
        finalSizeMb: isFailing ? null : run.sizeMb,
      });
    }
  }
  begun.sort((a, b) => a.createdAt - b.createdAt);
  const firstId = store.takeBackupIds(begun.length);
  for (const [index, row] of begun.entries()) store.insertBackup({ id: firstId + index, ...row });
}

/** Starts a manual backup and returns its id. {@link advance} ends it. */
export function startBackup(
  store: Store,
  backup: { readonly server: TargetServer; readonly description: string; readonly now: number },
  circumstances: Circumstances,
): number {
  const { server, description, now } = backup;
  const { creationSpeed, failsBackups, random } = circumstances;
  return store.transaction(() => {
    const id = store.takeBackupIds(1);
    const sizeMb = sizeAt(server, now, random('manual', server.id, id));
    store.insertBackup({
      id,
      serverId: server.id,
      type: 'manual',
      status: 'in_progress',
      sizeMb: null,
      createdAt: wholeSeconds(now),
      expiresAt: null,
      description,
      endsAt: now + manualDurationMs(sizeMb, creationSpeed),
      endsAs: failsBackups ? 'failed' : 'completed',
      finalSizeMb: failsBackups ? null : sizeMb,
    });
    return id;
  });
}

/** Starts a restore, which the server's status shows until it ends. The backup used makes no visible difference. */
export function startRestore(
  store: Store,
  restore: { readonly server: TargetServer; readonly now: number },
  circumstances: Circumstances,
): void {
  const { server, now } = restore;
  const sizeMb = sizeAt(server, now, 0.5);
  store.startRestore(server.id, {
    startedAt: now,
    endsAt: now + restoreDurationMs(sizeMb, circumstances.creationSpeed),
    isFailing: circumstances.failsRestores,
  });
}
