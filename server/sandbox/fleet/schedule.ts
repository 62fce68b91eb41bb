import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../src/core/lib/time-units';
import type { Schedule } from '../model';
import { between, type RandomSource } from './random';

/** One run of a schedule that takes place. */
export interface Run {
  readonly index: number;
  readonly startedAt: number;
  readonly endsAt: number;
  readonly isFailing: boolean;
  readonly sizeMb: number;
}

interface Sizing {
  readonly usualSizeMb: number;
  readonly sizedAt: number;
  readonly growthMbPerDay: number;
}

/** A server's backup size at a moment, decimal MB, give or take `spread` (0.02 = 2 %). */
export function sizeAt(sizing: Sizing, at: number, unit: number, spread = 0.015): number {
  const grown = sizing.usualSizeMb + (sizing.growthMbPerDay * (at - sizing.sizedAt)) / DAY_MS;
  return Math.max(
    1,
    Math.round(Math.max(grown, sizing.usualSizeMb / 4) * between(unit, 1 - spread, 1 + spread)),
  );
}

/** 0 up to one gigabyte, 1 from 100 GB, logarithmic in between; durations depend on it. */
function weight(sizeMb: number): number {
  return Math.min(1, Math.max(0, (Math.log10(sizeMb) - 3) / 2));
}

/** How long a manual backup takes: 10–40 s by size at speed 1. */
export function manualDurationMs(sizeMb: number, speed: number): number {
  return Math.round(((10 + 30 * weight(sizeMb)) * SECOND_MS) / speed);
}

/** How long a restore takes: 30–90 s by size at speed 1. */
export function restoreDurationMs(sizeMb: number, speed: number): number {
  return Math.round(((30 + 60 * weight(sizeMb)) * SECOND_MS) / speed);
}

/**
 * How long an automatic backup takes: 2–8 min by size at speed 1, because nobody waits for one. Never longer than 45
 * min or a quarter of the interval, however slow the sandbox is set.
 */
function automaticDurationMs(sizeMb: number, speed: number, intervalMs: number): number {
  const wanted = ((2 + 6 * weight(sizeMb)) * MINUTE_MS) / speed;
  return Math.round(Math.min(wanted, 0.75 * HOUR_MS, intervalMs / 4));
}

/** When a run starts: its planned time plus some jitter, in whole seconds. */
export function runStartsAt(schedule: Schedule, index: number, random: RandomSource): number {
  const late = random('jitter', schedule.serverId, index) * schedule.jitterMs;
  return schedule.anchorAt + index * schedule.intervalMs + Math.floor(late / SECOND_MS) * SECOND_MS;
}

/**
 * Runs that started up to `now` and are not handled yet, without those already expired (after months of downtime there
 * are many), and the first future run.
 */
export function dueRuns(
  schedule: Schedule,
  now: number,
  options: { readonly random: RandomSource; readonly creationSpeed: number },
): { readonly runs: readonly Run[]; readonly nextRun: number } {
  const { random, creationSpeed } = options;
  const { anchorAt, intervalMs, jitterMs, retentionMs, serverId } = schedule;
  const firstKept = Math.floor((now - retentionMs - jitterMs - anchorAt) / intervalMs);
  const runs: Run[] = [];
  let index = Math.max(schedule.nextRun, firstKept);
  for (; ; index += 1) {
    const startedAt = runStartsAt(schedule, index, random);
    if (startedAt > now) break;
    if (isSkipped(schedule, index) || startedAt + retentionMs <= now) continue;
    const sizeMb = sizeAt(schedule, startedAt, random('size', serverId, index));
    const endsAt = startedAt + automaticDurationMs(sizeMb, creationSpeed, intervalMs);
    const isFailing = schedule.failFromRun !== null && index >= schedule.failFromRun;
    runs.push({ index, startedAt, endsAt, isFailing, sizeMb });
  }
  return { runs, nextRun: index };
}

function isSkipped(schedule: Schedule, index: number): boolean {
  if (schedule.skipFromRun === null || index < schedule.skipFromRun) return false;
  return schedule.skipUntilRun === null || index < schedule.skipUntilRun;
}
