import * as v from 'valibot';
import { isCalendarDay } from '../lib/calendar-day';
import { CSV_SEPARATORS } from '../lib/csv';
import { ACTIVITY_ACTIONS, ACTIVITY_FORMATS, ACTIVITY_OUTCOMES, MAX_ACTIVITY_LIMIT } from './schema-activity';

/** Requests of the browser to the activity log. Strict: the gateway refuses everything else. */

const MAX_SEARCH_LENGTH = 200;
const MAX_ID_LENGTH = 64;

const instantSchema = v.pipe(
  v.string(),
  v.isoTimestamp(),
  v.check((text) => isCalendarDay(text) && Number.isFinite(Date.parse(text))),
  v.transform((text) => new Date(text).toISOString()),
);

/** A UUID, unless the row is damaged. */
const entryIdSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_ID_LENGTH));

const filterEntries = {
  /** `idKey` of a server. */
  server: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_ID_LENGTH))),
  /** `idKey` of a backup: the entries that made, deleted or restored it. */
  backup: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_ID_LENGTH))),
  action: v.optional(v.picklist(ACTIVITY_ACTIONS)),
  outcome: v.optional(v.picklist(ACTIVITY_OUTCOMES)),
  /** A part of the account's address, the token's name or a self-given name, in any letter case. */
  actor: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_SEARCH_LENGTH))),
  /** First instant, ISO 8601 with a time zone. */
  from: v.optional(instantSchema),
  /** First instant after the range. */
  to: v.optional(instantSchema),
};

/** Query of `GET /api/activity`. */
export const activityQuerySchema = v.strictObject({
  ...filterEntries,
  /** `next` of the previous page. */
  cursor: v.optional(entryIdSchema),
  /** A single entry, or a write that belongs to a safe restore. */
  id: v.optional(entryIdSchema),
  limit: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,4}$/),
      v.transform(Number),
      v.minValue(1),
      v.maxValue(MAX_ACTIVITY_LIMIT),
    ),
  ),
});

/** Query of `GET /api/activity/export`. */
export const activityExportSchema = v.strictObject({
  ...filterEntries,
  format: v.picklist(ACTIVITY_FORMATS),
  /** Between CSV fields, `comma` by default. */
  separator: v.optional(v.picklist(CSV_SEPARATORS)),
});

export type ActivityFilter = Readonly<v.InferInput<v.StrictObjectSchema<typeof filterEntries, undefined>>>;
