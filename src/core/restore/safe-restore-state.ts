import * as v from 'valibot';
import { API_ERROR_KINDS } from '../contract/errors';
import { idSchema } from '../contract/schema';

const copyId = v.nullable(idSchema);
const ms = v.number();

/** Why a call failed; `detail` is the provider's text, `status` its HTTP status if it answered. */
const errorSchema = v.object({
  kind: v.picklist(API_ERROR_KINDS),
  detail: v.nullable(v.string()),
  status: v.optional(v.nullable(v.number())),
});

const refusalSchema = v.picklist([
  /** The provider refused the safety backup. The others were found before the restore was sent. */
  'createRefused',
  'backupGone',
  /** It belongs to another server. */
  'backupMoved',
  'backupNotRestorable',
  'serverRestoring',
]);

const phaseSchema = v.variant('kind', [
  v.object({ kind: v.literal('idle') }),
  /** `sentAtMs` is null until the request is sent. */
  v.object({ kind: v.literal('creatingCopy'), sentAtMs: v.nullable(ms) }),
  /**
   * It is unknown whether the safety backup was created: it is searched for by its mark. Ends as `notFound` in a
   * complete list, or `inconclusive` when only partial lists could be read.
   */
  v.object({
    kind: v.literal('copyUnknown'),
    sentAtMs: ms,
    search: v.picklist(['open', 'notFound', 'inconclusive']),
    error: v.nullable(errorSchema),
  }),
  /** Still running after `untilMs`, the safety backup counts as slow. */
  v.object({ kind: v.literal('waitingForCopy'), copyId: idSchema, sinceMs: ms, untilMs: ms }),
  /**
   * `copyId` is the completed safety backup, null without one. `sentAtMs` is null while the restore may be sent, `acceptedAtMs` until
   * the provider accepts it; `isSeen` once the server was seen restoring.
   */
  v.object({
    kind: v.literal('restoring'),
    copyId,
    sentAtMs: v.nullable(ms),
    acceptedAtMs: v.nullable(ms),
    isSeen: v.boolean(),
  }),
  /** The end. Without `isEndSeen` it is only known that the restore was accepted. */
  v.object({
    kind: v.literal('restored'),
    copyId,
    acceptedAtMs: ms,
    endedAtMs: ms,
    isEndSeen: v.boolean(),
    /** Null when it could not be read. */
    serverStatus: v.nullable(v.string()),
  }),
  // Ends in which nothing was restored.
  v.object({ kind: v.literal('refused'), reason: refusalSchema, error: v.nullable(errorSchema), copyId }),
  v.object({
    kind: v.literal('copyFailed'),
    copyId: idSchema,
    reason: v.picklist(['failed', 'empty', 'small', 'otherServer']),
  }),
  v.object({ kind: v.picklist(['copyVanished', 'copySlow']), copyId: idSchema }),
  /** An end: the outcome of the restore is unknown. It blocks the server until the person drops it. */
  v.object({
    kind: v.literal('restoreUnknown'),
    copyId,
    sentAtMs: ms,
    error: v.nullable(errorSchema),
    isSeen: v.boolean(),
  }),
  /** An end: the provider refused the restore itself. */
  v.object({ kind: v.literal('restoreRefused'), copyId, error: errorSchema }),
  /** An end that the person chose. */
  v.object({ kind: v.literal('dropped'), copyId }),
]);

/**
 * The stored state of a safe restore, as plain JSON; `safeRestoreReduce` advances it. The driver stores each new state
 * before acting on it. All times are epoch ms of the driver's own clock.
 */
export const safeRestoreSchema = v.object({
  version: v.literal(1),
  /** Marks the safety backup, so that it can be found again. */
  operationId: v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{8,64}$/)),
  serverId: idSchema,
  serverName: v.string(),
  /** The backup to restore, as the person confirmed it. */
  backupId: idSchema,
  /** Its `createdAt`. */
  recoveryPoint: v.nullable(v.string()),
  /** Whether a safety backup is made first. */
  isWithCopy: v.boolean(),
  /** How long the safety backup may run before it counts as slow. */
  slowAfterMs: ms,
  /** When this was last driven, accurate to a minute. */
  attendedAtMs: ms,
  /** Nothing is sent until a person confirms, after a long break or when the sign-in has ended. */
  isAwaitingPerson: v.boolean(),
  phase: phaseSchema,
});

export type SafeRestore = Readonly<v.InferOutput<typeof safeRestoreSchema>>;
export type SafeRestorePhase = Readonly<v.InferOutput<typeof phaseSchema>>;
export type SafeRestoreError = Readonly<v.InferOutput<typeof errorSchema>>;
export type SafeRestoreRefusal = v.InferOutput<typeof refusalSchema>;
export type PhaseOf<Kind extends SafeRestorePhase['kind']> = Extract<SafeRestorePhase, { kind: Kind }>;
