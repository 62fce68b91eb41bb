import type { Backup } from './backup';
import { type History, type HistoryEntry, isGood, isPlaced } from './protection-history';
import { intervalOf } from './protection-interval';

/** What the backups of one server show at a moment; the state and its reasons follow from nothing else. */
export interface ProtectionFacts {
  /** Completed or failed, of any type. */
  readonly finishedCount: number;
  readonly failedCount: number;
  readonly goodCount: number;
  /** The newest good backup with a believable date; one without only where no other is good. */
  readonly newestGood: Backup | null;
  /** Never negative; null without a good backup, or when nothing says how old it is. */
  readonly newestGoodAgeMs: number | null;
  readonly usualIntervalMs: number | null;
  /** Newest first. */
  readonly running: readonly Backup[];
  readonly failedStreak: FailedStreak | null;
  /** Suspicious backups since the newest good one. */
  readonly suspects: readonly HistoryEntry[];
  /** Completed ones without a known size. */
  readonly unknownSizeCount: number;
  /** Sum of all known sizes, decimal MB. */
  readonly storedMb: number;
  readonly unknownStatusCount: number;
  /** Without a readable date. */
  readonly undatedCount: number;
  /** The latest date among them, epoch ms; `NaN` of nothing dated. */
  readonly latestMs: number;
}

/**
 * The finished automatic attempts that failed one after the other, up to and including the newest, after which
 * no good backup came. A good manual one between them does not end the streak.
 */
export interface FailedStreak {
  readonly count: number;
  /** When the first of them began, epoch ms. */
  readonly sinceMs: number;
}

export function factsOf(history: History, nowMs: number): ProtectionFacts {
  const counts = { running: 0, completed: 0, failed: 0, unknown: 0 };
  const running: Backup[] = [];
  let suspects: HistoryEntry[] = [];
  let newestGood: HistoryEntry | null = null;
  let goodCount = 0;
  let unknownSizeCount = 0;
  let storedMb = 0;
  let undatedCount = 0;

  // Oldest first: what a later entry makes meaningless is forgotten on the way.
  for (const entry of history) {
    const { backup, phase } = entry;
    counts[phase] += 1;
    if (phase === 'running') running.push(backup);
    if (Number.isNaN(entry.atMs)) undatedCount += 1;
    if (backup.sizeMb !== null) storedMb += backup.sizeMb;
    else if (phase === 'completed') unknownSizeCount += 1;

    if (isGood(entry)) {
      goodCount += 1;
      const hasPlace = isPlaced(entry, nowMs);
      if (hasPlace) suspects = [];
      if (hasPlace || newestGood === null || !isPlaced(newestGood, nowMs)) newestGood = entry;
    } else if (entry.suspicion !== null) {
      suspects.push(entry);
    }
  }

  return {
    finishedCount: counts.completed + counts.failed,
    failedCount: counts.failed,
    goodCount,
    newestGood: newestGood?.backup ?? null,
    newestGoodAgeMs:
      newestGood !== null && isPlaced(newestGood, nowMs) ? Math.max(0, nowMs - newestGood.atMs) : null,
    usualIntervalMs: intervalOf(history, nowMs),
    running: running.reverse(),
    failedStreak: failedStreakOf(history, nowMs),
    suspects,
    unknownSizeCount,
    storedMb,
    unknownStatusCount: counts.unknown,
    undatedCount,
    latestMs: history.at(-1)?.atMs ?? Number.NaN,
  };
}

function failedStreakOf(history: History, nowMs: number): FailedStreak | null {
  let count = 0;
  let sinceMs = 0;
  let isFollowedByGood = false;
  for (const entry of history) {
    if (!isPlaced(entry, nowMs)) continue;
    if (isGood(entry)) isFollowedByGood = true;
    if (entry.backup.type !== 'automatic') continue;
    if (entry.phase === 'completed') {
      count = 0;
    } else if (entry.phase === 'failed') {
      if (count === 0) sinceMs = entry.atMs;
      count += 1;
      isFollowedByGood = false;
    }
  }
  return count === 0 || isFollowedByGood ? null : { count, sinceMs };
}
