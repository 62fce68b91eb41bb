import * as v from 'valibot';
import { idSchema, isoSchema } from '../contract/schema';
import { fromWire } from '../contract/wire-case';

/** Distances that divide a day, so that "every 6 hours" is at the same times each day. */
export const HOUR_STEPS = [1, 2, 3, 4, 6, 8, 12] as const;
/** Later days do not exist in every month; `last` does. */
export const MAX_MONTH_DAY = 28;
export const MAX_NAME_LENGTH = 60;
export const MAX_CATCH_UP_HOURS = 168;

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000));
const time = v.pipe(v.string(), v.maxLength(5));

const whenWire = v.variant('kind', [
  /** Every `every` hours from midnight, at this minute. */
  v.strictObject({ kind: v.literal('hours'), every: count, minute: count }),
  /** `time` is `HH:MM` of the schedule's zone. */
  v.strictObject({ kind: v.literal('daily'), time }),
  /** `days` are those of ISO 8601: 1 is Monday. */
  v.strictObject({ kind: v.literal('weekly'), days: v.pipe(v.array(count), v.maxLength(7)), time }),
  v.strictObject({ kind: v.literal('monthly'), day: v.union([count, v.literal('last')]), time }),
  /** Five fields. */
  v.strictObject({ kind: v.literal('cron'), pattern: v.pipe(v.string(), v.maxLength(200)) }),
]);

const keepWire = v.strictObject({
  /** The newest good ones. */
  newest: count,
  /** Beyond those, the newest backup of each of this many days, weeks and months. */
  daily: count,
  weekly: count,
  monthly: count,
});

/** What a person defines for a schedule. Only its form; `scheduleProblems` finds what makes no sense. */
export const draftWire = v.strictObject({
  name: v.pipe(v.string(), v.maxLength(500)),
  servers: v.union([v.literal('all'), v.pipe(v.array(idSchema), v.maxLength(10_000))]),
  when: whenWire,
  /** IANA name of a time zone. */
  zone: v.pipe(v.string(), v.maxLength(100)),
  keep: keepWire,
  /** A run that is later than this is not made any more. */
  catch_up_hours: count,
  /** Whether the schedule's own oldest backup is deleted before the next one is made. */
  makes_room_first: v.boolean(),
});
export const scheduleDraftSchema = fromWire(draftWire);
export type ScheduleDraft = v.InferOutput<typeof scheduleDraftSchema>;

export type ScheduleWhen = ScheduleDraft['when'];
export type KeepRule = ScheduleDraft['keep'];

/** Whether, and until when, a schedule makes no runs. */
export const pauseWire = v.strictObject({
  is_paused: v.boolean(),
  /** ISO 8601; null until somebody resumes it. */
  until: v.nullable(isoSchema),
});

export const DEFAULT_KEEP: KeepRule = { newest: 3, daily: 0, weekly: 0, monthly: 0 };
export const DEFAULT_CATCH_UP_HOURS = 6;
