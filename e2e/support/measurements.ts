import { quantile } from '../../src/core/lib/statistics';

/** The result of several runs of one measure. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** Smallest, middle and largest value; null without values. */
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

/** Tasks above this are long. Source: W3C Long Tasks. */
const LONG_TASK_MS = 50;

/**
 * Total blocking time: for each long task that ends after `fromMs` and begins before `untilMs`, the part beyond 50 ms.
 * Of a task in progress at `fromMs` only the rest counts, as in Lighthouse.
 */
export function blockingMs(tasks: readonly Task[], fromMs: number, untilMs: number): number {
  return tasksWithin(tasks, fromMs, untilMs).reduce(
    (sum, { durationMs }) => sum + Math.max(0, durationMs - LONG_TASK_MS),
    0,
  );
}

/** The longest task between two moments, cut at the first of them; 0 without any. */
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

/** How the page looked from a moment on (ms since its time origin), until the next change. */
export interface Look {
  readonly atMs: number;
  /** Any value that is equal exactly if the page looks the same. */
  readonly shown: string;
}

/**
 * How long after `sinceMs` the page reached its final look; 0 if it already had it. `looks`: only the changes, in order
 * of time. Null without any look.
 */
export function settledMs(looks: readonly Look[], sinceMs: number): number | null {
  const last = looks.at(-1);
  if (last === undefined) return null;
  const since = looks.findLastIndex(({ shown }) => shown !== last.shown) + 1;
  return Math.max(0, (looks[since]?.atMs ?? sinceMs) - sinceMs);
}

/** Frame times while something moved. */
export interface FrameSummary {
  /** Median of the time from one frame to the next, ms. */
  readonly medianMs: number;
  /** 95th percentile of the time from one frame to the next, ms. */
  readonly p95Ms: number;
  /** Frames that were more than half a frame late (at 60 per second). */
  readonly lateCount: number;
  readonly frameCount: number;
}

const FRAME_MS = 1000 / 60;

/** @param atMs start of each frame, in order */
export function summariseFrames(atMs: readonly number[]): FrameSummary {
  const gaps = atMs.slice(1).map((ms, index) => ms - (atMs[index] ?? ms));
  return {
    medianMs: quantile(gaps, 0.5) ?? 0,
    p95Ms: quantile(gaps, 0.95) ?? 0,
    lateCount: gaps.filter((gap) => gap > 1.5 * FRAME_MS).length,
    frameCount: gaps.length,
  };
}
