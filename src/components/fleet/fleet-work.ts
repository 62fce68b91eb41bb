import type { QueryClient } from '@tanstack/react-query';
import { runAtOnce, runInSlices, type Steps } from '../../browser/slices';
import type { Agreements } from '../../core/agreements/agreement';
import { agreementOn } from '../../core/agreements/no-agreements';
import { type BackupList, isWholeList } from '../../core/backups/backup';
import {
  errorsFirst,
  type FleetServer,
  type JudgedServer,
  judgedByPart,
  judgeServer,
  readServer,
  worstFirst,
} from '../../core/fleet/fleet';
import { type FleetSummary, fleetSummary } from '../../core/fleet/fleet-summary';
import { knownServers } from '../../core/servers/known-servers';
import type { ServerList } from '../../core/servers/server';

export interface Fleet {
  /** Worst first, including servers that no longer exist. */
  readonly servers: readonly JudgedServer[];
  readonly summary: FleetSummary;
  /** The time that all ages refer to, epoch ms. */
  readonly nowMs: number;
  /** The list of backups or of servers is incomplete. */
  readonly isPartial: boolean;
}

export interface FleetSources {
  readonly client: QueryClient;
  readonly list: BackupList;
  /** Undefined if the Servers API could not be read. */
  readonly servers: ServerList | undefined;
  /** What people agreed about the servers. */
  readonly agreements: Agreements;
  /** Epoch ms. */
  readonly nowMs: number;
  /** Failures since then are recent, epoch ms. */
  readonly failedSinceMs: number;
}

/** Above this, judging is split into slices: 100,000 backups in one task would block the page for about 360 ms. */
const AT_ONCE_BACKUPS = 8_000;

/** The servers before judging: unchanged when only the clock moves. */
interface Read extends Pick<FleetSources, 'list' | 'servers' | 'agreements'> {
  readonly fleet: readonly FleetServer[];
}

interface Job {
  readonly sources: FleetSources;
  /** Null while it is being computed. */
  fleet: Fleet | null;
  readonly made: Promise<Fleet>;
}

// The overview, the tab's title and its icon need the same fleet: it is computed once for all of them.
const lastRead = new WeakMap<QueryClient, Read>();
const lastJob = new WeakMap<QueryClient, Job>();

function* fleetSteps(sources: FleetSources): Steps<Fleet> {
  const { client, list, servers, agreements, nowMs, failedSinceMs } = sources;
  let read = lastRead.get(client);
  if (read?.list !== list || read.servers !== servers || read.agreements !== agreements) {
    const before = new Map(read?.fleet.map((one) => [one.key, one]));
    const isServerListWhole = servers !== undefined && isWholeList(servers);
    const fleet: FleetServer[] = [];
    for (const known of knownServers(list.backups, servers?.servers ?? null, isServerListWhole)) {
      fleet.push(readServer(known, agreementOn(agreements, known), before.get(known.key)));
      yield;
    }
    read = { list, servers, agreements, fleet };
    lastRead.set(client, read);
  }
  const isWhole = isWholeList(list);
  const judged: JudgedServer[] = [];
  for (const one of read.fleet) {
    const server = judgeServer(one, nowMs);
    judged.push(isWhole ? server : judgedByPart(server));
    yield;
  }
  const worst = errorsFirst(worstFirst(judged));
  yield;
  const summary = fleetSummary(worst, { nowMs, failedSinceMs });
  const isPartial = !isWhole || (servers !== undefined && !isWholeList(servers));
  return { servers: worst, summary, nowMs, isPartial };
}

function isSame(a: FleetSources, b: FleetSources): boolean {
  return (
    a.list === b.list &&
    a.servers === b.servers &&
    a.agreements === b.agreements &&
    a.nowMs === b.nowMs &&
    a.failedSinceMs === b.failedSinceMs
  );
}

/** The fleet if it is known or quick to compute; null if it takes {@link fleetInSlices}. */
export function fleetAtOnce(sources: FleetSources): Fleet | null {
  const last = lastJob.get(sources.client);
  if (last !== undefined && isSame(last.sources, sources) && last.fleet !== null) return last.fleet;
  if (sources.list.backups.length > AT_ONCE_BACKUPS) return null;
  const fleet = runAtOnce(fleetSteps(sources));
  lastJob.set(sources.client, { sources, fleet, made: Promise.resolve(fleet) });
  return fleet;
}

/** The fleet, computed without blocking the page. Callers with the same sources share the work. */
export function fleetInSlices(sources: FleetSources): Promise<Fleet> {
  const last = lastJob.get(sources.client);
  if (last !== undefined && isSame(last.sources, sources)) return last.made;
  const make = async () => {
    const fleet = await runInSlices(fleetSteps(sources));
    job.fleet = fleet;
    return fleet;
  };
  const job: Job = { sources, fleet: null, made: make() };
  lastJob.set(sources.client, job);
  return job.made;
}
