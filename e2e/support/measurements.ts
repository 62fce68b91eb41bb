import { quantile } from '../../src/core/lib/statistics';

/** What several runs of one measure came to. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** Smallest, middle and largest value; null of nothing. */
export function spreadOf(values: readonly number[]): Spread | null {
  const median = quantile(values, 0.5);
  if (median === null) return null;
  return { min: Math.min(...values), median, max: Math.max(...values) };
}

/** A task that kept the main thread busy, in ms since the page's time origin. */
export interface Task {
  readonly startMs: number;
  readonly durationMs: number;
}

/** From here on a task is long. Source: W3C Long Tasks. */
export const LONG_TASK_MS = 50;

/**
 * Total blocking time: of each long task that ends after `fromMs` and begins before `untilMs` the part that is
 * beyond 50 ms. A task that is under way at `fromMs` counts only with what is left of it then, as in Lighthouse.
 */
export function blockingMs(tasks: readonly Task[], fromMs: number, untilMs: number): number {
  return tasksWithin(tasks, fromMs, untilMs).reduce(
    (sum, { durationMs }) => sum + Math.max(0, durationMs - LONG_TASK_MS),
    0,
  );
}

/** The longest task between two moments, cut at the first of them; 0 when there was none. */
export function longestTaskMs(tasks: readonly Task[], fromMs: number, untilMs: number): number {
  return tasksWithin(tasks, fromMs, untilMs).reduce(
    (longest, { durationMs }) => Math.max(longest, durationMs),
    0,
  );
}

function tasksWithin(tasks: readonly Task[], fromMs: number, untilMs: number): Task[] {
  return tasks
    .filter(({ startMs, durationMs }) => startMs < untilMs && startMs + durationMs > fromMs)
    .map(({ startMs, durationMs }) => {
      const cutMs = Math.max(0, fromMs - startMs);
      return { startMs: startMs + cutMs, durationMs: durationMs - cutMs };
    });
}

/** What the page showed from a moment on (ms since its time origin), until the next look that differs. */
export interface Look {
  readonly atMs: number;
  /** Anything that is the same exactly when the page looks the same. */
  readonly shown: string;
}

/**
 * How long after `sinceMs` the page took on its last look for good; 0 when it had that look already. `looks` in
 * order of time, only the changes. Null without any look.
 */
export function settledMs(looks: readonly Look[], sinceMs: number): number | null {
  const last = looks.at(-1);
  if (last === undefined) return null;
  const since = looks.findLastIndex(({ shown }) => shown !== last.shown) + 1;
  return Math.max(0, (looks[since]?.atMs ?? sinceMs) - sinceMs);
}

/** How frames came while something moved. */
export interface FrameSummary {
  /** Median of the time from one frame to the next, ms. */
  readonly medianMs: number;
  /** 95th percentile of the time from one frame to the next, ms. */
  readonly p95Ms: number;
  /** Frames that came more than half a frame too late (60 a second). */
  readonly lateCount: number;
  readonly frameCount: number;
}

const FRAME_MS = 1000 / 60;

/** @param atMs when each frame began, in order */
export function summariseFrames(atMs: readonly number[]): FrameSummary {
  const gaps = atMs.slice(1).map((ms, index) => ms - (atMs[index] ?? ms));
  return {
    medianMs: quantile(gaps, 0.5) ?? 0,
    p95Ms: quantile(gaps, 0.95) ?? 0,
    lateCount: gaps.filter((gap) => gap > 1.5 * FRAME_MS).length,
    frameCount: gaps.length,
  };
}
