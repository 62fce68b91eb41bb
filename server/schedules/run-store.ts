import * as v from 'valibot';
import { type ScheduleRun, scheduleRunSchema } from '../../src/core/schedules/schedule-run';
import {
  createRecordStore,
  type RecordKind,
  type RecordStore,
  type RecordStoreOptions,
} from '../operations/record-store';

const runRecordSchema = v.object({
  run: scheduleRunSchema,
  /** Whether the alerts of its end have been queued. */
  isTold: v.boolean(),
});
/** The stored form of a run, as JSON. */
export type RunRecord = Readonly<v.InferOutput<typeof runRecordSchema>>;

const RUNS: RecordKind<RunRecord> = {
  kind: 'schedule_run',
  schema: runRecordSchema,
  factsOf: ({ run, isTold }) => ({
    subjectKey: subjectOf(run.scheduleId),
    isDue: run.endedAtMs === null || !isTold,
    isBlocking: run.endedAtMs === null,
    isDismissed: run.endedAtMs !== null,
  }),
};

/** Two runs of one schedule never overlap. */
export function subjectOf(scheduleId: string): string {
  return `schedule:${scheduleId}`;
}

/** The id of a run sorts by its planned time, and is the same in every gateway. */
export function runIdOf(scheduleId: string, plannedAtMs: number): string {
  return `${scheduleId}-${String(plannedAtMs).padStart(15, '0')}`;
}

export type RunStore = RecordStore<RunRecord> & {
  /** The runs of a schedule, newest first. */
  history(scheduleId: string, limit: number): Promise<readonly ScheduleRun[]>;
  /** Its last ended run; null for none. */
  lastEnded(scheduleId: string): Promise<ScheduleRun | null>;
};

/** Number of runs searched for the last ended one. */
const RECENT_RUNS = 20;

export function createRunStore(options: RecordStoreOptions): RunStore {
  const store = createRecordStore(options, RUNS);
  const history = async (scheduleId: string, limit: number) =>
    (await store.latest(subjectOf(scheduleId), limit)).map(({ record }) => record.run);
  return {
    ...store,
    history,
    async lastEnded(scheduleId) {
      const recent = await history(scheduleId, RECENT_RUNS);
      return recent.find(({ endedAtMs, trigger }) => endedAtMs !== null && trigger !== 'missed') ?? null;
    },
  };
}
