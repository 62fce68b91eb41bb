import type { Backup } from './backup';
import { type History, type HistoryEntry, historyOf, isPlaced } from './protection-history';
import { median } from './statistics';
import { DAY_MS, HOUR_MS } from './time-units';

/** The rhythms of real schedules; a median near one is taken for it. */
const RHYTHMS_MS = [6 * HOUR_MS, 12 * HOUR_MS, DAY_MS, 7 * DAY_MS] as const;
const SNAP_SHARE = 0.15;

/** Fewer automatic backups tell no rhythm, unless it shows why there are no more. */
export const MIN_RUNS = 4;

/**
 * How far apart one server's automatic backups usually are, ms: the median gap between consecutive completed
 * ones, snapped to 6 h, 12 h, 24 h or 7 d when within 15 %. Suspicious ones count: the schedule ran.
 *
 * Null when there are fewer than {@link MIN_RUNS} in the visible window, or when they have one moment. Two or
 * three are enough where retention explains that there are no more: their gaps agree on one of the rhythms, and
 * one more at that rhythm, before the oldest of them, would have expired by now. So a server that fell silent is
 * not forgiven because its copies expire, and one that is kept for two weeks can be known to be weekly. Of a
 * single one nothing is known.
 */
export function usualIntervalMs(backups: readonly Backup[], nowMs: number): number | null {
  return intervalOf(historyOf(backups), nowMs);
}

/** {@link usualIntervalMs} of a history that was already read. */
export function intervalOf(history: History, nowMs: number): number | null {
  const runs = completedRuns(history, nowMs);
  const newest = runs.at(-1);
  if (newest === undefined) return null;
  const retentionMs = shortestRetentionMs(runs);
  // From the newest run, not from now: a rhythm must not be forgotten because nothing came for a while.
  const sinceMs = newest.atMs - retentionMs;
  const gaps: number[] = [];
  let oldestMs: number | null = null;
  let previousMs: number | null = null;
  for (const { atMs } of runs) {
    if (atMs < sinceMs) continue;
    oldestMs ??= atMs;
    if (previousMs !== null) gaps.push(atMs - previousMs);
    previousMs = atMs;
  }
  if (gaps.length < MIN_RUNS - 1) {
    const rhythmMs = agreedRhythmMs(gaps);
    if (rhythmMs === null || oldestMs === null) return null;
    // The one before may have been a little early; it was of this rhythm all the same.
    const hasExpired = oldestMs - rhythmMs * (1 + SNAP_SHARE) + retentionMs <= nowMs;
    return hasExpired ? rhythmMs : null;
  }
  // What more than half of them are near to, their median is near to: the case of nearly all servers.
  const usualMs = RHYTHMS_MS.find(
    (rhythmMs) => gaps.filter((gapMs) => isNear(gapMs, rhythmMs)).length * 2 > gaps.length,
  );
  if (usualMs !== undefined) return usualMs;
  const medianMs = median(gaps) ?? 0;
  return medianMs <= 0 ? null : (rhythmNear(medianMs) ?? medianMs);
}

function rhythmNear(gapMs: number): number | null {
  return RHYTHMS_MS.find((rhythmMs) => isNear(gapMs, rhythmMs)) ?? null;
}

function isNear(gapMs: number, rhythmMs: number): boolean {
  return Math.abs(gapMs - rhythmMs) <= rhythmMs * SNAP_SHARE;
}

/** The rhythm that every gap is near to; null when there is none, or no gap. */
function agreedRhythmMs(gaps: readonly number[]): number | null {
  const [first, ...others] = gaps.map(rhythmNear);
  return first !== undefined && others.every((rhythmMs) => rhythmMs === first) ? first : null;
}

/**
 * The moment (epoch ms) since which every completed automatic backup must still be in the list. Before it
 * expired ones have vanished, so nothing can be concluded from a hole. Minus infinity when none expires.
 */
export function visibleSinceMs(history: History, nowMs: number): number {
  return nowMs - shortestRetentionMs(completedRuns(history, nowMs));
}

function completedRuns(history: History, nowMs: number): HistoryEntry[] {
  return history.filter(
    (entry) => entry.backup.type === 'automatic' && entry.phase === 'completed' && isPlaced(entry, nowMs),
  );
}

/**
 * How long the shortest-lived of the runs is kept. Where dailies are kept for a week and weeklies for a month,
 * only the last week shows all that ran.
 */
function shortestRetentionMs(runs: readonly HistoryEntry[]): number {
  let shortestMs = Number.POSITIVE_INFINITY;
  for (const { atMs, expiresMs } of runs) {
    const keptMs = expiresMs - atMs;
    if (keptMs > 0 && keptMs < shortestMs) shortestMs = keptMs;
  }
  return shortestMs;
}
