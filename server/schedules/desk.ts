import { idKey } from '../../src/core/backups/backup';
import { scheduleText } from '../../src/core/schedules/logged-schedule';
import { runReduce } from '../../src/core/schedules/run';
import type { ScheduleNews } from '../../src/core/schedules/run-under-way';
import type { ScheduleDraft } from '../../src/core/schedules/schedule';
import { changeText } from '../../src/core/schedules/schedule-change';
import { isMakingBackup, type ScheduleRun, type ServerRun } from '../../src/core/schedules/schedule-run';
import type { SchedulePreview } from '../../src/core/schedules/schedule-wire';
import { tidyDraft } from '../../src/core/schedules/tidy-draft';
import { type ChangeCaller, type Changed, type KeptChange, loggedChange } from '../audit/kept-change';
import type { GatewayFailure } from '../http/gateway-error';
import { changeRecord } from '../operations/held-record';
import { ProviderUnreadable, readAllBackups } from '../operations/provider-reads';
import { type FleetNow, previewOf } from './preview';
import { subjectOf } from './run-store';
import type { StoredSchedule } from './schedule-store';
import { readServers } from './servers';
import { nextRunMs, type ShownSchedule, showSchedule } from './shown';
import { addRun, type TickParts } from './ticker';

export type ScheduleAsked = Changed<ShownSchedule>;

export interface DeskParts extends TickParts {
  /** Ids of log entries. */
  readonly newId: () => string;
  /** Continues a run at once. */
  readonly kick: (runId: string) => void;
}

const READ_LIMIT_MS = 20_000;

export type ScheduleDesk = ReturnType<typeof createDesk>;

