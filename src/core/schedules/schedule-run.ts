import * as v from 'valibot';
import { type Id, idKey } from '../backups/backup';
import { idSchema } from '../contract/schema';

const ms = v.number();

/** Why a server of a run has no new backup, or a remark about one that has. */
const RUN_REASONS = [
  // Failed.
  /** The provider refused to begin it. */
  'refused',
  'backup_failed',
  /** It started, and is no longer listed. */
  'vanished',
  // Skipped.
  'slots_full',
  'busy',
  'rate_limited',
  'stopped',
  'schedule_deleted',
  /** The provider could not be reached. */
  'unreadable',
  /** The provider no longer accepts the dashboard's token. */
  'token_refused',
  /** The gateway was down until it was too late to start. */
  'too_late',
  // Unknown.
  /** There was no answer, and no such backup is listed. */
  'no_answer',
  /** Still running after half a day. */
  'slow',
  // With a new backup.
  /** After three failures nothing was deleted this time. */
  'rotation_paused',
  /** Something could not be deleted. */
  'rotation_failed',
  /** The list of backups was partial, so nothing was deleted. */
  'rotation_unread',
] as const;
export type RunReason = (typeof RUN_REASONS)[number];

/** Why a whole run may stop. */
const STOP_REASONS = ['stopped', 'schedule_deleted', 'token_refused'] as const;
export type StopReason = (typeof STOP_REASONS)[number];

/** `gone`: the server no longer exists. */
const RUN_RESULTS = ['done', 'failed', 'skipped', 'unknown', 'gone'] as const;
export type RunResult = (typeof RUN_RESULTS)[number];

const phaseSchema = v.variant('kind', [
  /** `busySinceMs` while another operation runs on the server. */
  v.object({ kind: v.literal('waiting'), busySinceMs: v.nullable(ms) }),
  /** Announced: this backup is deleted before the new one is made. */
  v.object({ kind: v.literal('makingRoom'), backupId: idSchema, sentAtMs: ms }),
  /** Announced: the backup is being requested. */
  v.object({ kind: v.literal('creating'), sentAtMs: ms, busySinceMs: v.nullable(ms) }),
  /** It is unknown whether it started; it is searched for by its mark. */
  v.object({ kind: v.literal('createUnknown'), sentAtMs: ms, detail: v.nullable(v.string()) }),
  v.object({ kind: v.literal('running'), backupId: idSchema, sinceMs: ms }),
  /** The new backup is completed. `sent` is an announced deletion. */
  v.object({
    kind: v.literal('rotating'),
    backupId: idSchema,
    removed: v.array(idSchema),
    sent: v.nullable(v.object({ backupId: idSchema, atMs: ms })),
  }),
  v.object({
    kind: v.literal('ended'),
    result: v.picklist(RUN_RESULTS),
    reason: v.nullable(v.picklist(RUN_REASONS)),
    /** The provider's message. */
    detail: v.nullable(v.string()),
    backupId: v.nullable(idSchema),
    removed: v.array(idSchema),
    endedAtMs: ms,
  }),
]);

const serverRunSchema = v.object({
  serverId: idSchema,
  serverName: v.string(),
  /** Failed runs in a row before this one. */
  failuresBefore: v.number(),
  phase: phaseSchema,
});

/** `missed`: the gateway was not running at that time, or an earlier run was still in progress. */
const RUN_TRIGGERS = ['planned', 'late', 'manual', 'missed'] as const;

/**
 * The list of servers that a run for all of them got: complete, partial, or derived from the backups because the token
 * may not list servers.
 */
const SERVER_LISTINGS = ['whole', 'part', 'backups'] as const;
export type ServerListing = (typeof SERVER_LISTINGS)[number];

