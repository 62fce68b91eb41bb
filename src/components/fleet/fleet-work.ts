import type { QueryClient } from '@tanstack/react-query';
import { runInSlices } from '../../browser/slices';
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
import { runAtOnce, type Steps } from '../../core/lib/steps';
import { knownServers } from '../../core/servers/known-servers';
import type { ServerList } from '../../core/servers/server';

export interface Fleet {
  /** Worst first; those that are gone included. */
  readonly servers: readonly JudgedServer[];
  readonly summary: FleetSummary;
  /** The moment that all ages were computed for, epoch ms. */
  readonly nowMs: number;
  /** Something of the list of backups or of servers is missing: what is concluded holds as far as can be seen. */
  readonly isPartial: boolean;
}

/** What a fleet is concluded from. */
export interface FleetSources {
  /** Whose lists these are. */
  readonly client: QueryClient;
  readonly list: BackupList;
  /** Undefined where the Servers API gave nothing. */
  readonly servers: ServerList | undefined;
  /** Epoch ms. */
  readonly nowMs: number;
  /** From when on a failure is recent, epoch ms. */
  readonly failedSinceMs: number;
}

/** So many backups are judged within a frame; of more the page would stand still for a while. */
const AT_ONCE_BACKUPS = 8_000;

/** All servers, read: what is left of a fleet when only the clock moved. */
interface Read {
  readonly list: BackupList;
  readonly servers: ServerList | undefined;
  readonly fleet: readonly FleetServer[];
}

/** Gets what gives the fleet, or throws what went wrong. */
type Listener = (give: () => Fleet) => void;

interface Job {
  readonly sources: FleetSources;
  /** Null while it is being made. */
  fleet: Fleet | null;
  readonly listeners: Set<Listener>;
  readonly stop: AbortController;
}

/** The table, the tab and the pages ask for the same fleet: each account's lists are worked through once for all of them. */
const lastRead = new WeakMap<QueryClient, Read>();
const lastJob = new WeakMap<QueryClient, Job>();

/** Works it out server by server. Nothing is concluded of the fleet before each of them is judged. */
function* fleetSteps({ client, list, servers, nowMs, failedSinceMs }: FleetSources): Steps<Fleet> {
  let read = lastRead.get(client);
  if (read?.list !== list || read.servers !== servers) {
    const before = new Map(read?.fleet.map((one) => [one.key, one]));
    const isServerListWhole = servers !== undefined && isWholeList(servers);
    const fleet: FleetServer[] = [];
    for (const known of knownServers(list.backups, servers?.servers ?? null, isServerListWhole)) {
      fleet.push(readServer(known, before.get(known.key)));
      yield;
    }
    read = { list, servers, fleet };
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
    a.list === b.list && a.servers === b.servers && a.nowMs === b.nowMs && a.failedSinceMs === b.failedSinceMs
  );
}

/** The fleet, where it is small or known already; null where it takes a while: then {@link fleetInSlices} makes it. */
export function fleetAtOnce(sources: FleetSources): Fleet | null {
  const { client, list } = sources;
  const last = lastJob.get(client);
  if (last !== undefined && isSame(last.sources, sources) && last.fleet !== null) return last.fleet;
  if (list.backups.length > AT_ONCE_BACKUPS) return null;
  const fleet = runAtOnce(fleetSteps(sources));
  lastJob.set(client, { sources, fleet, listeners: new Set(), stop: new AbortController() });
  return fleet;
}

/**
 * Tells the fleet as soon as it is made, now when it is made already. Whoever asks for the same joins in. The returned
 * function takes the wish back; when nobody is left who wishes it, the work stops.
 */
export function fleetInSlices(sources: FleetSources, tell: Listener): () => void {
  const last = lastJob.get(sources.client);
  const job = last !== undefined && isSame(last.sources, sources) ? last : begin(sources);
  const { fleet } = job;
  if (fleet !== null) {
    tell(() => fleet);
    return () => undefined;
  }
  job.listeners.add(tell);
  return () => {
    job.listeners.delete(tell);
    if (job.listeners.size > 0 || job.fleet !== null) return;
    job.stop.abort();
    if (lastJob.get(sources.client) === job) lastJob.delete(sources.client);
  };
}

function begin(sources: FleetSources): Job {
  const job: Job = { sources, fleet: null, listeners: new Set(), stop: new AbortController() };
  lastJob.set(sources.client, job);
  const tellAll = (give: () => Fleet) => {
    for (const tell of job.listeners) tell(give);
  };
  runInSlices(fleetSteps(sources), job.stop.signal).then(
    (fleet) => {
      job.fleet = fleet;
      tellAll(() => fleet);
    },
    // Where it was stopped, nobody listens any more.
    (reason: unknown) =>
      tellAll(() => {
        throw reason;
      }),
  );
  return job;
}
