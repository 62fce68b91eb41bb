import { median } from '../lib/statistics';
import { DAY_MS, HOUR_MS } from '../lib/time-units';
import { gapsBetween, type History, type HistoryEntry, hasCredibleDate } from './protection-history';

/** The intervals of real schedules; a gap within 15 % of one counts as that one. */
const RHYTHMS_MS = [6 * HOUR_MS, 12 * HOUR_MS, DAY_MS, 7 * DAY_MS] as const;
const RHYTHM_TOLERANCE = 0.15;

/** Fewer automatic backups show no interval, unless retention explains why there are no more. */
const MIN_RUNS = 4;

/**
 * The median time between one server's completed automatic backups, ms, snapped to 6 h, 12 h, 24 h or 7 d when
 * within 15 %. Suspicious backups count: the schedule ran.
 *
 * Null with fewer than {@link MIN_RUNS}, or when all have the same date. Two or three are enough if their gaps agree
 * on one of those four and the backup before the oldest would have expired by now. So a server whose schedule
 * stopped is still noticed while its backups expire, and a weekly one kept for two weeks is recognised.
 */
export function usualIntervalMs(history: History, nowMs: number): number | null {
  const runs = denseRuns(completedRuns(history, nowMs));
  const newest = runs.at(-1);
  if (newest === undefined) return null;
  const retentionMs = shortestRetentionMs(runs);
  // Measured from the newest run, not from now: the interval must not be forgotten when the schedule stops.
  const retained = runs.filter(({ atMs }) => atMs >= newest.atMs - retentionMs);
  const gaps = gapsBetween(retained);
  if (retained.length >= MIN_RUNS) {
    const medianMs = median(gaps) ?? 0;
    return medianMs <= 0 ? null : (rhythmNear(medianMs) ?? medianMs);
  }
  const rhythmMs = commonRhythmMs(gaps);
  if (rhythmMs === null) return null;
  // The one before the oldest may have come a little early.
  const previousMs = (retained[0] ?? newest).atMs - rhythmMs * (1 + RHYTHM_TOLERANCE);
  return previousMs + retentionMs <= nowMs ? rhythmMs : null;
}

function rhythmNear(gapMs: number): number | null {
  return RHYTHMS_MS.find((rhythmMs) => Math.abs(gapMs - rhythmMs) <= rhythmMs * RHYTHM_TOLERANCE) ?? null;
}

/** The rhythm that every gap is near; null when there is none, or no gap. */
function commonRhythmMs(gaps: readonly number[]): number | null {
  const [first, ...others] = gaps.map(rhythmNear);
  return first !== undefined && others.every((rhythmMs) => rhythmMs === first) ? first : null;
}

/**
 * Epoch ms since when every completed automatic backup must still be listed; earlier ones may have expired or been
 * thinned out. Minus infinity when none expires.
 */
export function visibleSinceMs(history: History, nowMs: number): number {
  const runs = completedRuns(history, nowMs);
  const dense = denseRuns(runs);
  const sinceMs = nowMs - shortestRetentionMs(runs);
  return dense.length === runs.length ? sinceMs : Math.max(sinceMs, dense[0]?.atMs ?? sinceMs);
}

/** How many short gaps show a rhythm, and how many long ones before them show thinning. */
const DENSE_GAPS = 4;
const THINNED_GAPS = 2;
/** From this many times the rhythm on, a gap is long. */
const LONG_GAP = 1.5;

/**
 * The newest runs, back to where the history was thinned out: providers keep dailies for a week, then weeklies, all
 * with the same expiry date. A single long gap is a hole, not thinning. A schedule that became denser looks the
 * same and is treated the same. All runs when nothing was thinned out.
 */
function denseRuns(runs: readonly HistoryEntry[]): readonly HistoryEntry[] {
  const gaps = gapsBetween(runs);
  const medianMs = median(gaps.slice(-DENSE_GAPS));
  const rhythmMs = medianMs === null ? null : rhythmNear(medianMs);
  if (rhythmMs === null) return runs;
  const isDense = (gapMs: number | undefined) => gapMs !== undefined && gapMs < LONG_GAP * rhythmMs;
  const start = gaps.findIndex((gapMs, index) => isDense(gapMs) && isDense(gaps[index + 1]));
  if (start === -1) return runs;
  const longGaps = gaps.slice(0, start).filter((gapMs) => !isDense(gapMs)).length;
  const denseGaps = gaps.slice(start).filter(isDense).length;
  return longGaps >= THINNED_GAPS && denseGaps >= DENSE_GAPS ? runs.slice(start) : runs;
}

function completedRuns(history: History, nowMs: number): HistoryEntry[] {
  return history.filter(
    (entry) =>
      entry.backup.type === 'automatic' && entry.phase === 'completed' && hasCredibleDate(entry, nowMs),
  );
}

/** The shortest time that a run is kept; infinity when none expires. Beyond it the list may have holes. */
function shortestRetentionMs(runs: readonly HistoryEntry[]): number {
  const retentions = runs.map(({ atMs, expiresMs }) => expiresMs - atMs).filter((keptMs) => keptMs > 0);
  return Math.min(...retentions);
}
