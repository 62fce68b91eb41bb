import type { RandomSource } from './fleet/random';
import { dueRuns, manualDurationMs, restoreDurationMs, runStartsAt, sizeAt } from './fleet/schedule';
import { type BackupRow, type TargetServer, wholeSeconds } from './model';
import type { Store } from './store';

/** What the course of things depends on besides the rows. */
export interface Circumstances {
  readonly random: RandomSource;
  readonly creationSpeed: number;
  /** Every backup that begins now is going to fail. */
  readonly failsBackups: boolean;
  /** Every restore that begins now is going to fail. */
  readonly failsRestores: boolean;
}

/**
 * Makes the rows show what happened up to `now` (epoch ms): automatic backups that began, ran and ended meanwhile,
 * manual ones that ended, backups that expired. There are no timers: each request calls this first, so hours or
 * months of being switched off are made up for in one step. (Restores need nothing: what a server shows follows
 * from the moment its restore ends.)
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

/** Begins a manual backup and gives its id. It ends by itself, see {@link advance}. */
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

/** Begins a restore: the server shows it until it ends. Which backup it is from changes nothing that can be seen. */
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
