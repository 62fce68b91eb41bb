import { dueRuns } from '../../src/core/schedules/planned-runs';
import { createRun, type NewRun } from '../../src/core/schedules/schedule-run';
import type { OwnAccess } from '../operations/own-access';
import { type RunStore, runIdOf } from './run-store';
import type { ScheduleStore, StoredSchedule } from './schedule-store';

export interface TickParts {
  /** The account that runs are made for. */
  readonly own: OwnAccess;
  readonly schedules: ScheduleStore;
  readonly runs: RunStore;
  /** Lease of a new run. */
  readonly leaseMs: number;
  /** The provider's clock, epoch ms. */
  readonly now: () => number;
}

/** Stores a run. False while an earlier run of the schedule is in progress, or if it exists already. */
export async function addRun(
  { own: { account }, runs, leaseMs, now }: TickParts,
  run: Omit<NewRun, 'runId'>,
): Promise<string | null> {
  const runId = runIdOf(run.scheduleId, run.plannedAtMs);
  const record = { run: createRun({ runId, ...run }, now()), isTold: false };
  return (await runs.add({ id: runId, account, session: null, record }, leaseMs)) ? runId : null;
}

/**
 * Starts due runs, each planned run once: its id is derived from schedule and planned time. @returns the runs to carry
 * out now
 */
export async function tick(parts: TickParts): Promise<readonly string[]> {
  const begun: string[] = [];
  for (const schedule of await parts.schedules.all()) begun.push(...(await tickOne(parts, schedule)));
  return begun;
}

async function tickOne(parts: TickParts, schedule: StoredSchedule): Promise<readonly string[]> {
  const { schedules, runs, now } = parts;
  const nowMs = now();
  const { id, draft, isPaused, pausedUntilMs, settledMs } = schedule;
  if (isPaused) {
    // Runs planned during a pause are neither made nor missed.
    const isOver = pausedUntilMs !== null && pausedUntilMs <= nowMs;
    if (isOver)
      await schedules.change(schedule, {
        isPaused: false,
        pausedUntilMs: null,
        settledMs: Math.max(settledMs, pausedUntilMs),
      });
    else if (nowMs > settledMs) await schedules.settle(id, nowMs);
    return [];
  }
  const due = dueRuns(draft, settledMs, nowMs);
  if (due.settledMs === settledMs) return [];
  const facts = { scheduleId: id, scheduleName: draft.name };
  const begun: (string | null)[] = [];
  if (due.missed !== null) {
    const { plannedAtMs, count } = due.missed;
    begun.push(await addRun(parts, { ...facts, trigger: 'missed', plannedAtMs, missedCount: count }));
  }
  if (due.run !== null) {
    const { plannedAtMs, isLate } = due.run;
    const added = await addRun(parts, { ...facts, trigger: isLate ? 'late' : 'planned', plannedAtMs });
    begun.push(added);
    const isTaken = added === null && (await runs.find(runIdOf(id, plannedAtMs))) !== null;
    // An earlier run is still in progress.
    if (added === null && !isTaken) {
      begun.push(await addRun(parts, { ...facts, trigger: 'missed', plannedAtMs, missedCount: 1 }));
    }
  }
  await schedules.settle(id, due.settledMs);
  return begun.filter((run) => run !== null);
}
