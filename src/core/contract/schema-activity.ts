import * as v from 'valibot';
import { idSchema, isoSchema } from './schema';
import { fromWire } from './wire-case';

// The activity log between gateway and browser: snake_case on the wire, camelCase in the browser.

/** Changes of agreements about a server or tag, or of a backup's marks; nothing is sent to the provider. */
const AGREEMENT_ACTIONS = [
  'set_expectation',
  'acknowledge',
  'end_acknowledgement',
  /** Ended automatically. */
  'acknowledgement_ended',
  'stop_watching',
  'start_watching',
  'accept_size',
  'forget_size',
  'set_notes',
  'set_tag_expectation',
  'keep_backup',
  'release_backup',
  'set_backup_note',
] as const;
export type AgreementAction = (typeof AGREEMENT_ACTIONS)[number];

/** Links that open the wall without sign-in. */
const WALL_ACTIONS = ['make_wall_link', 'revoke_wall_link'] as const;
export type WallAction = (typeof WALL_ACTIONS)[number];

/** Actions on a schedule; they send nothing to the provider. */
const SCHEDULE_ACTIONS = [
  'create_schedule',
  'change_schedule',
  'pause_schedule',
  'resume_schedule',
  'delete_schedule',
  'run_schedule',
  'stop_schedule',
] as const;
type ScheduleAction = (typeof SCHEDULE_ACTIONS)[number];

/** Writes at the provider, the safe restore that combines several, and changes of agreements and schedules. */
export const ACTIVITY_ACTIONS = [
  'create_backup',
  'delete_backup',
  'restore_server',
  'safe_restore',
  ...AGREEMENT_ACTIONS,
  ...WALL_ACTIONS,
  ...SCHEDULE_ACTIONS,
] as const;
export type ActivityAction = (typeof ACTIVITY_ACTIONS)[number];

export function isScheduleAction(action: EntryAction): action is ScheduleAction {
  return SCHEDULE_ACTIONS.some((each) => each === action);
}

/** Whether the action stays within the dashboard: nothing is sent to the provider. */
export function isOwnAction(action: EntryAction): action is AgreementAction | WallAction | ScheduleAction {
  return [...AGREEMENT_ACTIONS, ...WALL_ACTIONS, ...SCHEDULE_ACTIONS].some((each) => each === action);
}

/** `unreadable` stands for a damaged row of the log. */
const ENTRY_ACTIONS = [...ACTIVITY_ACTIONS, 'unreadable'] as const;
export type EntryAction = (typeof ENTRY_ACTIONS)[number];

/**
 * The outcome of an entry. `pending`: no answer yet, or a safe restore neither finished nor dropped. `accepted`: the
 * provider accepted the request; a later list shows its end: `completed`, `failed`, `server_error` (after a restore), or
 * `unseen` if no list showed it. `deleted`: done with the answer. `refused`: nothing was done. `failed` also means that
 * nothing could be sent. `unknown`: it may have been done.
 */
export const ACTIVITY_OUTCOMES = [
  'pending',
  'accepted',
  'completed',
  'deleted',
  'refused',
  'failed',
  'server_error',
  'unseen',
  'unknown',
] as const;
export type ActivityOutcome = (typeof ACTIVITY_OUTCOMES)[number];

/** Steps of a safe restore. `started` is written with the operation itself. */
export const OPERATION_STEPS = [
  'started',
  'safety_copy_created',
  'safety_copy_completed',
  'safety_copy_failed',
  'safety_copy_vanished',
  'safety_copy_timed_out',
  'restore_sent',
  'restore_finished',
  /** Accepted by the provider; its end was not seen. */
  'restore_accepted',
  'restore_failed',
  /** Sent, without an answer that shows whether it was carried out. */
  'restore_unknown',
  'undone',
  'dropped',
] as const;
export type OperationStep = (typeof OPERATION_STEPS)[number];
const ENTRY_STEPS = [...OPERATION_STEPS, 'unreadable'] as const;

/**
 * Why an entry did not succeed, or why an acknowledgement ended automatically: codes of the gateway's refusals and
 * failures, `provider_…` by the provider's status, `no_outcome` if the gateway stopped or the log failed before the outcome was known, `backup_failed` if an accepted
 * backup failed later, and the last steps of a safe restore. Later versions may add codes.
 */
