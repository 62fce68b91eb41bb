import { MINUTE_MS } from '../lib/time-units';

const MAX_WARNING_MS = 2 * MINUTE_MS;

/** When a sign-in ends, as the gateway says it. */
export interface SessionTimes {
  /** ISO; never later than `until`. */
  readonly idleUntil: string;
  /** ISO. */
  readonly until: string;
  /** How long it may go without use. */
  readonly idleMs: number;
}

export type SessionEnd =
  | { readonly kind: 'far'; readonly warnInMs: number }
  /** `idle` can be put off by using the page, `limit` cannot. */
  | { readonly kind: 'near'; readonly why: 'idle' | 'limit'; readonly leftMs: number };

/** Whether somebody must be told that the sign-in is about to end: two minutes before, less where all of it is short. */
export function sessionEnd({ idleUntil, until, idleMs }: SessionTimes, nowMs: number): SessionEnd {
  const endMs = Date.parse(idleUntil);
  const warnInMs = endMs - Math.min(MAX_WARNING_MS, idleMs / 4) - nowMs;
  if (warnInMs > 0) return { kind: 'far', warnInMs };
  const why = endMs >= Date.parse(until) ? 'limit' : 'idle';
  return { kind: 'near', why, leftMs: Math.max(0, endMs - nowMs) };
}
