import * as v from 'valibot';
import { fromWire } from './wire-case';

/** Why a call to a webhook or ping address failed. */
const CALL_PROBLEMS = [
  /** A 4xx: the address is wrong, or the receiver rejects the message. */
  'refused',
  /** 429. */
  'rateLimited',
  /** A 5xx, or a status that no receiver should send. */
  'failed',
  /** Not followed: only configured addresses are called. */
  'redirect',
  'timeout',
  /** Nothing was sent. */
  'unreachable',
  /** The connection broke; the message may have arrived. */
  'cut',
  /** The gateway stopped; the message may have arrived. */
  'stopped',
] as const;
export type CallProblem = (typeof CALL_PROBLEMS)[number];

const result = {
  /** One of {@link CALL_PROBLEMS}, or of a later version; null after a 2xx. */
  problem: v.nullable(v.string()),
  /** HTTP status of the answer; null when there was none. */
  status: v.nullable(v.number()),
};

const deliveryWire = v.object({
  id: v.string(),
  event: v.string(),
  /** Null for what concerns no single server. */
  server_key: v.nullable(v.string()),
  server_name: v.nullable(v.string()),
  made_at: v.string(),
  attempts: v.number(),
  /** Null while it is pending. */
  delivered_at: v.nullable(v.string()),
  /** The next attempt; null once delivered. */
  next_at: v.nullable(v.string()),
  last_status: v.nullable(v.number()),
  last_problem: v.nullable(v.string()),
});

/** Result of a check. */
export const checkReportWire = v.object({
  result: v.picklist(['read', 'blind']),
  /** Why nothing could be judged; null when everything was read. */
  reason: v.nullable(v.string()),
  server_count: v.number(),
  attention_count: v.number(),
  /** Null without `PING_URL`, or before the first call. */
  ping: v.nullable(v.object({ is_good: v.boolean(), ...result })),
});

/** `GET /api/watch`. Times are ISO 8601 in UTC. Contains no secrets, and only the hosts of addresses. */
const watchStatusWire = v.object({
  /** `standby`: another gateway on the same database checks. */
  state: v.picklist(['watching', 'standby', 'off']),
  /** Null unless off. `signIn`: the gateway has no token to watch with. `otherAccount`: it watches another account. */
  off_reason: v.nullable(v.picklist(['nothingSet', 'signIn', 'otherAccount'])),
  interval_ms: v.number(),
  webhook: v.nullable(v.object({ host: v.string(), is_signed: v.boolean() })),
  ping: v.nullable(v.object({ host: v.string() })),
  /** Number of entries in `WATCH_IGNORE`. */
  ignored_count: v.number(),
  last_round: v.nullable(v.object({ at: v.string(), ...checkReportWire.entries })),
  next_round_at: v.nullable(v.string()),
  pending_count: v.number(),
  /** The latest ones, newest first. */
  deliveries: v.array(deliveryWire),
});
export const watchStatusSchema = fromWire(watchStatusWire);

/** `POST /api/watch/test`: the result of the one attempt. */
export const testAlertSchema = v.object(result);

export type CheckReport = Readonly<v.InferOutput<typeof checkReportWire>>;
export type WireWatchStatus = v.InferOutput<typeof watchStatusWire>;
export type WatchStatus = v.InferOutput<typeof watchStatusSchema>;
export type AlertDelivery = WatchStatus['deliveries'][number];
export type TestAlertResult = Readonly<v.InferOutput<typeof testAlertSchema>>;
