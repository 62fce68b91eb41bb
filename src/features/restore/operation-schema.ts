import * as v from 'valibot';
import { API_ERROR_KINDS } from '../../core/contract/errors';
import { OPERATION_STEPS } from '../../core/contract/schema-activity';
import type { SafeRestore } from '../../core/restore/safe-restore';

const id = v.union([v.number(), v.string()]);
const copyId = v.nullable(id);
const ms = v.number();
const error = v.object({
  kind: v.picklist(API_ERROR_KINDS),
  detail: v.nullable(v.string()),
});

const phase = v.variant('kind', [
  v.object({ kind: v.literal('idle') }),
  v.object({ kind: v.literal('creatingCopy'), sentAtMs: v.nullable(ms) }),
  v.object({
    kind: v.literal('copyUnknown'),
    sentAtMs: ms,
    search: v.picklist(['open', 'notFound', 'inconclusive']),
    error: v.nullable(error),
  }),
  v.object({ kind: v.literal('waitingForCopy'), copyId: id, sinceMs: ms, untilMs: ms }),
  v.object({
    kind: v.literal('restoring'),
    copyId,
    sentAtMs: v.nullable(ms),
    acceptedAtMs: v.nullable(ms),
    isSeen: v.boolean(),
  }),
  v.object({
    kind: v.literal('restored'),
    copyId,
    acceptedAtMs: ms,
    endedAtMs: ms,
    isEndSeen: v.boolean(),
    serverStatus: v.nullable(v.string()),
  }),
  v.object({
    kind: v.literal('refused'),
    reason: v.picklist([
      'createRefused',
      'backupGone',
      'backupMoved',
      'backupNotRestorable',
      'serverRestoring',
    ]),
    error: v.nullable(error),
    copyId,
  }),
  v.object({
    kind: v.literal('copyFailed'),
    copyId: id,
    reason: v.picklist(['failed', 'empty', 'small', 'otherServer']),
  }),
  v.object({ kind: v.picklist(['copyVanished', 'copySlow']), copyId: id }),
  v.object({
    kind: v.literal('restoreUnknown'),
    copyId,
    sentAtMs: ms,
    error: v.nullable(error),
    isSeen: v.boolean(),
  }),
  v.object({ kind: v.literal('restoreRefused'), copyId, error }),
  v.object({ kind: v.literal('dropped'), copyId }),
]);

const safeRestoreSchema = v.object({
  version: v.literal(1),
  operationId: v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{8,64}$/)),
  serverId: id,
  serverName: v.string(),
  backupId: id,
  recoveryPoint: v.nullable(v.string()),
  isWithCopy: v.literal(true),
  slowAfterMs: ms,
  attendedAtMs: ms,
  isAwaitingPerson: v.boolean(),
  phase,
});

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

export interface Operation extends Omit<v.InferOutput<typeof operationSchema>, 'state'> {
  readonly state: SafeRestore;
}
