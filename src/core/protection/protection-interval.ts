import { median } from '../lib/statistics';
import { DAY_MS, HOUR_MS } from '../lib/time-units';
import { gapsBetween, type History, type HistoryEntry, hasCredibleDate } from './protection-history';

/** The intervals of real schedules; a gap within 15 % of one counts as that one. */
const RHYTHMS_MS = [6 * HOUR_MS, 12 * HOUR_MS, DAY_MS, 7 * DAY_MS] as const;
const RHYTHM_TOLERANCE = 0.15;

/** Fewer automatic backups show no interval, unless retention explains why there are no more. */
const MIN_RUNS = 4;

/**
 * The median time between one server's automatic attempts, ms, snapped to 6 h, 12 h, 24 h or 7 d when within 15 %.
 * An attempt is a completed backup (suspicious ones too: the schedule ran) or a failed one older than the newest
 * completed. Gaps that are holes in a rhythm count as that rhythm, see {@link rhythmWithHolesMs}.
 *
 * Null with fewer than {@link MIN_RUNS}, or when all have the same date. Two or three are enough if their gaps agree
 * on one of those four and the backup before the oldest would have expired by now. So a server whose schedule
 * stopped is still noticed while its backups expire, and a weekly one kept for two weeks is recognised.
 */
export function usualIntervalMs(history: History, nowMs: number): number | null {
  const completed = completedRuns(history, nowMs);
  const newest = completed.at(-1);
  if (newest === undefined) return null;
  const attempts = denseRuns(withoutRetries(attemptsUntil(newest, history)));
  const retentionMs = shortestRetentionMs(denseRuns(completed));
  // Measured from the newest run, not from now: the interval must not be forgotten when the schedule stops.
  const retained = attempts.filter(({ atMs }) => atMs >= newest.atMs - retentionMs);
  const gaps = gapsBetween(retained);
  if (retained.length >= MIN_RUNS) {
    const rhythmMs = rhythmWithHolesMs(gaps);
    if (rhythmMs !== null) return rhythmMs;
    const medianMs = median(gaps) ?? 0;
    return medianMs <= 0 ? null : (rhythmNear(medianMs) ?? medianMs);
  }
  const rhythmMs = commonRhythmMs(gaps);
  if (rhythmMs === null) return null;
  // The one before the oldest may have come a little early.
  const previousMs = (retained[0] ?? newest).atMs - rhythmMs * (1 + RHYTHM_TOLERANCE);
  return previousMs + retentionMs <= nowMs ? rhythmMs : null;
}

/** Completed and failed automatic backups up to the newest completed one: a failure after it must not change the rhythm. */
function attemptsUntil(newest: HistoryEntry, history: History): HistoryEntry[] {
  return history.filter(
    ({ atMs, backup, phase }) =>
      backup.type === 'automatic' && (phase === 'completed' || phase === 'failed') && atMs <= newest.atMs,
  );
}

/** An attempt this soon after a failed one repeats it: no known rhythm is that short. */
const RETRY_WITHIN_MS = RHYTHMS_MS[0] * (1 - RHYTHM_TOLERANCE);

function withoutRetries(attempts: readonly HistoryEntry[]): HistoryEntry[] {
  return attempts.filter(({ atMs }, index) => {
    const before = attempts[index - 1];
    return before?.phase !== 'failed' || atMs - before.atMs >= RETRY_WITHIN_MS;
  });
}

const HOLE_MULTIPLES = [2, 3, 4] as const;
const MIN_RHYTHM_GAPS = 2;
/** Fewer gaps than this share show extra runs beside a longer rhythm, not a rhythm with holes. */
const MIN_RHYTHM_SHARE = 0.25;
/** One of this many newest gaps must show the rhythm, or the schedule has changed. */
const RECENT_GAPS = 4;

/**
 * The rhythm that most gaps show when those near 2, 3 or 4 times it count as missing runs, ms; null when there is
 * none. At least two gaps, a quarter of all and one of the newest four must show it as it is.
 */
function rhythmWithHolesMs(gaps: readonly number[]): number | null {
  const rhythms = gaps.map(rhythmNear);
  return (
    RHYTHMS_MS.find((rhythmMs) => {
      const shown = rhythms.filter((each) => each === rhythmMs).length;
      if (shown < Math.max(MIN_RHYTHM_GAPS, gaps.length * MIN_RHYTHM_SHARE)) return false;
      if (!rhythms.slice(-RECENT_GAPS).includes(rhythmMs)) return false;
      const holes = gaps.filter((gapMs) => isHoleIn(rhythmMs, gapMs)).length;
      return holes > 0 && shown + holes > gaps.length / 2;
    }) ?? null
  );
}

function isHoleIn(rhythmMs: number, gapMs: number): boolean {
  return HOLE_MULTIPLES.some(
    (multiple) => Math.abs(gapMs - multiple * rhythmMs) <= rhythmMs * RHYTHM_TOLERANCE,
  );
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
