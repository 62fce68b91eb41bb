import * as v from 'valibot';
import { idSchema } from './schema';
import { fromWire } from './wire-case';

/*
 * The activity log as it goes over the wire between the gateway, which writes it, and the browser. What the browser
 * reads is camelCase; what travels is snake_case, as everywhere.
 */

/** What can be done to the provider through the gateway, and the whole that the browser makes of several writes. */
export const ACTIVITY_ACTIONS = ['create_backup', 'delete_backup', 'restore_server', 'safe_restore'] as const;
export type ActivityAction = (typeof ACTIVITY_ACTIONS)[number];

/** What an entry may say it is: `unreadable` stands for a damaged row of the log. */
const ENTRY_ACTIONS = [...ACTIVITY_ACTIONS, 'unreadable'] as const;
export type EntryAction = (typeof ENTRY_ACTIONS)[number];

/**
 * How an entry stands. `pending`: no answer yet, or a safe restore that was neither finished nor dropped.
 * `accepted`: the provider took the request. Its end, as a list of the provider showed it later, is `completed`,
 * `failed` or `server_error` (a restore after which the server is in error), or `unseen` where no list showed it.
 * `deleted`: done with the answer. `refused`: nothing was done. `failed` also where nothing could be sent.
 * `unknown`: it may have been done.
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

/** What the browser reports of a safe restore, one at a time. `started` is written with the operation itself. */
export const OPERATION_STEPS = [
  'started',
  'safety_copy_created',
  'safety_copy_completed',
  'safety_copy_failed',
  'safety_copy_vanished',
  'safety_copy_timed_out',
  'restore_sent',
  'restore_finished',
  /** The provider said yes; nobody saw the end. */
  'restore_accepted',
  'restore_failed',
  /** It was sent, and no answer tells whether it was carried out. */
  'restore_unknown',
  'undone',
  'dropped',
] as const;
export type OperationStep = (typeof OPERATION_STEPS)[number];
/** `unreadable` stands for a damaged row of the log. */
const ENTRY_STEPS = [...OPERATION_STEPS, 'unreadable'] as const;

/**
 * Why an entry did not succeed. Codes of the gateway's own refusals and failures; `provider_…` after the provider's
 * status; `no_outcome` where the gateway ended, or the log could not be written, before the outcome was known;
 * `backup_failed` where the provider took the request and its backup failed later; and the steps that end a safe restore. The list may grow: an entry may carry a code that is not in it.
 */
export const ACTIVITY_REASONS = [
  'wrong_server',
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
] as const;
export type ActivityReason = (typeof ACTIVITY_REASONS)[number];

export const MAX_ACTIVITY_LIMIT = 200;
export const DEFAULT_ACTIVITY_LIMIT = 50;
/** What the log can be taken out as. */
export const ACTIVITY_FORMATS = ['csv', 'json'] as const;
export type ActivityFormat = (typeof ACTIVITY_FORMATS)[number];
/** No text of the log is longer, the provider's words included. */
export const MAX_ACTIVITY_TEXT = 500;
const isoSchema = v.pipe(v.string(), v.isoTimestamp());
const nullableText = v.nullable(v.string());
const nullableCount = v.nullable(v.number());

/** A backup's facts as they were before the write. Where `type` is null, nothing but the id was known. */
const wireBackupSchema = v.object({
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
  server: v.nullable(v.object({ id: idSchema, name: nullableText })),
  backup: v.nullable(wireBackupSchema),
  /** What a new backup was to be called. */
  description: nullableText,
  /** The backup that was made. */
  result_backup_id: v.nullable(idSchema),
  outcome: v.picklist(ACTIVITY_OUTCOMES),
  reason: nullableText,
  /** The provider's or the gateway's words. */
  detail: nullableText,
  provider_status: nullableCount,
  /** From acceptance to the end that was seen; null where the end was not watched closely enough to tell. */
  duration_ms: nullableCount,
  /** When the provider took the request. */
  accepted_at: v.nullable(isoSchema),
  /** When the end was there, or first seen. */
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

/** Only an entry of a safe restore has steps, and the writes that belong to it, oldest first. */
const wireEntrySchema = v.object({
  ...wireWrite,
  steps: v.array(wireStepSchema),
  writes: v.array(wireWriteSchema),
  /** How many writes belong to it; `writes` are the newest of them. */
  writes_total: v.number(),
});

export type WireBackup = v.InferOutput<typeof wireBackupSchema>;
export type WireWrite = v.InferOutput<typeof wireWriteSchema>;
export type WireStep = v.InferOutput<typeof wireStepSchema>;
export type WireEntry = v.InferOutput<typeof wireEntrySchema>;

/** `GET /api/activity`. `next` is the cursor of the next page, null on the last one. */
export interface WirePage {
  readonly entries: readonly WireEntry[];
  readonly next: string | null;
}

/** Decodes one entry. */
export const activityEntrySchema = fromWire(wireEntrySchema);

/** One page, its entries left for {@link activityEntrySchema}. */
export const activityPageSchema = v.object({ entries: v.array(v.unknown()), next: v.nullable(v.string()) });

/** An operation with its steps and writes, oldest first; both are empty unless it is a safe restore. */
export type ActivityEntry = v.InferOutput<typeof activityEntrySchema>;
/** One write at the provider, or the frame of a safe restore. */
export type ActivityWrite = Omit<ActivityEntry, 'steps' | 'writes' | 'writesTotal'>;
export type ActivityStep = ActivityEntry['steps'][number];
