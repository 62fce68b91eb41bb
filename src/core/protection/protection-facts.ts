import type { Backup } from '../backups/backup';
import {
  type History,
  type HistoryEntry,
  hasCredibleDate,
  isGood,
  isManual,
  newestGoodOf,
} from './protection-history';
import { usualIntervalMs } from './protection-interval';

/** What one server's backups show at a moment; its state and the reasons follow from this alone. */
export interface ProtectionFacts {
  /** Completed or failed backups of any type. */
  readonly finishedCount: number;
  readonly failedCount: number;
  readonly goodCount: number;
  /** The newest good backup with a credible date; one without only where no other is good. */
  readonly newestGood: Backup | null;
  /** Never negative; null without a good backup, or when its age is unknown. */
  readonly newestGoodAgeMs: number | null;
  readonly usualIntervalMs: number | null;
  /** Date of the oldest good backup with a credible one, epoch ms; null without any. */
  readonly oldestGoodMs: number | null;
  /** Newest first. Shown beside the state: a running backup protects nothing yet. */
  readonly running: readonly Backup[];
  /** Null when no automatic backup is listed. */
  readonly schedule: ScheduleFacts | null;
  readonly failedStreak: FailedStreak | null;
  /** Suspicious backups since the newest good one; a good manual one does not make up for small automatic ones. */
  readonly suspects: readonly HistoryEntry[];
  /** The newest good automatic backup, else the newest good one, if its size is worth a note. */
  readonly sizeNoted: HistoryEntry | null;
  /** Completed backups of unknown size: while it is not 0, `storedMb` is a lower bound. */
  readonly unknownSizeCount: number;
  /** Sum of the known sizes of all backups, decimal MB. */
  readonly storedMb: number;
  readonly unknownStatusCount: number;
  /** Backups without a readable date. */
  readonly undatedCount: number;
  /** The latest date, epoch ms; `NaN` without any. */
  readonly latestMs: number;
}

/**
 * The automatic backups alone. Every type but `manual` counts as automatic, so that a type the provider adds later
 * does not make a working schedule look dead.
 */
interface ScheduleFacts {
  /** Time since the newest good one, else since the oldest listed attempt. Never negative. */
  readonly withoutGoodMs: number;
  readonly hasGood: boolean;
  /** Age of the newest completed one, suspicious ones included; null without any. */
  readonly newestRunAgeMs: number | null;
  /** Whether the newest one is running. */
  readonly isRunning: boolean;
  /** When the newest attempt began, epoch ms. */
  readonly newestAttemptMs: number;
}

/** The newest finished automatic attempts, all failed, with no good automatic backup after them. */
interface FailedStreak {
  readonly count: number;
  /** When the first of them began, epoch ms. */
  readonly sinceMs: number;
}

export function factsOf(history: History, nowMs: number): ProtectionFacts {
  const counts = { running: 0, completed: 0, failed: 0, unknown: 0 };
  let goodCount = 0;
  let unknownSizeCount = 0;
  let storedMb = 0;
  let undatedCount = 0;
  for (const entry of history) {
    const { backup, phase } = entry;
    counts[phase] += 1;
    if (isGood(entry)) goodCount += 1;
    if (Number.isNaN(entry.atMs)) undatedCount += 1;
    if (backup.sizeMb !== null) storedMb += backup.sizeMb;
    else if (phase === 'completed') unknownSizeCount += 1;
  }

  const newestGood = newestGoodOf(history, nowMs);
  const isDatedGood = (entry: HistoryEntry) => isGood(entry) && hasCredibleDate(entry, nowMs);
  const lastGood = history.findLastIndex(isDatedGood);
  const lastGoodAutomatic = history.findLastIndex((entry) => isDatedGood(entry) && !isManual(entry));
  const suspectsSince = (index: number) =>
    history.slice(index + 1).filter((entry) => entry.suspicion !== null);
  const automaticSuspects = suspectsSince(lastGoodAutomatic).filter((entry) => !isManual(entry));
  const noted = [history[lastGoodAutomatic], history[lastGood]];

  return {
    finishedCount: counts.completed + counts.failed,
    failedCount: counts.failed,
    goodCount,
    newestGood: newestGood.backup,
    newestGoodAgeMs: newestGood.ageMs,
    usualIntervalMs: usualIntervalMs(history, nowMs),
    oldestGoodMs: history.find(isDatedGood)?.atMs ?? null,
    running:
      counts.running === 0
        ? []
        : history
            .filter(({ phase }) => phase === 'running')
            .map(({ backup }) => backup)
            .reverse(),
    schedule: scheduleOf(history, nowMs),
    failedStreak: failedStreakOf(history, lastGoodAutomatic, nowMs),
    suspects: automaticSuspects.length > 0 ? automaticSuspects : suspectsSince(lastGood).filter(isManual),
    sizeNoted: noted.find((entry) => entry !== undefined && entry.sizeNote !== null) ?? null,
    unknownSizeCount,
    storedMb,
    unknownStatusCount: counts.unknown,
    undatedCount,
    latestMs: history.at(-1)?.atMs ?? Number.NaN,
  };
}

function scheduleOf(history: History, nowMs: number): ScheduleFacts | null {
  const attempts = history.filter((entry) => !isManual(entry) && hasCredibleDate(entry, nowMs));
  const [oldest] = attempts;
  const newest = attempts.at(-1);
  if (oldest === undefined || newest === undefined) return null;
  const ageMs = ({ atMs }: HistoryEntry) => Math.max(0, nowMs - atMs);
  const newestGood = attempts.findLast(isGood);
  const newestRun = attempts.findLast(({ phase }) => phase === 'completed');
  return {
    withoutGoodMs: ageMs(newestGood ?? oldest),
    hasGood: newestGood !== undefined,
    newestRunAgeMs: newestRun === undefined ? null : ageMs(newestRun),
    isRunning: newest.phase === 'running',
    newestAttemptMs: newest.atMs,
  };
}

function failedStreakOf(history: History, lastGoodAutomatic: number, nowMs: number): FailedStreak | null {
  const isAttempt = (entry: HistoryEntry) =>
    entry.backup.type === 'automatic' && hasCredibleDate(entry, nowMs);
  const lastFailed = history.findLastIndex((entry) => isAttempt(entry) && entry.phase === 'failed');
  const lastCompleted = history.findLastIndex((entry) => isAttempt(entry) && entry.phase === 'completed');
  if (lastFailed < Math.max(0, lastCompleted, lastGoodAutomatic)) return null;
  const failed = history
    .slice(lastCompleted + 1)
    .filter((entry) => isAttempt(entry) && entry.phase === 'failed');
  return { count: failed.length, sinceMs: failed[0]?.atMs ?? nowMs };
}
