import { type Backup, idKey } from '../../src/core/backups/backup';
import { slotsUsed } from '../../src/core/backups/quota';
import { nextRuns } from '../../src/core/schedules/planned-runs';
import { rotation } from '../../src/core/schedules/rotation';
import type { ScheduleDraft } from '../../src/core/schedules/schedule';
import { scheduleProblems } from '../../src/core/schedules/schedule-rules';
import type { SchedulePreview, ScheduleProblem } from '../../src/core/schedules/schedule-wire';
import { slotShortage, slotsNeeded } from '../../src/core/schedules/slot-sum';
import { groupByServer } from '../../src/core/servers/known-servers';
import type { MarkedList } from '../marks/backup-mark-store';
import type { StoredSchedule } from './schedule-store';
import type { NamedServer, ServerList } from './servers';

/** The provider's current lists; null if they could not be read. */
export interface FleetNow extends ServerList {
  readonly list: MarkedList;
}

export interface PreviewInput {
  readonly draft: ScheduleDraft;
  /** Null for a new one. */
  readonly id: string | null;
  /** The stored schedule; null for a new one. An earlier lack of slots must not block other changes. */
  readonly stored: ScheduleDraft | null;
  readonly others: readonly StoredSchedule[];
  /** `idKey` of the backups that each schedule made. */
  readonly madeBy: (scheduleId: string) => ReadonlySet<string>;
  readonly fleet: FleetNow | null;
  readonly nowMs: number;
}

const SHOWN_RUNS = 5;

/** What a schedule will do: when, with which slots, and what happens to each backup. `problems` prevent saving. */
export function previewOf(input: PreviewInput): SchedulePreview {
  const { draft, others, fleet, nowMs } = input;
  const problems = scheduleProblems(
    draft,
    nowMs,
    others.map((other) => other.draft.name),
  );
  const isTimed = !problems.some(({ field }) => field === 'when' || field === 'zone');
  const runs = isTimed ? nextRuns(draft, nowMs, SHOWN_RUNS) : [];
  const known = problems.some(({ field }) => field === 'zone') ? { ...draft, zone: 'UTC' } : draft;
  const servers = fleet === null ? null : serversOf({ ...input, draft: known }, fleet, runs[0] ?? nowMs);
  return {
    problems: [...problems, ...fleetProblems(input, problems, servers)],
    runs: runs.map((ms) => ({ at: new Date(ms).toISOString(), offsetMinutes: offsetOf(ms, draft.zone) })),
    servers: servers?.map(({ copies, ...server }) => ({ ...server, copies })) ?? null,
  };
}

function serversOf(input: PreviewInput, { servers, list }: FleetNow, upcomingMs: number) {
  const { draft, id } = input;
  const chosen = draft.servers === 'all' ? null : new Set(draft.servers.map(idKey));
  const byServer = groupByServer(list.backups);
  return servers
    .filter((server) => chosen === null || chosen.has(idKey(server.id)))
    .map((server) => {
      const backups = byServer.get(idKey(server.id)) ?? [];
      const used = slotsUsed(backups, server.id);
      const made = id === null ? new Set<string>() : input.madeBy(id);
      const judged = rotation({
        schedule: { ...draft, id: id ?? '' },
        serverId: server.id,
        backups,
        made,
        accepted: list.accepted,
        upcomingMs,
      });
      const own = judged.filter(
        ({ verdict }) => verdict.kind !== 'untouched' || verdict.why !== 'other',
      ).length;
      return {
        ...server,
        used,
        own,
        need: slotsNeeded(draft),
        shortage: slotShortage(draft, otherSlots(input, server, backups, used - own)),
        copies: judged.map(({ backup, verdict }) => ({
          id: backup.id,
          createdAt: backup.createdAt,
          description: backup.description,
          verdict,
        })),
      };
    });
}

/** Slots taken by other backups, or needed by other schedules. */
function otherSlots(
  { others, madeBy }: PreviewInput,
  { id }: NamedServer,
  backups: readonly Backup[],
  held: number,
): number {
  return others
    .filter(
      ({ draft: { servers } }) => servers === 'all' || servers.some((each) => idKey(each) === idKey(id)),
    )
    .reduce((slots, other) => {
      const made = madeBy(other.id);
      const holds = backups.filter((backup) => made.has(idKey(backup.id))).length;
      return slots + Math.max(0, slotsNeeded(other.draft) - holds);
    }, held);
}

/** An error for chosen servers; only a warning for a schedule of all, because servers come and go. */
function fleetProblems(
  { draft, fleet, stored }: PreviewInput,
  problems: readonly ScheduleProblem[],
  servers: ReturnType<typeof serversOf> | null,
): readonly ScheduleProblem[] {
  if (draft.servers === 'all' || fleet === null || servers === null) return [];
  const has = (field: ScheduleProblem['field']) => problems.some((problem) => problem.field === field);
  const known = new Set(fleet.servers.map(({ id }) => idKey(id)));
  // A partial list can't show that a server is missing.
  const unknown = fleet.listing === 'whole' ? draft.servers.find((id) => !known.has(idKey(id))) : undefined;
  const isSame = stored !== null && takesOf(stored) === takesOf(draft);
  const short = isSame ? undefined : servers.find(({ shortage }) => shortage !== null);
  return [
    ...(unknown === undefined || has('servers')
      ? []
      : [{ field: 'servers', code: 'serverUnknown', server: String(unknown) } as const]),
    ...(short?.shortage == null || has('keep')
      ? []
      : [{ field: 'keep', code: 'slots', shortage: short.shortage, server: short.name } as const]),
  ];
}

/** What determines the slots needed. */
function takesOf({ servers, keep, makesRoomFirst }: ScheduleDraft): string {
  return JSON.stringify([servers, keep.newest, keep.daily, keep.weekly, keep.monthly, makesRoomFirst]);
}

/** Minutes that a zone is ahead of UTC at a moment. */
function offsetOf(ms: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    timeZoneName: 'longOffset',
  }).formatToParts(ms);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign, hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
