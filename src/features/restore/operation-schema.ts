import * as v from 'valibot';
import { OPERATION_STEPS } from '../../core/contract/schema-activity';
import { safeRestoreSchema } from '../../core/restore/safe-restore-state';

const id = v.union([v.number(), v.string()]);

const backupSchema = v.object({
  id,
  serverId: id,
  serverName: v.string(),
  type: v.string(),
  status: v.string(),
  sizeMb: v.nullable(v.number()),
  createdAt: v.nullable(v.string()),
  expiresAt: v.nullable(v.string()),
  isExpiryUnreadable: v.optional(v.literal(true)),
  description: v.string(),
});

/** One safe restore as this browser keeps it. */
export const operationSchema = v.object({
  state: safeRestoreSchema,
  /** The backup to restore with its facts, as the person confirmed it. */
  backup: backupSchema,
  /** The tab that drives it; another one asks the person first. */
  tabId: v.string(),
  /** Whether the operation was reported to the log, and the steps that were not, oldest first. */
  isReported: v.boolean(),
  unreported: v.array(v.object({ step: v.picklist(OPERATION_STEPS), detail: v.nullable(v.string()) })),
  /** Every step that was reported to the log or is going to be. */
  noted: v.optional(v.array(v.picklist(OPERATION_STEPS)), []),
  /** The person has read how it ended. */
  isDismissed: v.boolean(),
});

export type Operation = Readonly<v.InferOutput<typeof operationSchema>>;
