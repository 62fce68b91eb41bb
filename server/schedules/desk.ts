import { idKey } from '../../src/core/backups/backup';
import { nextRuns } from '../../src/core/schedules/planned-runs';
import { runReduce } from '../../src/core/schedules/run';
import type { ScheduleDraft } from '../../src/core/schedules/schedule';
import { tidyDraft } from '../../src/core/schedules/schedule-rules';
import { isMakingBackup, type ScheduleRun, type ServerRun } from '../../src/core/schedules/schedule-run';
import type { SchedulePreview } from '../../src/core/schedules/schedule-wire';
import type { GatewayFailure } from '../http/gateway-error';
import { TOKEN_READS_ONLY } from '../http/read-only';
import { ProviderUnreadable, readAllBackups } from '../operations/provider-work';
import { changeRecord } from '../operations/record-store';
import type { OperationAccount } from '../operations/turn';
import { type FleetNow, previewOf } from './preview';
import { subjectOf } from './run-store';
import type { StoredSchedule } from './schedule-store';
import { readServers } from './servers';
import { addRun, type TickParts } from './ticker';

/** A schedule as a page shows it. */
export interface ShownSchedule {
  readonly id: string;
  readonly version: number;
  readonly draft: ScheduleDraft;
  readonly isPaused: boolean;
  readonly pausedUntil: string | null;
  readonly nextRunAt: string | null;
  readonly runs: readonly ScheduleRun[];
}

export type ScheduleAsked =
  | { readonly ok: true; readonly schedule: ShownSchedule }
  | { readonly ok: false; readonly failure: GatewayFailure };

export interface DeskParts extends TickParts {
  readonly account: OperationAccount;
  /** Carries a run on at once. */
  readonly kick: (runId: string) => void;
}

const SHOWN_RUNS = 10;
const READ_LIMIT_MS = 20_000;

export type ScheduleDesk = ReturnType<typeof createDesk>;

