import * as v from 'valibot';
import { type Id, idKey } from '../backups/backup';
import { idSchema } from '../contract/schema';
import { fromWire } from '../contract/wire-case';
import type { RestoreOperation } from '../restore/restore-operation';
import { nextAction } from '../restore/safe-restore';
import { endOf, isMakingBackup, type ScheduleRun, type ServerRun } from './schedule-run';

/** What a run does with a server, once its turn has come. */
const STEPS = ['makingRoom', 'creating', 'createUnknown', 'running', 'rotating'] as const;

const runUnderWayWire = v.object({
  run_id: v.string(),
  schedule_id: v.string(),
  schedule_name: v.string(),
  /** ISO 8601. */
  started_at: v.string(),
  /** Null until the servers are known. */
  server_count: v.nullable(v.number()),
  done_count: v.number(),
  /** Servers with a request that is not finished. */
  active: v.array(
    v.object({
      server_id: idSchema,
      server_name: v.string(),
      step: v.picklist(STEPS),
      /** ISO 8601; null while nothing is requested. */
      since: v.nullable(v.string()),
      /** The new backup; null until there is one. */
      backup_id: v.nullable(idSchema),
    }),
  ),
  /** Servers still waiting for their turn. */
  waiting_ids: v.array(idSchema),
  /** The first of them; `is_busy` while another operation runs on it. */
  next: v.nullable(v.object({ server_id: idSchema, server_name: v.string(), is_busy: v.boolean() })),
  /** The provider asked for a pause until then, ISO 8601. */
  paused_until: v.nullable(v.string()),
  /** The provider has refused the gateway's token since then, ISO 8601. */
  refused_since: v.nullable(v.string()),
});

const nextRunWire = v.object({
  schedule_id: v.string(),
  schedule_name: v.string(),
  /** ISO 8601. */
  at: v.string(),
});
/** The next planned run of all schedules. */
export const nextRunSchema = fromWire(nextRunWire);
export type NextRun = v.InferOutput<typeof nextRunSchema>;

/** What every page learns about schedules. */
export interface ScheduleNews {
  /** Those in progress, oldest first. */
  readonly runs: readonly ScheduleRun[];
  /** Null when none is planned. */
  readonly next: NextRun | null;
}

/** A run in progress, as far as pages other than Schedules need it. */
export const runUnderWaySchema = fromWire(runUnderWayWire);
export type RunUnderWay = v.InferOutput<typeof runUnderWaySchema>;
export type ActiveServer = RunUnderWay['active'][number];

/** For a run in progress. */
export function runUnderWay(run: ScheduleRun): RunUnderWay {
  const waiting = run.servers.filter(({ phase }) => phase.kind === 'waiting');
  const isBusy = ({ phase }: ServerRun) => phase.kind === 'waiting' && phase.busySinceMs !== null;
  const next = waiting.find((server) => !isBusy(server)) ?? waiting[0];
  return {
    runId: run.runId,
    scheduleId: run.scheduleId,
    scheduleName: run.scheduleName,
    startedAt: iso(run.startedAtMs),
    serverCount: run.areServersKnown ? run.servers.length : null,
    doneCount: run.servers.filter((server) => endOf(server) !== null).length,
    active: run.servers.flatMap((server) => active(server) ?? []),
    waitingIds: waiting.map(({ serverId }) => serverId),
    next:
      next === undefined
        ? null
        : { serverId: next.serverId, serverName: next.serverName, isBusy: isBusy(next) },
    pausedUntil: run.pausedUntilMs === null ? null : iso(run.pausedUntilMs),
    refusedSince: run.refusedSinceMs === null ? null : iso(run.refusedSinceMs),
  };
}

function active({ serverId, serverName, phase }: ServerRun): ActiveServer | null {
  const server = { serverId, serverName };
  switch (phase.kind) {
    case 'waiting':
    case 'ended':
      return null;
    case 'makingRoom':
    case 'creating':
    case 'createUnknown':
      return { ...server, step: phase.kind, since: iso(phase.sentAtMs), backupId: null };
    case 'running':
      return { ...server, step: phase.kind, since: iso(phase.sinceMs), backupId: phase.backupId };
    case 'rotating': {
      const since = phase.sent === null ? null : iso(phase.sent.atMs);
      return { ...server, step: phase.kind, since, backupId: phase.backupId };
    }
  }
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

/** What a run does with a server, or will do. */
export interface RunAtServer {
  readonly run: RunUnderWay;
  /** Null while the server waits for its turn. */
  readonly active: ActiveServer | null;
}

/** The run that works on a server, or else one that will; null for none. */
export function runAt(runs: readonly RunUnderWay[], serverId: Id): RunAtServer | null {
  const key = idKey(serverId);
  for (const run of runs) {
    const found = run.active.find((server) => idKey(server.serverId) === key);
    if (found !== undefined) return { run, active: found };
  }
  const run = runs.find(({ waitingIds }) => waitingIds.some((id) => idKey(id) === key));
  return run === undefined ? null : { run, active: null };
}

/** The run whose backup a restore waits for before sending anything; null if it waits for none. */
export function runWaitedFor(
  { state }: Pick<RestoreOperation, 'state'>,
  runs: readonly RunUnderWay[],
): RunAtServer | null {
  const { kind } = nextAction(state);
  if (kind !== 'createCopy' && kind !== 'sendRestore') return null;
  const at = runAt(runs, state.serverId);
  return at?.active != null && isMakingBackup(at.active.step) ? at : null;
}
