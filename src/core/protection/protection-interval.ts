import type { Backup } from '../backups/backup';
import { median } from '../lib/statistics';
import { DAY_MS, HOUR_MS } from '../lib/time-units';
import { type History, type HistoryEntry, hasCredibleDate, historyOf } from './protection-history';

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
  const runs = denseRuns(completedRuns(history, nowMs));
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
 * backups have expired or were thinned out, so nothing can be concluded from a hole. Minus infinity when none
 * expires.
 */
export function visibleSinceMs(history: History, nowMs: number): number {
  const runs = completedRuns(history, nowMs);
  const dense = denseRuns(runs);
  const sinceMs = nowMs - shortestRetentionMs(runs);
  return dense.length === runs.length ? sinceMs : Math.max(sinceMs, dense[0]?.atMs ?? sinceMs);
}

/** Dense runs in a row that make a rhythm; as many longer gaps before them that make a thinned history. */
const DENSE_GAPS = 4;
const THINNED_GAPS = 2;
/** A gap from so many times the rhythm on is a longer one. */
const LONG_GAP = 1.5;

/**
 * The newest runs, up to where the history was thinned out: providers keep dailies for a week, then weeklies, all
 * with the same date of expiry. Recognised by a rhythm that the newest runs keep, and only longer gaps before it;
 * a single longer gap is a hole. A schedule that became denser looks the same, and is meant as well. All runs
 * where there is nothing of the kind.
 */
function denseRuns(runs: readonly HistoryEntry[]): readonly HistoryEntry[] {
  const gaps = runs.slice(1).map(({ atMs }, index) => atMs - (runs[index]?.atMs ?? atMs));
  const medianMs = median(gaps.slice(-DENSE_GAPS));
  const rhythmMs = medianMs === null ? null : rhythmNear(medianMs);
  if (rhythmMs === null) return runs;
  const isDense = (gapMs: number | undefined) => gapMs !== undefined && gapMs < LONG_GAP * rhythmMs;
  const start = gaps.findIndex((gapMs, index) => isDense(gapMs) && isDense(gaps[index + 1]));
  const longGaps = gaps.slice(0, Math.max(0, start)).filter((gapMs) => !isDense(gapMs)).length;
  const denseGaps = gaps.slice(Math.max(0, start)).filter(isDense).length;
  return longGaps >= THINNED_GAPS && denseGaps >= DENSE_GAPS ? runs.slice(start) : runs;
}

function completedRuns(history: History, nowMs: number): HistoryEntry[] {
  return history.filter(
    (entry) =>
      entry.backup.type === 'automatic' && entry.phase === 'completed' && hasCredibleDate(entry, nowMs),
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
