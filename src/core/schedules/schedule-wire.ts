import * as v from 'valibot';
import { idSchema } from '../contract/schema';
import { fromWire } from '../contract/wire-case';
import { KEEP_RULES, UNTOUCHED } from './rotation';
import { draftWire } from './schedule';
import { scheduleRunSchema } from './schedule-run';

export const SCHEDULE_FIELDS = ['name', 'servers', 'when', 'zone', 'keep', 'catchUp'] as const;
const PROBLEM_CODES = [
  'name',
  'nameLong',
  'nameBrackets',
  'nameTaken',
  'servers',
  /** A chosen server does not exist. */
  'serverUnknown',
  'hours',
  'minute',
  'time',
  'days',
  'monthDay',
  'cron',
  'cronNever',
  'cronOften',
  'zone',
  'newest',
  'slots',
  'catchUp',
] as const;

const shortage = v.object({ sum: v.string(), need: v.number(), total: v.number(), others: v.number() });

/** A problem with one field of a draft, which prevents saving. */
export const scheduleProblemSchema = v.object({
  field: v.picklist(SCHEDULE_FIELDS),
  code: v.picklist(PROBLEM_CODES),
  /** With `slots`. */
  shortage: v.optional(shortage),
  /** The server concerned, if it is a single one. */
  server: v.optional(v.string()),
});
export type ScheduleProblem = Readonly<v.InferOutput<typeof scheduleProblemSchema>>;

/**
 * Why schedules don't run, or aren't shown. `signIn`: the gateway has no token of its own. `otherAccount`: it has one,
 * and the schedules belong to that account.
 */
const SCHEDULES_OFF = ['signIn', 'readOnly', 'otherAccount'] as const;

const scheduleWire = v.object({
  id: v.string(),
  version: v.number(),
  draft: draftWire,
  is_paused: v.boolean(),
  /** ISO 8601; null until somebody resumes it. */
  paused_until: v.nullable(v.string()),
  /** ISO 8601; null while paused. */
  next_run_at: v.nullable(v.string()),
  /** Newest first; the first may be under way. */
  runs: v.array(v.unknown()),
});

/** `GET /api/schedules`. */
export const schedulesSchema = fromWire(
  v.object({
    off: v.nullable(v.picklist(SCHEDULES_OFF)),
    schedules: v.array(scheduleWire),
  }),
);
export const scheduleSchema = fromWire(scheduleWire);
export type Schedule = v.InferOutput<typeof scheduleSchema>;

/** A run inside a schedule; null for one of a later version. */
export function runIn(value: unknown) {
  const run = v.safeParse(scheduleRunSchema, value);
  return run.success ? run.output : null;
}

const verdictWire = v.variant('kind', [
  v.object({ kind: v.literal('kept'), rule: v.picklist(KEEP_RULES), place: v.number(), of: v.number() }),
  v.object({ kind: v.literal('goes') }),
  v.object({ kind: v.literal('untouched'), why: v.picklist(UNTOUCHED) }),
]);

const previewServerWire = v.object({
  id: idSchema,
  name: v.string(),
  /** Manual backups it has now. */
  used: v.number(),
  /** Those of this schedule. */
  own: v.number(),
  /** Slots that the schedule needs. */
  need: v.number(),
  shortage: v.nullable(shortage),
  /** Manual backups as they will be after the next run, newest first. */
  copies: v.array(
    v.object({
      id: idSchema,
      created_at: v.nullable(v.string()),
      description: v.string(),
      verdict: verdictWire,
    }),
  ),
});

/** `POST /api/schedules/preview`. */
export const previewSchema = fromWire(
  v.object({
    problems: v.array(scheduleProblemSchema),
    /** The next five, ISO 8601 with the offset from UTC in minutes. */
    runs: v.array(v.object({ at: v.string(), offset_minutes: v.number() })),
    /** Null when the provider could not be read. */
    servers: v.nullable(v.array(previewServerWire)),
  }),
);
export type SchedulePreview = v.InferOutput<typeof previewSchema>;
export type PreviewServer = NonNullable<SchedulePreview['servers']>[number];
