import { type Backup, type Id, idKey } from './backup';
import { compareIds, compareNames } from './order';
import { type Protection, protectionOfHistory } from './protection';
import { type History, historyOf } from './protection-history';
import { compareStates } from './protection-state';
import type { Server } from './server';

/** One server with its backups, read and ordered; nothing in it depends on the clock. */
export interface FleetServer {
  /** `idKey` of the server. */
  readonly key: string;
  readonly id: Id;
  /** The Servers API's name, else the one in the newest backup. */
  readonly name: string;
  /** Null where the Servers API does not tell of it. */
  readonly server: Server | null;
  /** Named in backups, but absent from a complete list of servers. */
  readonly isGone: boolean;
  /** As they were given. */
  readonly backups: readonly Backup[];
  readonly history: History;
}

export interface JudgedServer extends FleetServer {
  readonly protection: Protection;
}

/** Groups once; the arrays keep the order of the list. */
export function groupByServer(backups: readonly Backup[]): Map<string, Backup[]> {
  const groups = new Map<string, Backup[]>();
  for (const backup of backups) {
    const key = idKey(backup.serverId);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [backup]);
    else group.push(backup);
  }
  return groups;
}

/**
 * All servers by name: those of the Servers API, with backups or without, and those that only backups name.
 * `servers` null means that the Servers API gave nothing: then servers without a backup cannot be seen, and none
 * can be called gone, as when the given list is only a part. Keep the result while both lists are the same.
 */
export function fleetServers(
  backups: readonly Backup[],
  servers: readonly Server[] | null,
  isServerListComplete = true,
): FleetServer[] {
  const groups = groupByServer(backups);
  const fleet: FleetServer[] = [];
  for (const [key, server] of new Map((servers ?? []).map((one) => [idKey(one.id), one]))) {
    const ofServer = groups.get(key) ?? [];
    groups.delete(key);
    const { id, name } = server;
    fleet.push({ key, id, name, server, isGone: false, backups: ofServer, history: historyOf(ofServer) });
  }
  const isGone = servers !== null && isServerListComplete;
  for (const [key, ofServer] of groups) {
    const history = historyOf(ofServer);
    const newest = history.at(-1)?.backup;
    if (newest === undefined) continue;
    const { serverId: id, serverName: name } = newest;
    fleet.push({ key, id, name, server: null, isGone, backups: ofServer, history });
  }
  return fleet.sort((a, b) => compareNames(a.name, b.name) || compareIds(a.id, b.id));
}

/** Every server with its protection, in the order given; the only part that is repeated when the clock moves. */
export function judgeFleet(fleet: readonly FleetServer[], nowMs: number): JudgedServer[] {
  return fleet.map((one) => ({ ...one, protection: protectionOfHistory(one.history, nowMs) }));
}

/**
 * Worst first: by state, then by the time without a good backup (an unknown one counts as longest). Equal ones
 * keep their order, so give a fleet that is ordered by name.
 */
export function worstFirst(judged: readonly JudgedServer[]): JudgedServer[] {
  return judged.toSorted(
    (a, b) =>
      compareStates(a.protection.state, b.protection.state) || compareAges(a.protection, b.protection),
  );
}

function compareAges(a: Protection, b: Protection): number {
  const ageA = a.newestGoodAgeMs ?? Number.POSITIVE_INFINITY;
  const ageB = b.newestGoodAgeMs ?? Number.POSITIVE_INFINITY;
  return ageA === ageB ? 0 : ageB > ageA ? 1 : -1;
}
