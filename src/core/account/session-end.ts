import { MINUTE_MS } from '../lib/time-units';

const MAX_WARNING_MS = 2 * MINUTE_MS;

/** When a sign-in ends. */
interface SessionTimes {
  /** ISO; never later than `until`. */
  readonly idleUntil: string;
  /** ISO. */
  readonly until: string;
  /** How long it may go unused. */
  readonly idleMs: number;
}

export type SessionEnd =
  | { readonly kind: 'far'; readonly warnInMs: number }
  /** `idle`: using the page extends it. `limit`: nothing does. */
  | { readonly kind: 'near'; readonly why: 'idle' | 'limit'; readonly leftMs: number };

/** Whether to warn that the sign-in is about to end: two minutes before, or a quarter of a short idle time. */
export function sessionEnd({ idleUntil, until, idleMs }: SessionTimes, nowMs: number): SessionEnd {
  const endMs = Date.parse(idleUntil);
  const warnInMs = endMs - Math.min(MAX_WARNING_MS, idleMs / 4) - nowMs;
  if (warnInMs > 0) return { kind: 'far', warnInMs };
  const why = endMs >= Date.parse(until) ? 'limit' : 'idle';
  return { kind: 'near', why, leftMs: Math.max(0, endMs - nowMs) };
}
