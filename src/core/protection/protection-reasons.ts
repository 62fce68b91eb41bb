import type { Id } from '../backups/backup';
import { CLOCK_TOLERANCE_MS } from '../polling/clock-skew';
import type { Exposure } from './protection-exposure';
import type { ProtectionFacts } from './protection-facts';
import { LATE_INTERVALS, type ProtectionState } from './protection-state';
import { SETTLED_RUN } from './size-judgement';

/** One thing that explains a state, with the values that a sentence about it needs. Durations in ms. */
export type Reason =
  /** There is no backup at all. */
  | { readonly code: 'neverBackedUp' }
  /** The same where only a part of the list was received. */
  | { readonly code: 'noneReceived' }
  /** The first backup is under way; `startedAt` of the one that runs longest, ISO. */
  | { readonly code: 'firstRunning'; readonly startedAt: string | null }
  /** There are backups, and all have a status that the documents do not explain. */
  | { readonly code: 'noneFinished'; readonly count: number }
  /** Backups finished and none is good: `failedCount` failed, the others hold nothing or too little. */
  | { readonly code: 'noGood'; readonly finishedCount: number; readonly failedCount: number }
  /** The newest automatic attempts, `count` of them, failed, the first of them at `sinceIso`; nothing good since. */
  | { readonly code: 'lastAttemptsFailed'; readonly count: number; readonly sinceIso: string }
  /** The automatic backups are in trouble, and the newest good one was made by hand so long ago. */
  | {
      readonly code: 'manualInstead';
      /** `small`: they come, much smaller than usual. */
      readonly trouble: 'failing' | 'missed' | 'late' | 'small';
      readonly manualAgeMs: number;
    }
  /** As `usualInterval`, where the newest good one is none of the automatic ones; null when none of those is good. */
  | { readonly code: 'automaticAge'; readonly intervalMs: number; readonly newestGoodAgeMs: number | null }
  /** When the last good copy expires, ISO; nothing newer is due before. */
  | { readonly code: 'expiring'; readonly iso: string }
  | { readonly code: 'usualInterval'; readonly intervalMs: number; readonly newestGoodAgeMs: number }
  | { readonly code: 'intervalUnknown'; readonly newestGoodAgeMs: number }
  /** There are good copies, but none has a date that says how old it is. */
  | { readonly code: 'ageUnknown'; readonly goodCount: number }
  /** Suspicious backups since the newest good one (`isAutomatic`: since the newest good automatic one, and a good
   *  manual one is newer): how many, and the newest of them. */
  | {
      readonly code: 'suspicious';
      readonly count: number;
      readonly backupId: Id;
      readonly sizeMb: number;
      readonly medianMb: number | null;
      readonly isAutomatic: boolean;
    }
  /** `count` backups in a row were much smaller than before; by that their size is the usual one now. */
  | {
      readonly code: 'sizeSettled';
      readonly count: number;
      readonly sizeMb: number;
      readonly medianMb: number;
    }
  /** The newest good backup is several times as large as those before it. */
  | {
      readonly code: 'unusuallyLarge';
      readonly backupId: Id;
      readonly sizeMb: number;
      readonly medianMb: number;
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

/** What the reasons are given for. */
export interface Judged {
  readonly state: ProtectionState;
  readonly facts: ProtectionFacts;
  readonly exposure: Exposure;
}

/** Everything worth saying about a state, the explanation first and the others by weight; no code twice. */
export function reasonsOf(judged: Judged, nowMs: number): Reasons {
  const { facts } = judged;
  const main = mainReason(judged);
  const others: readonly (Reason | null)[] = [
    streakReason(facts),
    facts.goodCount > 0 ? ageReason(judged) : null,
    suspicionReason(facts),
    sizeReason(facts),
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

function mainReason(judged: Judged): Reason {
  const { state, facts, exposure } = judged;
  switch (state) {
    case 'never':
      return neverReason(facts);
    case 'unprotected':
      return facts.finishedCount === 0
        ? { code: 'noneFinished', count: facts.unknownStatusCount }
        : { code: 'noGood', finishedCount: facts.finishedCount, failedCount: facts.failedCount };
    case 'failing':
      return manualInstead('failing', facts) ?? streakReason(facts) ?? ageReason(judged);
    case 'missed':
    case 'late': {
      const isSmall = isRunningOnTime(facts);
      const small = isSmall ? suspicionReason(facts) : null;
      return manualInstead(isSmall ? 'small' : state, facts) ?? small ?? ageReason(judged);
    }
    case 'expiring':
      return exposure.kind === 'at' ? { code: 'expiring', iso: exposure.iso } : ageReason(judged);
    case 'old':
    case 'protected':
      return ageReason(judged);
  }
}

type Trouble = Extract<Reason, { code: 'manualInstead' }>['trouble'];

/** Null unless the newest good backup was made by hand. */
function manualInstead(trouble: Trouble, { newestGood, newestGoodAgeMs }: ProtectionFacts): Reason | null {
  if (newestGood?.type !== 'manual' || newestGoodAgeMs === null) return null;
  return { code: 'manualInstead', trouble, manualAgeMs: newestGoodAgeMs };
}

/** The automatic backups come when they should: where they are late all the same, they are too small. */
function isRunningOnTime({ schedule, usualIntervalMs }: ProtectionFacts): boolean {
  const ageMs = schedule?.newestRunAgeMs ?? null;
  return ageMs !== null && usualIntervalMs !== null && ageMs <= LATE_INTERVALS * usualIntervalMs;
}

function neverReason(facts: ProtectionFacts): Reason {
  const first = facts.running.at(-1);
  if (first !== undefined) return { code: 'firstRunning', startedAt: first.createdAt };
  return { code: 'neverBackedUp' };
}

function ageReason({ state, facts }: Judged): Reason {
  const { goodCount, newestGoodAgeMs, schedule, usualIntervalMs: intervalMs } = facts;
  const isTroubled = state === 'failing' || state === 'missed' || state === 'late';
  if (isTroubled && intervalMs !== null && schedule !== null && schedule.withoutGoodMs !== newestGoodAgeMs) {
    const { hasGood, withoutGoodMs } = schedule;
    return { code: 'automaticAge', intervalMs, newestGoodAgeMs: hasGood ? withoutGoodMs : null };
  }
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

function suspicionReason({ newestGood, suspects }: ProtectionFacts): Reason | null {
  const newest = suspects.at(-1);
  if (newest === undefined || newest.suspicion === null) return null;
  const { sizeMb, medianMb } = newest.suspicion;
  const isAutomatic = newest.backup.type !== 'manual' && newestGood?.type === 'manual';
  return {
    code: 'suspicious',
    count: suspects.length,
    backupId: newest.backup.id,
    sizeMb,
    medianMb,
    isAutomatic,
  };
}

function sizeReason({ sizeNoted }: ProtectionFacts): Reason | null {
  if (sizeNoted === null || sizeNoted.sizeNote === null) return null;
  const { kind, sizeMb, medianMb } = sizeNoted.sizeNote;
  return kind === 'settled'
    ? { code: 'sizeSettled', count: SETTLED_RUN, sizeMb, medianMb }
    : { code: 'unusuallyLarge', backupId: sizeNoted.backup.id, sizeMb, medianMb };
}

function countReason(code: 'sizeUnknown' | 'unknownStatus' | 'undated', count: number): Reason | null {
  return count === 0 ? null : { code, count };
}

function futureReason({ latestMs }: ProtectionFacts, nowMs: number): Reason | null {
  const aheadMs = latestMs - nowMs;
  return aheadMs > CLOCK_TOLERANCE_MS ? { code: 'futureDated', aheadMs } : null;
}
