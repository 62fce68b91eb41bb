import type { Id } from '../../src/core/backups/backup';
import { DAY_MS, MINUTE_MS } from '../../src/core/lib/time-units';
import { dueRuns, nextRuns } from '../../src/core/schedules/planned-runs';
import type { ScheduleDraft } from '../../src/core/schedules/schedule';
import { makeScheduleDescription } from '../../src/core/schedules/schedule-mark';
import {
  createRun,
  type RunReason,
  type RunResult,
  type ScheduleRun,
  type ServerRun,
} from '../../src/core/schedules/schedule-run';
import type { PastBackup } from '../sandbox/past';
import { type RunStore, runIdOf } from './run-store';
import type { ScheduleStore } from './schedule-store';

interface DemoServer {
  readonly id: Id;
  readonly name: string;
  /** How its last run ended, if not well. */
  readonly last?: { readonly result: RunResult; readonly reason: RunReason; readonly hasBackup: boolean };
}

interface DemoSchedule {
  readonly id: string;
  readonly draft: ScheduleDraft;
  readonly servers: readonly DemoServer[];
  /** Runs of the past. */
  readonly runs: number;
}

const COMMON = { zone: 'Europe/Amsterdam', catchUpHours: 24, makesRoomFirst: false } as const;

/** A healthy one, and one whose last run failed. */
const DEMO: readonly DemoSchedule[] = [
  {
    id: 'n1gh',
    runs: 3,
    draft: {
      ...COMMON,
      name: 'Nightly',
      servers: [12360, 12398],
      when: { kind: 'daily', time: '02:00' },
      keep: { newest: 3, daily: 0, weekly: 0, monthly: 0 },
    },
    servers: [
      { id: 12360, name: 'cache-02' },
      { id: 12398, name: 'edge-03' },
    ],
  },
  {
    id: 'w33k',
    runs: 2,
    draft: {
      ...COMMON,
      name: 'Before the weekend',
      servers: [12363, 12358, 12370],
      when: { kind: 'weekly', days: [5], time: '18:00' },
      keep: { newest: 2, daily: 0, weekly: 0, monthly: 1 },
    },
    servers: [
      { id: 12363, name: 'build-01' },
      { id: 12358, name: 'api-01', last: { result: 'failed', reason: 'backup_failed', hasBackup: true } },
      { id: 12370, name: 'billing-01', last: { result: 'skipped', reason: 'slots_full', hasBackup: false } },
    ],
  },
];

export interface DemoParts {
  readonly schedules: ScheduleStore;
  readonly runs: RunStore;
  /** Adds backups to the sandbox, see `Sandbox`. */
  readonly addPast: (backups: readonly PastBackup[]) => readonly number[] | null;
  readonly nowMs: number;
}

/** Adds two schedules with a history to demo data that never had any. */
export async function seedDemo({ schedules, runs, addPast, nowMs }: DemoParts): Promise<void> {
  if ((await schedules.all()).length > 0) return;
  for (const { id, draft, servers, runs: count } of DEMO) {
    // Deleted ones are not added again.
    if ((await runs.history(id, 1)).length > 0) continue;
    const planned = plannedBefore(draft, nowMs, count);
    const wanted = planned.flatMap((plannedAtMs, index) =>
      servers.flatMap((server, place): PastBackup[] => {
        const last = index === 0 ? server.last : undefined;
        // The server whose slots are full never got a backup.
        if (server.last?.hasBackup === false || last?.hasBackup === false) return [];
        return [
          {
            serverId: Number(server.id),
            createdAtMs: plannedAtMs + place * MINUTE_MS,
            description: makeScheduleDescription(draft.name, id),
            isFailed: last !== undefined,
          },
        ];
      }),
    );
    const ids = addPast(wanted);
    if (ids === null) return;
    await schedules.add(draft, nowMs, id);
    for (const [index, backupId] of ids.entries()) {
      await schedules.addMade(id, { backupId, serverId: wanted[index]?.serverId ?? '' });
    }
    const idAt = new Map(ids.map((backupId, index) => [keyOf(wanted[index]), backupId]));
    for (const [index, plannedAtMs] of planned.entries()) {
      const run: ScheduleRun = {
        ...createRun(
          {
            runId: runIdOf(id, plannedAtMs),
            scheduleId: id,
            scheduleName: draft.name,
            trigger: 'planned',
            plannedAtMs,
          },
          plannedAtMs,
        ),
        endedAtMs: plannedAtMs + 4 * MINUTE_MS,
        areServersKnown: true,
        lastSentAtMs: plannedAtMs + MINUTE_MS,
        servers: servers.map((server, place): ServerRun => {
          const createdAtMs = plannedAtMs + place * MINUTE_MS;
          const backupId = idAt.get(keyOf({ serverId: Number(server.id), createdAtMs })) ?? null;
          // Its slots were full the week before too.
          const bad = index === 0 || backupId === null ? server.last : undefined;
          return {
            serverId: server.id,
            serverName: server.name,
            failuresBefore: backupId === null ? planned.length - 1 - index : 0,
            phase: {
              kind: 'ended',
              result: bad?.result ?? 'done',
              reason: bad?.reason ?? null,
              detail: null,
              backupId,
              removed: [],
              endedAtMs: createdAtMs + 2 * MINUTE_MS,
            },
          };
        }),
      };
      await runs.add({ id: run.runId, account: '', session: null, record: { run, isTold: true } }, 0);
    }
  }
}

function keyOf(backup: Pick<PastBackup, 'serverId' | 'createdAtMs'> | undefined): string {
  return `${backup?.serverId} ${backup?.createdAtMs}`;
}

/** The latest planned times, newest first. */
function plannedBefore(draft: ScheduleDraft, nowMs: number, count: number): readonly number[] {
  const { run, missed, settledMs } = dueRuns({ ...draft, catchUpHours: 0 }, nowMs - 40 * DAY_MS, nowMs);
  const newest = run?.plannedAtMs ?? missed?.plannedAtMs ?? settledMs;
  const all = nextRuns(draft, newest - 40 * DAY_MS, 45).filter((ms) => ms <= newest);
  return all.slice(-count).reverse();
}
