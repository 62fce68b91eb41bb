import * as v from 'valibot';
import { type Id, isSameId } from '../backups/backup';
import { OPERATION_ID_PATTERN } from '../contract/headers';
import { idSchema } from '../contract/schema';
import { fromWire } from '../contract/wire-case';
import { DAY_MS } from '../lib/time-units';
import { hasRestoreFailed, isEnded } from './safe-restore';
import { safeRestoreSchema } from './safe-restore-state';

const backupSchema = v.object({
  id: idSchema,
  serverId: idSchema,
  serverName: v.string(),
  type: v.string(),
  status: v.string(),
  sizeMb: v.nullable(v.number()),
  createdAt: v.nullable(v.string()),
  expiresAt: v.nullable(v.string()),
  isExpiryUnreadable: v.optional(v.literal(true)),
  description: v.string(),
});

/**
 * Why an operation waits for a person. `break`: it was interrupted for long. `sign_in`: the sign-in it uses has ended.
 * `account`: the gateway's token belongs to another account. `read_only`: the gateway was made read-only.
 */
const WAIT_REASONS = ['break', 'sign_in', 'account', 'read_only'] as const;
export type WaitReason = (typeof WAIT_REASONS)[number];

/** One restore carried out by the gateway, as sent to the browser. */
export const restoreOperationSchema = v.object({
  state: safeRestoreSchema,
  /** The backup to restore with its facts, as of the operation's start. */
  backup: backupSchema,
  /** Who started it, as far as the provider says. */
  startedBy: v.nullable(v.object({ email: v.nullable(v.string()), tokenName: v.nullable(v.string()) })),
  /** ISO 8601. */
  startedAt: v.string(),
  /** Set while `state.isAwaitingPerson`. */
  waitsFor: v.nullable(v.picklist(WAIT_REASONS)),
  /** The provider's message when it accepted the restore. */
  message: v.nullable(v.string()),
  /** Dismissed: somebody has read how it ended, or there was nothing to read. */
  isDismissed: v.boolean(),
});
export type RestoreOperation = Readonly<v.InferOutput<typeof restoreOperationSchema>>;

/** The same in the wire format. */
export const wireOperationSchema = v.pipe(fromWire(v.unknown()), restoreOperationSchema);

/** `GET /api/operations`; `runs` are runs of schedules in progress, `next_run` the next planned one. */
export const wireOperationsSchema = v.object({
  operations: v.array(v.unknown()),
  runs: v.optional(v.array(v.unknown()), []),
  next_run: v.optional(v.unknown()),
});

/** Body of `POST /api/operations`. */
const startOperationWire = v.strictObject({
  /** Chosen by the caller: repeating the request starts nothing new. */
  operation_id: v.pipe(v.string(), v.regex(OPERATION_ID_PATTERN)),
  kind: v.literal('safe_restore'),
  server_id: idSchema,
  backup_id: idSchema,
  /** Whether a safety backup of the current state is made first. */
  safety_backup: v.boolean(),
  /** 90th percentile of this server's backup durations, ms; null while unknown. */
  usual_p90_ms: v.optional(v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(DAY_MS))), null),
});
export const startOperationSchema = fromWire(startOperationWire);
/** Body of `POST /api/operations/{id}/undo`. */
export const undoOperationSchema = fromWire(v.pick(startOperationWire, ['operation_id', 'safety_backup']));
export type StartOperation = v.InferOutput<typeof startOperationSchema>;

/** Whether it blocks other restores of the server: it is running, or its outcome is unknown. */
export function isBlocking({ state }: Pick<RestoreOperation, 'state'>): boolean {
  return !isEnded(state) || state.phase.kind === 'restoreUnknown';
}

/** Whether a person's own backup of the server has to wait for it, because only one can run at a time. */
export function isCreateHeldBackBy({ state }: Pick<RestoreOperation, 'state'>, serverId: Id): boolean {
  return !isEnded(state) && isSameId(state.serverId, serverId);
}

/** Whether it still needs a backup: the one it restores, or its safety backup. */
export function isNeededBy({ state }: Pick<RestoreOperation, 'state'>, backupId: Id): boolean {
  if (isEnded(state)) return false;
  const copyId = 'copyId' in state.phase ? state.phase.copyId : null;
  return [state.backupId, copyId].some((id) => id !== null && isSameId(id, backupId));
}

/** Whether its end needs no reading or decision: it went well, and there is no undo to offer. */
export function isSettledByItself({ state }: Pick<RestoreOperation, 'state'>): boolean {
  return state.phase.kind === 'restored' && state.phase.copyId === null && !hasRestoreFailed(state);
}
