import { type BackupList, backupPhase, idKey } from '../backups/backup';
import type { WatchStatus } from '../contract/schema-watch';
import type { ServerList } from '../servers/server';

export type FirstStep =
  | { readonly name: 'token' | 'watch' | 'backup'; readonly isDone: boolean }
  | { readonly name: 'servers'; readonly isDone: boolean; readonly count: number };

export interface FirstFacts {
  readonly backups: BackupList;
  /** Null if the token may not list servers. */
  readonly servers: ServerList | null;
  /** Undefined once the list of steps is over. */
  readonly watch: Pick<WatchStatus, 'state' | 'offReason'> | undefined;
  /** Another program checks the backups. */
  readonly hasOwnCheck: boolean;
  readonly mayWrite: boolean;
}

/** The steps of a first run, in order. What cannot be done here is left out: alerts without a token, backups without the right. */
export function firstSteps(facts: FirstFacts): readonly FirstStep[] {
  const { backups, servers, watch, hasOwnCheck, mayWrite } = facts;
  const count =
    servers === null
      ? new Set(backups.backups.map(({ serverId }) => idKey(serverId))).size
      : servers.servers.length;
  const isWatched = hasOwnCheck || (watch !== undefined && watch.state !== 'off');
  const hasBackup = backups.backups.some((backup) => backupPhase(backup) === 'completed');
  const steps: FirstStep[] = [
    { name: 'token', isDone: true },
    { name: 'servers', isDone: count > 0, count },
  ];
  const isForOthers = watch?.offReason != null && watch.offReason !== 'nothingSet';
  if (!isForOthers) steps.push({ name: 'watch', isDone: isWatched });
  if (mayWrite || hasBackup) steps.push({ name: 'backup', isDone: hasBackup });
  return steps;
}

export function isAllDone(steps: readonly FirstStep[]): boolean {
  return steps.every(({ isDone }) => isDone);
}
