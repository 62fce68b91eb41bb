import { idKey } from '../../src/core/backups/backup';
import { nextRuns } from '../../src/core/schedules/planned-runs';
import type { ScheduleDraft } from '../../src/core/schedules/schedule';
import {
  failuresAfter,
  isRunFailed,
  isSuccess,
  type ScheduleFacts,
  type ScheduleRun,
} from '../../src/core/schedules/schedule-run';
import type { RunStore } from './run-store';
import type { ScheduleStore, StoredSchedule } from './schedule-store';

/** A schedule as pages show it. */
export interface ShownSchedule {
  readonly id: string;
  readonly version: number;
  readonly draft: ScheduleDraft;
  readonly isPaused: boolean;
  readonly pausedUntil: string | null;
  readonly nextRunAt: string | null;
  /** The latest runs, newest first. */
  readonly runs: readonly ScheduleRun[];
}

const SHOWN_RUNS = 10;

/** The next planned run, epoch ms; null while it is paused until somebody resumes it. */
export function nextRunMs(
  { draft, isPaused, pausedUntilMs, settledMs }: StoredSchedule,
  nowMs: number,
): number | null {
  if (isPaused && pausedUntilMs === null) return null;
  // A pause with an end is followed by the first run after it.
  const fromMs = Math.max(settledMs, nowMs, (isPaused ? pausedUntilMs : null) ?? 0);
  return nextRuns(draft, fromMs, 1)[0] ?? null;
}

/** Rejects with database errors. */
export async function showSchedule(
  schedule: StoredSchedule,
  runs: Pick<RunStore, 'history'>,
  nowMs: number,
): Promise<ShownSchedule> {
  const { id, version, draft, isPaused, pausedUntilMs } = schedule;
  const nextMs = nextRunMs(schedule, nowMs);
  return {
    id,
    version,
    draft,
    isPaused,
    pausedUntil: pausedUntilMs === null ? null : new Date(pausedUntilMs).toISOString(),
    nextRunAt: nextMs === null ? null : new Date(nextMs).toISOString(),
    runs: await runs.history(id, SHOWN_RUNS),
  };
}

/** All schedules for metrics and checks. Rejects with database errors. */
export async function readFacts(
  schedules: Pick<ScheduleStore, 'all'>,
  runs: Pick<RunStore, 'history'>,
  nowMs: number,
): Promise<readonly ScheduleFacts[]> {
  const all = await schedules.all();
  return (await Promise.all(all.map((schedule) => showSchedule(schedule, runs, nowMs)))).map(factsOf);
}

function factsOf({ id, draft, nextRunAt, isPaused, runs }: ShownSchedule): ScheduleFacts {
  const isMissed = ({ trigger }: ScheduleRun) => trigger === 'missed';
  const over = runs.filter(({ endedAtMs }) => endedAtMs !== null);
  const lastMade = over.findIndex((run) => !isMissed(run));
  const made = over.filter((run) => !isMissed(run));
  const missed = lastMade === -1 ? over : over.slice(0, lastMade);
  // A run that a person stopped says nothing about the schedule.
  const judged = made.find(({ stopped }) => stopped !== 'stopped');
  return {
    id,
    name: draft.name,
    isPaused,
    lastSuccessMs: made.find(isSuccess)?.endedAtMs ?? null,
    nextRunMs: nextRunAt === null || isPaused ? null : Date.parse(nextRunAt),
    isLastFailed: judged === undefined ? null : isRunFailed(judged),
    missedRuns: missed.reduce((count, { missedCount }) => count + missedCount, 0),
    failures: (made[0]?.servers ?? []).map((server) => ({
      serverId: idKey(server.serverId),
      serverName: server.serverName,
      count: failuresAfter(server),
    })),
  };
}