/** One run of a schedule, as plain JSON; `runReduce` advances it. The driver stores each state before acting on it. */
export const scheduleRunSchema = v.object({
  version: v.literal(1),
  runId: v.string(),
  scheduleId: v.string(),
  scheduleName: v.string(),
  trigger: v.picklist(RUN_TRIGGERS),
  plannedAtMs: ms,
  startedAtMs: ms,
  endedAtMs: v.nullable(ms),
  /** For a missed one: how many planned runs it stands for. */
  missedCount: v.number(),
  /** Empty until the servers are known. */
  servers: v.array(serverRunSchema),
  areServersKnown: v.boolean(),
  /** When the last backup was requested. */
  lastSentAtMs: v.nullable(ms),
  /** The provider asked for a pause until then. */
  pausedUntilMs: v.nullable(ms),
  /** Since when the provider has refused the token; null while it accepts it. */
  refusedSinceMs: v.optional(v.nullable(ms), null),
  /** Why it ended early. */
  stopped: v.optional(v.nullable(v.picklist(STOP_REASONS)), null),
  /** `whole` for chosen servers. */
  listing: v.optional(v.picklist(SERVER_LISTINGS), 'whole'),
});
export type ScheduleRun = Readonly<v.InferOutput<typeof scheduleRunSchema>>;
export type ServerRun = Readonly<v.InferOutput<typeof serverRunSchema>>;
export type ServerPhase = ServerRun['phase'];
export type PhaseOf<Kind extends ServerPhase['kind']> = Extract<ServerPhase, { kind: Kind }>;

/** Whether a requested backup is not known to have ended. */
export function isMakingBackup(kind: ServerPhase['kind']): boolean {
  return kind === 'creating' || kind === 'createUnknown' || kind === 'running';
}

/** After this many failed runs in a row on a server, nothing more is deleted there. */
export const ROTATION_STOPS_AFTER = 3;

export interface NewRun {
  readonly runId: string;
  readonly scheduleId: string;
  readonly scheduleName: string;
  readonly trigger: ScheduleRun['trigger'];
  readonly plannedAtMs: number;
  readonly missedCount?: number;
}

export function createRun({ missedCount = 0, ...run }: NewRun, nowMs: number): ScheduleRun {
  return {
    version: 1,
    ...run,
    missedCount,
    startedAtMs: nowMs,
    endedAtMs: run.trigger === 'missed' ? nowMs : null,
    servers: [],
    areServersKnown: run.trigger === 'missed',
    lastSentAtMs: null,
    pausedUntilMs: null,
    refusedSinceMs: null,
    stopped: null,
    listing: 'whole',
  };
}

/** One server and its result; null while it has none. */
export function endOf({ phase }: Pick<ServerRun, 'phase'>): PhaseOf<'ended'> | null {
  return phase.kind === 'ended' ? phase : null;
}

/** Whether the run left this server without a new backup that it should have made. */
export function isFailure(server: Pick<ServerRun, 'phase'>): boolean {
  const end = endOf(server);
  if (end === null || end.result === 'done' || end.result === 'gone') return false;
  return end.reason !== 'stopped' && end.reason !== 'schedule_deleted';
}

/** Failed runs in a row on a server, this one included. */
export function failuresAfter(server: ServerRun): number {
  const end = endOf(server);
  if (end?.result === 'done') return 0;
  return server.failuresBefore + (isFailure(server) ? 1 : 0);
}

/** Whether every server that should have a new backup got one. */
export function isSuccess({ servers, listing, stopped }: ScheduleRun): boolean {
  return stopped === null && listing !== 'part' && servers.length > 0 && !servers.some(isFailure);
}

/** Whether an ended run left a server without a backup that it should have made. */
export function isRunFailed({ servers, listing, stopped, areServersKnown }: ScheduleRun): boolean {
  const isUnread = stopped === null && !areServersKnown;
  return stopped === 'token_refused' || listing === 'part' || isUnread || servers.some(isFailure);
}

export function findServer({ servers }: Pick<ScheduleRun, 'servers'>, serverId: Id): ServerRun | undefined {
  return servers.find((server) => idKey(server.serverId) === idKey(serverId));
}

/** A schedule, as metrics and checks judge it. */
export interface ScheduleFacts {
  readonly id: string;
  readonly name: string;
  readonly isPaused: boolean;
  /** When its last complete run ended, epoch ms; null if none is remembered. */
  readonly lastSuccessMs: number | null;
  /** Epoch ms; null while paused. */
  readonly nextRunMs: number | null;
  /** Whether its last run left a server without a new backup; null if none is remembered. */
  readonly isLastFailed: boolean | null;
  /** Planned runs missed since the last one that was made. */
  readonly missedRuns: number;
  /** Failed runs in a row by server, as of its last run. */
  readonly failures: readonly {
    readonly serverId: string;
    readonly serverName: string;
    readonly count: number;
  }[];
}
