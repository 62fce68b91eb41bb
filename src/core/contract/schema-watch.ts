import * as v from 'valibot';

/** Why a call out of the gateway did not arrive or was not taken; a word that is not known here is kept. */
export const CALL_PROBLEMS = [
  /** A 4xx: the address is wrong, or the message is not what it takes. */
  'refused',
  /** 429. */
  'rateLimited',
  /** A 5xx, or a status that no receiver should answer. */
  'failed',
  /** Not followed: only addresses that the settings name are called. */
  'redirect',
  'timeout',
  /** Nothing was sent. */
  'unreachable',
  /** The connection broke off; it may have arrived. */
  'cut',
  /** The gateway stopped meanwhile; it may have arrived. */
  'stopped',
] as const;
export type CallProblem = (typeof CALL_PROBLEMS)[number];

const resultSchema = v.object({
  /** Null when it arrived and was taken. */
  problem: v.nullable(v.string()),
  /** HTTP status of the answer; null when none came. */
  status: v.nullable(v.number()),
});

const deliverySchema = v.object({
  id: v.string(),
  event: v.string(),
  /** Null for what concerns no single server. */
  serverKey: v.nullable(v.string()),
  serverName: v.nullable(v.string()),
  madeAt: v.string(),
  attempts: v.number(),
  /** Null while it waits. */
  deliveredAt: v.nullable(v.string()),
  /** When it is tried again; null once it was taken. */
  nextAt: v.nullable(v.string()),
  lastStatus: v.nullable(v.number()),
  lastProblem: v.nullable(v.string()),
});

/** How a round went, as the gateway keeps it. */
export const roundReportSchema = v.object({
  result: v.picklist(['read', 'blind']),
  /** Why nothing was concluded; null when all was read. */
  reason: v.nullable(v.string()),
  serverCount: v.number(),
  attentionCount: v.number(),
  /** Null where there is no `PING_URL`, or it has not been called yet. */
  ping: v.nullable(v.object({ isGood: v.boolean(), ...resultSchema.entries })),
});

/** `GET /api/watch`. Times are ISO 8601 in UTC; of addresses only the host is told, of secrets only that there is one. */
export const watchStatusSchema = v.object({
  /** `standby`: another gateway on the same database watches. */
  state: v.picklist(['watching', 'standby', 'off']),
  /** Null unless off. `signIn`: the gateway has no token of its own to read with. */
  offReason: v.nullable(v.picklist(['nothingSet', 'signIn'])),
  intervalMs: v.number(),
  webhook: v.nullable(v.object({ host: v.string(), isSigned: v.boolean() })),
  ping: v.nullable(v.object({ host: v.string() })),
  /** How many names or ids `WATCH_IGNORE` lists. */
  ignoredCount: v.number(),
  lastRound: v.nullable(v.object({ at: v.string(), ...roundReportSchema.entries })),
  nextRoundAt: v.nullable(v.string()),
  /** Deliveries that wait to be taken. */
  pendingCount: v.number(),
  /** Newest first, the last few. */
  deliveries: v.array(deliverySchema),
});

/** `POST /api/watch/test`: what became of the one attempt. */
export const testAlertSchema = resultSchema;

export type RoundReport = Readonly<v.InferOutput<typeof roundReportSchema>>;
export type WatchStatus = Readonly<v.InferOutput<typeof watchStatusSchema>>;
export type AlertDelivery = Readonly<v.InferOutput<typeof deliverySchema>>;
export type TestAlertResult = Readonly<v.InferOutput<typeof testAlertSchema>>;