/** What people may ask of schedules. Rejects with database errors. */
export function createDesk(parts: DeskParts) {
  const { schedules, runs, account, now, kick } = parts;

  async function show(schedule: StoredSchedule): Promise<ShownSchedule> {
    const { id, version, draft, isPaused, pausedUntilMs, settledMs } = schedule;
    // A pause until a time is followed by the first run after it.
    const fromMs = Math.max(settledMs, now(), (isPaused ? pausedUntilMs : null) ?? 0);
    const nextMs = isPaused && pausedUntilMs === null ? undefined : nextRuns(draft, fromMs, 1)[0];
    return {
      id,
      version,
      draft,
      isPaused,
      pausedUntil: pausedUntilMs === null ? null : new Date(pausedUntilMs).toISOString(),
      nextRunAt: nextMs === undefined ? null : new Date(nextMs).toISOString(),
      runs: await runs.history(id, SHOWN_RUNS),
    };
  }
  async function shown(id: string): Promise<ScheduleAsked> {
    const schedule = await schedules.find(id);
    return schedule === null ? refused(UNKNOWN) : { ok: true, schedule: await show(schedule) };
  }
  /** Null when anybody may change schedules. */
  async function refusal(): Promise<GatewayFailure | null> {
    return (await account.actors.current())?.mayOnlyRead === true ? TOKEN_READS_ONLY : null;
  }

  /** The runs that are not over, the first one begun first. */
  async function underWay(): Promise<readonly ScheduleRun[]> {
    const open = (await runs.shown('')).map(({ record }) => record.run);
    return open.sort((a, b) => a.startedAtMs - b.startedAtMs);
  }

  async function readNow(caller: AbortSignal): Promise<FleetNow | null> {
    const signal = AbortSignal.any([caller, AbortSignal.timeout(READ_LIMIT_MS)]);
    try {
      const [servers, list] = await Promise.all([
        readServers(account, signal),
        readAllBackups(account, signal),
      ]);
      return { servers, list };
    } catch (error) {
      if (!(error instanceof ProviderUnreadable)) throw error;
      return null;
    }
  }

  async function preview(
    given: ScheduleDraft,
    id: string | null,
    caller: AbortSignal,
  ): Promise<SchedulePreview> {
    const all = await schedules.all();
    const madeBy = new Map<string, ReadonlySet<string>>();
    for (const each of all) madeBy.set(each.id, await schedules.made(each.id));
    return previewOf({
      draft: tidyDraft(given),
      id,
      stored: all.find((each) => each.id === id)?.draft ?? null,
      others: all.filter((other) => other.id !== id),
      madeBy: (scheduleId) => madeBy.get(scheduleId) ?? new Set(),
      fleet: await readNow(caller),
      nowMs: now(),
    });
  }
  /** Null when the draft can be saved. */
  async function problemsOf(draft: ScheduleDraft, id: string | null): Promise<GatewayFailure | null> {
    const { problems } = await preview(draft, id, new AbortController().signal);
    if (problems.length === 0) return null;
    const fields = problems.map(({ field, code }) => `${field} (${code})`).join(', ');
    return {
      code: 'schedule_invalid',
      detail: `This can't be saved: ${fields}. Nothing was changed.`,
      problems,
    };
  }

  async function changed(
    id: string,
    version: number,
    next: (before: StoredSchedule) => Partial<Omit<StoredSchedule, 'id' | 'version'>>,
  ): Promise<ScheduleAsked> {
    const before = await schedules.find(id);
    if (before === null) return refused(UNKNOWN);
    if (before.version !== version) return refused(CHANGED);
    return (await schedules.change(before, next(before))) ? await shown(id) : refused(CHANGED);
  }

  return {
    async list(): Promise<readonly ShownSchedule[]> {
      return await Promise.all((await schedules.all()).map(show));
    },
    preview,
    async create(given: ScheduleDraft): Promise<ScheduleAsked> {
      const draft = tidyDraft(given);
      const failure = (await refusal()) ?? (await problemsOf(draft, null));
      return failure === null ? await shown(await schedules.add(draft, now())) : refused(failure);
    },
    /** @param version what the caller saw: of two who edit it the second one is told */
    async change(id: string, version: number, given: ScheduleDraft): Promise<ScheduleAsked> {
      const draft = tidyDraft(given);
      const before = await schedules.find(id);
      if (before === null) return refused(UNKNOWN);
      if (before.version !== version) return refused(CHANGED);
      const failure = (await refusal()) ?? (await problemsOf(draft, id));
      if (failure !== null) return refused(failure);
      // Times that were not planned until now are not made up for.
      const isRetimed =
        JSON.stringify([draft.when, draft.zone]) !== JSON.stringify([before.draft.when, before.draft.zone]);
      return await changed(id, version, ({ settledMs }) => ({
        draft,
        ...(isRetimed && { settledMs: Math.max(settledMs, now()) }),
      }));
    },
    async pause(
      id: string,
      version: number,
      isPaused: boolean,
      untilMs: number | null,
    ): Promise<ScheduleAsked> {
      const failure = await refusal();
      if (failure !== null) return refused(failure);
      return await changed(id, version, ({ settledMs }) => ({
        isPaused,
        pausedUntilMs: isPaused ? untilMs : null,
        settledMs: isPaused ? settledMs : Math.max(settledMs, now()),
      }));
    },
    /** Its run under way ends before its next write; its backups stay. */
    async remove(id: string): Promise<GatewayFailure | null> {
      const failure = await refusal();
      if (failure === null) await schedules.remove(id);
      const runId = await runs.blocking('', subjectOf(id));
      if (runId !== null) kick(runId);
      return failure;
    },
    async runNow(id: string): Promise<ScheduleAsked> {
      const schedule = await schedules.find(id);
      if (schedule === null) return refused(UNKNOWN);
      const failure = await refusal();
      if (failure !== null) return refused(failure);
      const run = {
        scheduleId: id,
        scheduleName: schedule.draft.name,
        trigger: 'manual',
        plannedAtMs: now(),
      } as const;
      const runId = await addRun(parts, run);
      if (runId === null) return refused(RUNNING);
      kick(runId);
      return await shown(id);
    },
    /** Stops the run under way before its next write. */
    async stopRun(id: string): Promise<ScheduleAsked> {
      const runId = await runs.blocking('', subjectOf(id));
      if (runId !== null) {
        await changeRecord(runs, runId, (record) => {
          const run = runReduce(record.run, { type: 'stopped', reason: 'stopped' }, now());
          return run === record.run ? record : { ...record, run };
        });
        kick(runId);
      }
      return await shown(id);
    },
    /** Whether a run has requested a backup of a server that is not known to have ended. */
    async isWriting(serverKey: string): Promise<boolean> {
      const isHere = ({ serverId, phase }: ServerRun) =>
        idKey(serverId) === serverKey && isMakingBackup(phase.kind);
      return (await underWay()).some(({ servers }) => servers.some(isHere));
    },
    underWay,
  };
}

function refused(failure: GatewayFailure): ScheduleAsked {
  return { ok: false, failure };
}

const UNKNOWN: GatewayFailure = {
  code: 'schedule_unknown',
  detail: 'This schedule no longer exists. Nothing was changed.',
};
const CHANGED: GatewayFailure = {
  code: 'schedule_changed',
  detail: 'Somebody else changed this schedule meanwhile. Nothing was changed.',
};
const RUNNING: GatewayFailure = {
  code: 'operation_open',
  detail: 'A run of this schedule is under way. No second one was begun.',
};