const ACTIVITY_REASONS = [
  'wrong_server',
  'backup_kept',
  'server_unknown',
  'backup_unknown',
  'backup_unverified',
  'duplicate_call',
  'read_only',
  'upstream_unreachable',
  'upstream_timeout',
  'upstream_cut',
  'upstream_redirect',
  'upstream_too_large',
  'upstream_down',
  'upstream_busy',
  'provider_invalid',
  'provider_unauthorized',
  'provider_forbidden',
  'provider_not_found',
  'provider_conflict',
  'provider_rate_limited',
  'provider_refused',
  'provider_error',
  'unreadable_answer',
  'no_outcome',
  'backup_failed',
  'safety_copy_failed',
  'safety_copy_vanished',
  'safety_copy_timed_out',
  'restore_failed',
  'restore_unknown',
  'dropped',
  'state_worse',
  'good_backup',
  'date_reached',
] as const;
export type ActivityReason = (typeof ACTIVITY_REASONS)[number];

export const MAX_ACTIVITY_LIMIT = 200;
export const DEFAULT_ACTIVITY_LIMIT = 50;
export const ACTIVITY_FORMATS = ['csv', 'json'] as const;
export type ActivityFormat = (typeof ACTIVITY_FORMATS)[number];
/** Maximum length of any text in the log. */
export const MAX_ACTIVITY_TEXT = 500;
const nullableText = v.nullable(v.string());
const nullableCount = v.nullable(v.number());

/** A backup as it was before the write. When `type` is null, only its id was known. */
export const wireBackupSchema = v.object({
  id: idSchema,
  type: nullableText,
  status: nullableText,
  /** Decimal megabytes. */
  size_mb: nullableCount,
  created_at: nullableText,
  expires_at: nullableText,
  description: nullableText,
});

const wireWrite = {
  id: v.pipe(v.string(), v.minLength(1)),
  time: isoSchema,
  action: v.picklist(ENTRY_ACTIONS),
  /** Host of the provider; null for the sandbox. */
  provider_host: nullableText,
  actor: v.nullable(v.object({ email: nullableText, token_name: nullableText })),
  /** Self-given in the browser and never verified; null with sign-in. */
  self_given_name: v.optional(nullableText, null),
  server: v.nullable(v.object({ id: idSchema, name: nullableText })),
  backup: v.nullable(wireBackupSchema),
  /** The requested description of a new backup. */
  description: nullableText,
  /** The created backup. */
  result_backup_id: v.nullable(idSchema),
  outcome: v.picklist(ACTIVITY_OUTCOMES),
  reason: nullableText,
  /** The provider's or the gateway's message. */
  detail: nullableText,
  provider_status: nullableCount,
  /** From acceptance to the end; null if that was not observed closely enough. */
  duration_ms: nullableCount,
  /** When the provider accepted the request. */
  accepted_at: v.nullable(isoSchema),
  /** When it ended, or its end was first seen. */
  ended_at: v.nullable(isoSchema),
  operation_id: nullableText,
  request_id: v.string(),
};
export const wireWriteSchema = v.object(wireWrite);

export const wireStepSchema = v.object({
  time: isoSchema,
  step: v.picklist(ENTRY_STEPS),
  detail: nullableText,
});

/** Steps and writes, oldest first, are empty unless it is a safe restore. */
const wireEntrySchema = v.object({
  ...wireWrite,
  steps: v.array(wireStepSchema),
  writes: v.array(wireWriteSchema),
  /** Number of all its writes; `writes` has the newest. */
  writes_total: v.number(),
});

export type WireBackup = v.InferOutput<typeof wireBackupSchema>;
export type WireWrite = v.InferOutput<typeof wireWriteSchema>;
export type WireStep = v.InferOutput<typeof wireStepSchema>;
export type WireEntry = v.InferOutput<typeof wireEntrySchema>;

export const activityEntrySchema = fromWire(wireEntrySchema);

/** `GET /api/activity`: a page with undecoded entries, and the cursor of the next one, null on the last. */
export const activityPageSchema = v.object({ entries: v.array(v.unknown()), next: v.nullable(v.string()) });

export type ActivityEntry = v.InferOutput<typeof activityEntrySchema>;
/** One write at the provider, or a safe restore without its parts. */
export type ActivityWrite = Omit<ActivityEntry, 'steps' | 'writes' | 'writesTotal'>;
export type ActivityStep = ActivityEntry['steps'][number];
