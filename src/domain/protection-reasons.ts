import type { Id } from './backup';
import { CLOCK_TOLERANCE_MS } from './clock-skew';
import type { ProtectionFacts } from './protection-facts';
import type { ProtectionState } from './protection-state';

/** One thing that explains a state, with the values that a sentence about it needs. Durations in ms. */
export type Reason =
  /** There is no backup at all. */
  | { readonly code: 'neverBackedUp' }
  /** The first backup is under way; `startedAt` of the one that runs longest, ISO. */
  | { readonly code: 'firstRunning'; readonly startedAt: string | null }
  /** There are backups, and all have a status that the documents do not explain. */
  | { readonly code: 'noneFinished'; readonly count: number }
  /** Backups finished and none is good: `failedCount` failed, the others hold nothing or too little. */
  | { readonly code: 'noGood'; readonly finishedCount: number; readonly failedCount: number }
  /** The newest automatic attempts, `count` of them, failed, the first of them at `sinceIso`; nothing good since. */
  | { readonly code: 'lastAttemptsFailed'; readonly count: number; readonly sinceIso: string }
  | { readonly code: 'usualInterval'; readonly intervalMs: number; readonly newestGoodAgeMs: number }
  | { readonly code: 'intervalUnknown'; readonly newestGoodAgeMs: number }
  /** There are good copies, but none has a date that says how old it is. */
  | { readonly code: 'ageUnknown'; readonly goodCount: number }
  /** Suspicious backups since the newest good one: how many, and the newest of them. */
  | {
      readonly code: 'suspicious';
      readonly count: number;
      readonly backupId: Id;
      readonly sizeMb: number;
      readonly medianMb: number | null;
    }
  | { readonly code: 'singleGoodCopy' }
  /** Completed backups of unknown size, which are taken to be good. */
  | { readonly code: 'sizeUnknown'; readonly count: number }
  /** Backups whose status the documents do not explain: counted neither good nor failed nor running. */
  | { readonly code: 'unknownStatus'; readonly count: number }
  /** Backups without a readable date, which vouch for no time. */
  | { readonly code: 'undated'; readonly count: number }
  /** The newest date lies `aheadMs` after now: a clock is wrong. */
  | { readonly code: 'futureDated'; readonly aheadMs: number };

export type ReasonCode = Reason['code'];

/** Never empty: the first one alone explains the state. */
export type Reasons = readonly [Reason, ...Reason[]];

/** Everything worth saying about a state, the explanation first and the others by weight; no code twice. */
export function reasonsOf(state: ProtectionState, facts: ProtectionFacts, nowMs: number): Reasons {
  const main = mainReason(state, facts);
  const others: readonly (Reason | null)[] = [
    streakReason(facts),
    facts.goodCount > 0 ? ageReason(facts) : null,
    suspicionReason(facts),
    facts.goodCount === 1 ? { code: 'singleGoodCopy' } : null,
    countReason('sizeUnknown', facts.unknownSizeCount),
    // `noneFinished` has said it.
    main.code === 'noneFinished' ? null : countReason('unknownStatus', facts.unknownStatusCount),
    countReason('undated', facts.undatedCount),
    futureReason(facts, nowMs),
  ];
  const isOther = (reason: Reason | null): reason is Reason => reason !== null && reason.code !== main.code;
  return [main, ...others.filter(isOther)];
}

function mainReason(state: ProtectionState, facts: ProtectionFacts): Reason {
  switch (state) {
    case 'never':
      return neverReason(facts);
    case 'unprotected':
      return facts.finishedCount === 0
        ? { code: 'noneFinished', count: facts.unknownStatusCount }
        : { code: 'noGood', finishedCount: facts.finishedCount, failedCount: facts.failedCount };
    case 'failing':
      return streakReason(facts) ?? ageReason(facts);
    case 'missed':
    case 'late':
    case 'old':
    case 'protected':
      return ageReason(facts);
  }
}

function neverReason(facts: ProtectionFacts): Reason {
  const first = facts.running.at(-1);
  if (first !== undefined) return { code: 'firstRunning', startedAt: first.createdAt };
  return { code: 'neverBackedUp' };
}

function ageReason(facts: ProtectionFacts): Reason {
  const { goodCount, newestGoodAgeMs, usualIntervalMs: intervalMs } = facts;
  if (newestGoodAgeMs === null) return { code: 'ageUnknown', goodCount };
  return intervalMs === null
    ? { code: 'intervalUnknown', newestGoodAgeMs }
    : { code: 'usualInterval', intervalMs, newestGoodAgeMs };
}

function streakReason({ failedStreak: streak }: ProtectionFacts): Reason | null {
  if (streak === null) return null;
  const sinceIso = new Date(streak.sinceMs).toISOString();
  return { code: 'lastAttemptsFailed', count: streak.count, sinceIso };
}

function suspicionReason({ suspects }: ProtectionFacts): Reason | null {
  const newest = suspects.at(-1);
  if (newest === undefined || newest.suspicion === null) return null;
  const { sizeMb, medianMb } = newest.suspicion;
  return { code: 'suspicious', count: suspects.length, backupId: newest.backup.id, sizeMb, medianMb };
}

function countReason(code: 'sizeUnknown' | 'unknownStatus' | 'undated', count: number): Reason | null {
  return count === 0 ? null : { code, count };
}

function futureReason({ latestMs }: ProtectionFacts, nowMs: number): Reason | null {
  const aheadMs = latestMs - nowMs;
  return aheadMs > CLOCK_TOLERANCE_MS ? { code: 'futureDated', aheadMs } : null;
}
