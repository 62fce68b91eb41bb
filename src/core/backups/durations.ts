import * as v from 'valibot';
import { quantile } from '../lib/statistics';

/** How long a backup took that was watched from running to completed. JSON-safe. */
export const observationSchema = v.object({
  serverKey: v.string(),
  /** One observation per backup, however many tabs watched it. */
  backupKey: v.string(),
  sizeMb: v.nullable(v.number()),
  durationMs: v.pipe(v.number(), v.minValue(0)),
  /** Epoch ms. */
  observedAtMs: v.number(),
});
export type Observation = Readonly<v.InferOutput<typeof observationSchema>>;

/** With fewer, no duration counts as usual. */
const MIN_OBSERVATIONS = 3;

/** After this a running backup "takes longer than usual". */
export const LONG_AFTER_MS = 600_000;

const STUCK_FACTOR = 3;
export interface UsualDuration {
  /** The 10th percentile. */
  readonly lowMs: number;
  /** The 90th percentile. */
  readonly highMs: number;
  /** Number of observations. */
  readonly count: number;
}

/** "Usually 4–6 min" of one server; null with fewer than {@link MIN_OBSERVATIONS}. */
export function usualDuration(store: readonly Observation[], serverKey: string): UsualDuration | null {
  const durations = store.filter((one) => one.serverKey === serverKey).map(({ durationMs }) => durationMs);
  const lowMs = quantile(durations, 0.1);
  const highMs = quantile(durations, 0.9);
  if (durations.length < MIN_OBSERVATIONS || lowMs === null || highMs === null) return null;
  return { lowMs, highMs, count: durations.length };
}

export type DurationVerdict = 'normal' | 'slower' | 'stuck';

/** `slower` beyond the 90th percentile, `stuck` from three times it; null while no usual duration is known. */
export function durationVerdict(elapsedMs: number, usual: UsualDuration | null): DurationVerdict | null {
  if (usual === null) return null;
  if (elapsedMs >= STUCK_FACTOR * usual.highMs) return 'stuck';
  return elapsedMs > usual.highMs ? 'slower' : 'normal';
}

/** Whether a backup running since `startedAt` (ISO; null when unknown) takes longer than ten minutes. */
export function isTakingLong(startedAt: string | null, nowMs: number): boolean {
  return startedAt !== null && nowMs - Date.parse(startedAt) > LONG_AFTER_MS;
}
