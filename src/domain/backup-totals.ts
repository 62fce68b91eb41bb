import { type Backup, backupPhase, type Id, idKey } from './backup';
import { compareIds, compareNames, compareNewestFirst } from './order';
import type { Server } from './server';

export interface BackupTotals {
  readonly count: number;
  /** Different servers among them. */
  readonly serverCount: number;
  /** Sum of the sizes that are known, decimal megabytes. */
  readonly knownSizeMb: number;
  /** Completed backups without a known size (unfinished and failed ones hold nothing): while it is not 0, `knownSizeMb` is a lower bound. */
  readonly unknownSizeCount: number;
}

/** Count and size of what is shown. */
export function totals(backups: readonly Backup[]): BackupTotals {
  const servers = new Set<string>();
  let knownSizeMb = 0;
  let unknownSizeCount = 0;
  for (const backup of backups) {
    servers.add(idKey(backup.serverId));
    if (backup.sizeMb !== null) knownSizeMb += backup.sizeMb;
    else if (backupPhase(backup) === 'completed') unknownSizeCount += 1;
  }
  return { count: backups.length, serverCount: servers.size, knownSizeMb, unknownSizeCount };
}

/** One server with what its backups say. */
export interface ServerSummary {
  readonly key: string;
  readonly id: Id;
  /** The Servers API's name, else the one in the newest backup. */
  readonly name: string;
  /** Null where the Servers API does not tell of it. */
  readonly server: Server | null;
  /** Named in backups, but absent from a complete list of servers. */
  readonly isGone: boolean;
  /** The newest completed backup by `createdAt`. */
  readonly newestGood: Backup | null;
  readonly newestAny: Backup | null;
  readonly total: number;
  readonly manualCount: number;
  readonly automaticCount: number;
  readonly failedCount: number;
  readonly runningCount: number;
}

/**
 * One summary a server, by name. `servers` null means that the Servers API gave nothing: then only servers
 * named in backups are known and none can be called gone, as when the given list is only a part.
 */
export function serverSummaries(
  backups: readonly Backup[],
  servers: readonly Server[] | null,
  isServerListComplete = true,
): ServerSummary[] {
  const backupsByServer = new Map<string, Backup[]>();
  for (const backup of backups) {
    const key = idKey(backup.serverId);
    const ofServer = backupsByServer.get(key);
    if (ofServer === undefined) backupsByServer.set(key, [backup]);
    else ofServer.push(backup);
  }
  const serverByKey = new Map((servers ?? []).map((server) => [idKey(server.id), server]));
  const canBeGone = servers !== null && isServerListComplete;

  const summaries: ServerSummary[] = [];
  for (const [key, server] of serverByKey) {
    const counted = summarise(backupsByServer.get(key) ?? []);
    summaries.push({ key, id: server.id, name: server.name, server, isGone: false, ...counted });
  }
  for (const [key, ofServer] of backupsByServer) {
    const first = ofServer[0];
    if (first === undefined || serverByKey.has(key)) continue;
    const counted = summarise(ofServer);
    const name = (counted.newestAny ?? first).serverName;
    summaries.push({ key, id: first.serverId, name, server: null, isGone: canBeGone, ...counted });
  }
  return summaries.sort((a, b) => compareNames(a.name, b.name) || compareIds(a.id, b.id));
}

type Counted = Omit<ServerSummary, 'key' | 'id' | 'name' | 'server' | 'isGone'>;

function summarise(backups: readonly Backup[]): Counted {
  let newestGood: Backup | null = null;
  let newestAny: Backup | null = null;
  let manualCount = 0;
  let automaticCount = 0;
  let failedCount = 0;
  let runningCount = 0;
  for (const backup of backups) {
    const phase = backupPhase(backup);
    newestAny = newer(newestAny, backup);
    if (phase === 'completed') newestGood = newer(newestGood, backup);
    else if (phase === 'failed') failedCount += 1;
    else if (phase === 'running') runningCount += 1;
    if (backup.type === 'manual') manualCount += 1;
    else if (backup.type === 'automatic') automaticCount += 1;
  }
  const total = backups.length;
  return { newestGood, newestAny, total, manualCount, automaticCount, failedCount, runningCount };
}

function newer(newest: Backup | null, candidate: Backup): Backup {
  return newest === null || compareNewestFirst(candidate, newest) < 0 ? candidate : newest;
}
