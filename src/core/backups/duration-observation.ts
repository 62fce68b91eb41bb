import { type Backup, backupPhase, idKey, isRunning, isSameId } from './backup';
import type { Observation } from './durations';

export const KEPT_PER_SERVER = 20;

/** For all servers, to bound the browser's storage. */
export const KEPT_IN_ALL = 2_000;

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
