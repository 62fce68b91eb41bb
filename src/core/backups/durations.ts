import * as v from 'valibot';
import { quantile } from '../lib/statistics';
import { type Backup, backupPhase, idKey, isRunning, isSameId } from './backup';

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

export const KEPT_PER_SERVER = 20;
/** For all servers, to bound the browser's storage. */
export const KEPT_IN_ALL = 2_000;
/** With fewer, no duration counts as usual. */
const MIN_OBSERVATIONS = 3;

const STUCK_FACTOR = 3;
/** The two polls around the end may be this far apart, or this share of the duration. */
const MAX_BLIND_MS = 15_000;
const MAX_BLIND_SHARE = 0.25;

/** The two polls around the end of a backup: epoch ms of the provider's clock. */
export interface CompletionWindow {
  readonly lastSeenRunningMs: number;
  readonly firstSeenCompletedMs: number;
}

/**
 * The observation from two polls of one backup. Null when it did not go from running to completed, its start is unknown,
 * or the polls are too far apart (a sleeping laptop, a hidden tab).
 */
export function observationOf(before: Backup, after: Backup, passage: CompletionWindow): Observation | null {
  if (!isSameId(before.id, after.id) || !isRunning(before) || backupPhase(after) !== 'completed') return null;
  const durationMs = observedDurationMs(Date.parse(after.createdAt ?? ''), passage);
  if (durationMs === null) return null;
  const { firstSeenCompletedMs } = passage;
  return {
    serverKey: idKey(after.serverId),
    backupKey: idKey(after.id),
    sizeMb: after.sizeMb,
    durationMs,
    observedAtMs: firstSeenCompletedMs,
  };
}

/** Duration in ms, with the end midway between the two polls around it; null when those are too far apart. */
export function observedDurationMs(
  beganMs: number,
  { lastSeenRunningMs, firstSeenCompletedMs }: CompletionWindow,
): number | null {
  const blindMs = firstSeenCompletedMs - lastSeenRunningMs;
  const durationMs = lastSeenRunningMs + blindMs / 2 - beganMs;
  if (!(durationMs > 0 && blindMs >= 0)) return null;
  return blindMs > Math.max(MAX_BLIND_MS, durationMs * MAX_BLIND_SHARE) ? null : durationMs;
}

/**
 * The observations with one more, oldest first, within {@link KEPT_PER_SERVER} and {@link KEPT_IN_ALL}. The same array
 * when the backup was observed before.
 */
export function addObservation(
  store: readonly Observation[],
  observation: Observation,
): readonly Observation[] {
  if (store.some(({ backupKey }) => backupKey === observation.backupKey)) return store;
  const left = new Map<string, number>();
  const kept: Observation[] = [];
  const newestFirst = [...store, observation].sort((a, b) => b.observedAtMs - a.observedAtMs);
  for (const one of newestFirst) {
    const leftOfServer = left.get(one.serverKey) ?? KEPT_PER_SERVER;
    if (leftOfServer === 0 || kept.length === KEPT_IN_ALL) continue;
    left.set(one.serverKey, leftOfServer - 1);
    kept.push(one);
  }
  return kept.reverse();
}

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
