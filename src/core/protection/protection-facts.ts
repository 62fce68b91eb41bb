import type { Backup } from '../backups/backup';
import { type History, type HistoryEntry, hasCredibleDate, isGood } from './protection-history';
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
  /** Null where no automatic backup was ever attempted. */
  readonly schedule: ScheduleFacts | null;
  readonly failedStreak: FailedStreak | null;
  /** Suspicious backups since the newest good one; a good manual one does not make up for small automatic ones. */
  readonly suspects: readonly HistoryEntry[];
  /** The newest good automatic backup, or the newest good one of all, where its size is worth a word. */
  readonly sizeNoted: HistoryEntry | null;
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
 * What the automatic backups show by themselves. All that is not `manual` counts as one of them: a word that the
 * provider adds later must not make a running schedule look dead.
 */
export interface ScheduleFacts {
  /** How long nothing good came: since the newest good one, else since the oldest attempt listed. Never negative. */
  readonly withoutGoodMs: number;
  readonly hasGood: boolean;
  /** Since the newest that completed, suspicious ones included; null when none did. */
  readonly newestRunAgeMs: number | null;
  /** One is under way. */
  readonly isRunning: boolean;
  /** When the newest attempt began, epoch ms. */
  readonly newestAttemptMs: number;
}

/**
 * The finished automatic attempts that failed one after the other, up to and including the newest, after which
 * no good backup came. A good manual one neither ends the streak nor makes up for it.
 */
export interface FailedStreak {
  readonly count: number;
  /** When the first of them began, epoch ms. */
  readonly sinceMs: number;
}

export function factsOf(history: History, nowMs: number): ProtectionFacts {
  const counts = { running: 0, completed: 0, failed: 0, unknown: 0 };
  const running: Backup[] = [];
  const small = new UnlikeUsual();
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
      const hasPlace = hasCredibleDate(entry, nowMs);
      if (hasPlace) small.addGood(entry);
      if (hasPlace || newestGood === null || !hasCredibleDate(newestGood, nowMs)) newestGood = entry;
    } else if (entry.suspicion !== null) {
      small.addSuspect(entry);
    }
  }

  return {
    finishedCount: counts.completed + counts.failed,
    failedCount: counts.failed,
    goodCount,
    newestGood: newestGood?.backup ?? null,
    newestGoodAgeMs:
      newestGood !== null && hasCredibleDate(newestGood, nowMs) ? Math.max(0, nowMs - newestGood.atMs) : null,
    usualIntervalMs: intervalOf(history, nowMs),
    running: running.reverse(),
    schedule: scheduleOf(history, nowMs),
    failedStreak: failedStreakOf(history, nowMs),
    suspects: small.suspects(),
    sizeNoted: small.noted(),
    unknownSizeCount,
    storedMb,
    unknownStatusCount: counts.unknown,
    undatedCount,
    latestMs: history.at(-1)?.atMs ?? Number.NaN,
  };
}

/** Sizes worth a word, told oldest first: a good automatic backup settles both types, a manual one only its own. */
class UnlikeUsual {
  private automatic: HistoryEntry[] = [];
  private manual: HistoryEntry[] = [];
  private automaticNoted: HistoryEntry | null = null;
  private manualNoted: HistoryEntry | null = null;

  addSuspect(entry: HistoryEntry): void {
    (isManual(entry) ? this.manual : this.automatic).push(entry);
  }

  addGood(entry: HistoryEntry): void {
    const noted = entry.sizeNote === null ? null : entry;
    if (this.manual.length > 0) this.manual = [];
    this.manualNoted = isManual(entry) ? noted : null;
    if (isManual(entry)) return;
    if (this.automatic.length > 0) this.automatic = [];
    this.automaticNoted = noted;
  }

  suspects(): readonly HistoryEntry[] {
    return this.automatic.length > 0 ? this.automatic : this.manual;
  }

  noted(): HistoryEntry | null {
    return this.automaticNoted ?? this.manualNoted;
  }
}

function isManual({ backup }: HistoryEntry): boolean {
  return backup.type === 'manual';
}

function scheduleOf(history: History, nowMs: number): ScheduleFacts | null {
  let oldestMs: number | null = null;
  let newestAttempt: HistoryEntry | null = null;
  let newestGoodMs: number | null = null;
  let newestRunMs: number | null = null;
  for (const entry of history) {
    if (isManual(entry) || !hasCredibleDate(entry, nowMs)) continue;
    oldestMs ??= entry.atMs;
    newestAttempt = entry;
    if (entry.phase === 'completed') newestRunMs = entry.atMs;
    if (isGood(entry)) newestGoodMs = entry.atMs;
  }
  if (oldestMs === null || newestAttempt === null) return null;
  const ageOf = (atMs: number) => Math.max(0, nowMs - atMs);
  return {
    withoutGoodMs: ageOf(newestGoodMs ?? oldestMs),
    hasGood: newestGoodMs !== null,
    newestRunAgeMs: newestRunMs === null ? null : ageOf(newestRunMs),
    isRunning: newestAttempt.phase === 'running',
    newestAttemptMs: newestAttempt.atMs,
  };
}

function failedStreakOf(history: History, nowMs: number): FailedStreak | null {
  let count = 0;
  let sinceMs = 0;
  let isFollowedByGood = false;
  for (const entry of history) {
    if (!hasCredibleDate(entry, nowMs)) continue;
    if (isGood(entry) && !isManual(entry)) isFollowedByGood = true;
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