/** What people can do with schedules. Rejects with database errors. */
export function createDesk(parts: DeskParts) {
  const { schedules, runs, now, kick, newId } = parts;
  const { account, access } = parts.own;

  const show = (schedule: StoredSchedule) => showSchedule(schedule, runs, now());
  async function shown(id: string): Promise<ScheduleAsked> {
    const schedule = await schedules.find(id);
    return schedule === null ? refused(UNKNOWN) : { ok: true, value: await show(schedule) };
  }
  /** Changes one schedule and logs it for the caller; nothing is logged if the schedule does not exist. */
  async function logged<Value>(
    caller: ChangeCaller,
    id: string,
    entry: (before: StoredSchedule) => Pick<KeptChange, 'action' | 'description'>,
    change: (before: StoredSchedule) => Promise<Changed<Value>>,
  ): Promise<Changed<Value>> {
    const before = await schedules.find(id);
    if (before === null) return refused(UNKNOWN);
    return await loggedAs(caller, entry(before), () => change(before));
  }
  /** Also refused while the token used for runs may not write. */
  async function loggedAs<Value>(
    caller: ChangeCaller,
    entry: Pick<KeptChange, 'action' | 'description'>,
    change: () => Promise<Changed<Value>>,
  ): Promise<Changed<Value>> {
    // Runs use the token of the gateway, whatever that of the caller may do.
    const rights = account === '' ? 'write' : 'certain';
    return await loggedChange(caller, { ...entry, id: newId(), server: null, rights }, async () =>
      (await access.actors.current())?.mayOnlyRead === true ? refused(RUNS_READ_ONLY) : await change(),
    );
  }
  /** @param version what the caller saw, to detect concurrent edits */
  async function change(
    before: StoredSchedule,
    version: number,
    next: Partial<Omit<StoredSchedule, 'id' | 'version'>>,
  ): Promise<ScheduleAsked> {
    const isCurrent = before.version === version && (await schedules.change(before, next));
    return isCurrent ? await shown(before.id) : refused(CHANGED);
  }

  async function kickRun(id: string): Promise<void> {
    const runId = await runs.blocking(account, subjectOf(id));
    if (runId !== null) kick(runId);
  }

  /** Runs in progress, oldest first. */
  async function underWay(): Promise<readonly ScheduleRun[]> {
    const open = (await runs.shown(account)).map(({ record }) => record.run);
    return open.sort((a, b) => a.startedAtMs - b.startedAtMs);
  }

  async function readNow(caller: AbortSignal): Promise<FleetNow | null> {
    const signal = AbortSignal.any([caller, AbortSignal.timeout(READ_LIMIT_MS)]);
    try {
      const [servers, list] = await Promise.all([
        readServers(access, signal),
        readAllBackups(access, signal),
      ]);
      return { ...servers, list };
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

  return {
    async list(): Promise<readonly ShownSchedule[]> {
      return await Promise.all((await schedules.all()).map(show));
    },
    preview,
    async create(caller: ChangeCaller, given: ScheduleDraft): Promise<ScheduleAsked> {
      const draft = tidyDraft(given);
      const problems = await problemsOf(draft, null);
      if (problems !== null) return refused(problems);
      const entry = { action: 'create_schedule', description: scheduleText(draft.name) } as const;
      return await loggedAs(caller, entry, async () => await shown(await schedules.add(draft, now())));
    },
    async change(
      caller: ChangeCaller,
      id: string,
      version: number,
      given: ScheduleDraft,
    ): Promise<ScheduleAsked> {
      const draft = tidyDraft(given);
      const stored = await schedules.find(id);
      // After a concurrent edit, that is reported rather than problems of an outdated draft.
      const problems = stored?.version === version ? await problemsOf(draft, id) : null;
      if (problems !== null) return refused(problems);
      return await logged(
        caller,
        id,
        (before) => ({ action: 'change_schedule', description: changeText(before.draft, draft) }),
        async (before) => {
          // Newly planned times in the past are not caught up on.
          const isRetimed =
            JSON.stringify([draft.when, draft.zone]) !==
            JSON.stringify([before.draft.when, before.draft.zone]);
          const settledMs = Math.max(before.settledMs, now());
          return await change(before, version, { draft, ...(isRetimed && { settledMs }) });
        },
      );
    },
    async pause(
      caller: ChangeCaller,
      id: string,
      version: number,
      isPaused: boolean,
      untilMs: number | null,
    ): Promise<ScheduleAsked> {
      const until = isPaused && untilMs !== null ? new Date(untilMs).toISOString() : null;
      return await logged(
        caller,
        id,
        ({ draft: { name } }) => ({
          action: isPaused ? 'pause_schedule' : 'resume_schedule',
          description: scheduleText(name, until === null ? [] : [['until', until]]),
        }),
        async (before) =>
          await change(before, version, {
            isPaused,
            pausedUntilMs: isPaused ? untilMs : null,
            settledMs: isPaused ? before.settledMs : Math.max(before.settledMs, now()),
          }),
      );
    },
    /** Its current run ends before its next write; its backups stay. A deleted schedule cannot be restored. */
    async remove(caller: ChangeCaller, id: string): Promise<GatewayFailure | null> {
      const removed = await logged(caller, id, named('delete_schedule'), async () => {
        await schedules.remove(id);
        return { ok: true, value: null };
      });
      await kickRun(id);
      return removed.ok || removed.failure === UNKNOWN ? null : removed.failure;
    },
    async runNow(caller: ChangeCaller, id: string): Promise<ScheduleAsked> {
      return await logged(caller, id, named('run_schedule'), async ({ draft: { name } }) => {
        const run = { scheduleId: id, scheduleName: name, trigger: 'manual', plannedAtMs: now() } as const;
        const runId = await addRun(parts, run);
        if (runId === null) return refused(RUNNING);
        kick(runId);
        return await shown(id);
      });
    },
    /** Stops the current run before its next write. */
    async stopRun(caller: ChangeCaller, id: string): Promise<ScheduleAsked> {
      return await logged(caller, id, named('stop_schedule'), async () => {
        const runId = await runs.blocking(account, subjectOf(id));
        if (runId !== null) {
          await changeRecord(runs, runId, (record) => {
            const run = runReduce(record.run, { type: 'stopped', reason: 'stopped' }, now());
            return run === record.run ? record : { ...record, run };
          });
          kick(runId);
        }
        return await shown(id);
      });
    },
    /** Whether a run has requested a backup of a server that is not known to have ended. */
    async isWriting(serverKey: string): Promise<boolean> {
      const isHere = ({ serverId, phase }: ServerRun) =>
        idKey(serverId) === serverKey && isMakingBackup(phase.kind);
      return (await underWay()).some(({ servers }) => servers.some(isHere));
    },
    async news(): Promise<ScheduleNews> {
      const planned = (await schedules.all()).flatMap((schedule) => {
        const atMs = nextRunMs(schedule, now());
        return atMs === null ? [] : [{ schedule, atMs }];
      });
      const [first] = planned.sort((a, b) => a.atMs - b.atMs);
      return {
        runs: await underWay(),
        next:
          first === undefined
            ? null
            : {
                scheduleId: first.schedule.id,
                scheduleName: first.schedule.draft.name,
                at: new Date(first.atMs).toISOString(),
              },
      };
    },
  };
}

function refused(failure: GatewayFailure): { readonly ok: false; readonly failure: GatewayFailure } {
  return { ok: false, failure };
}

function named(action: KeptChange['action']) {
  return ({ draft: { name } }: StoredSchedule) => ({ action, description: scheduleText(name) });
}

const UNKNOWN: GatewayFailure = {
  code: 'schedule_unknown',
  detail: 'This schedule no longer exists. Nothing was changed.',
};
const CHANGED: GatewayFailure = {
  code: 'schedule_changed',
  detail: 'Someone else changed this schedule meanwhile. Nothing was changed.',
};
const RUNS_READ_ONLY: GatewayFailure = {
  code: 'read_only',
  detail: 'The token that schedules run with can read backups but not make them. Nothing was changed.',
};
const RUNNING: GatewayFailure = {
  code: 'operation_open',
  detail: 'A run of this schedule is already in progress. No second one was started.',
};
