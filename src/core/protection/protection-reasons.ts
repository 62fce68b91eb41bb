import type { Id } from '../backups/backup';
import type { Weekday } from '../lib/zone-time';
import { CLOCK_TOLERANCE_MS } from '../polling/clock-skew';
import { type AppliedExpectation, agreedAgeShare, isReachTooShort } from './expectation';
import type { Exposure } from './protection-exposure';
import type { ProtectionFacts } from './protection-facts';
import { LATE_INTERVALS, type ProtectionState } from './protection-state';
import { SETTLED_RUN } from './size-baseline';

/** One explanation of a state, with the values its sentence needs. Durations in ms. */
export type Reason =
  /** There is no backup at all. */
  | { readonly code: 'neverBackedUp' }
  /** The same, where only a part of the list was received. */
  | { readonly code: 'noneReceived' }
  /** The first backup is running; `startedAt` of the oldest running one, ISO. */
  | { readonly code: 'firstRunning'; readonly startedAt: string | null }
  /** Every backup has an undocumented status. */
  | { readonly code: 'noneFinished'; readonly count: number }
  /** Backups finished and none is good: `failedCount` failed, the others are suspicious. */
  | { readonly code: 'noGood'; readonly finishedCount: number; readonly failedCount: number }
  /** The newest `count` automatic attempts failed, the first of them at `sinceIso`; nothing good since. */
  | { readonly code: 'lastAttemptsFailed'; readonly count: number; readonly sinceIso: string }
  /** The automatic backups are in trouble (`small`: on time, but too small), and the newest good one is manual. */
  | {
      readonly code: 'manualInstead';
      readonly trouble: 'failing' | 'missed' | 'late' | 'small';
      readonly manualAgeMs: number;
    }
  /** As `usualInterval`, where the newest good backup is not automatic; age null when no automatic one is good. */
  | { readonly code: 'automaticAge'; readonly intervalMs: number; readonly newestGoodAgeMs: number | null }
  /** When the last good backup expires, ISO; none is due before. */
  | { readonly code: 'expiring'; readonly iso: string }
  | { readonly code: 'usualInterval'; readonly intervalMs: number; readonly newestGoodAgeMs: number }
  | { readonly code: 'intervalUnknown'; readonly newestGoodAgeMs: number }
  /** There are good backups, and none has a credible date. */
  | { readonly code: 'ageUnknown'; readonly goodCount: number }
  /** Suspicious backups since the newest good one; `isAutomatic`: automatic ones, with a newer good manual one. */
  | {
      readonly code: 'suspicious';
      readonly count: number;
      /** The newest of them. */
      readonly backupId: Id;
      readonly sizeMb: number;
      readonly medianMb: number | null;
      readonly isAutomatic: boolean;
    }
  /** `count` backups in a row were much smaller than before, so this is the usual size now. */
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
  /** The agreed age and that of the newest good backup; `isKept` if it holds. */
  | {
      readonly code: 'agreedAge';
      readonly maxAgeHours: number;
      readonly freeDays: readonly Weekday[];
      readonly newestGoodAgeMs: number;
      readonly isKept: boolean;
    }
  | {
      readonly code: 'agreedCount';
      readonly minGood: number;
      readonly goodCount: number;
      readonly isKept: boolean;
    }
  /** `reachMs`: age of the oldest good backup; null when undated. */
  | {
      readonly code: 'agreedReach';
      readonly reachBackDays: number;
      readonly reachMs: number | null;
      readonly isKept: boolean;
    }
  | { readonly code: 'singleGoodCopy' }
  /** Completed backups of unknown size, taken to be good. */
  | { readonly code: 'sizeUnknown'; readonly count: number }
  /** Backups of an undocumented status, which count as neither good nor failed nor running. */
  | { readonly code: 'unknownStatus'; readonly count: number }
  /** Backups without a readable date. */
  | { readonly code: 'undated'; readonly count: number }
  /** The newest date lies `aheadMs` in the future: a clock is wrong. */
  | { readonly code: 'futureDated'; readonly aheadMs: number };

export type ReasonCode = Reason['code'];

/** Never empty: the first one alone explains the state. */
export type Reasons = readonly [Reason, ...Reason[]];

/** What the reasons explain. */
export interface Judged extends ProtectionFacts {
  readonly state: ProtectionState;
  readonly exposure: Exposure;
  /** What is agreed for this server; null where nothing is. */
  readonly expectation: AppliedExpectation | null;
}

/** Everything worth saying about a state: first the explanation, then the others by weight. No code twice. */
export function reasonsOf(judged: Judged, nowMs: number): Reasons {
  const main = mainReason(judged, nowMs);
  const aheadMs = judged.latestMs - nowMs;
  const others: readonly (Reason | null)[] = [
    streakReason(judged),
    judged.goodCount > 0 ? (agreedAgeReason(judged, nowMs) ?? ageReason(judged)) : null,
    agreedCountReason(judged),
    agreedReachReason(judged, nowMs),
    suspicionReason(judged),
    sizeReason(judged),
    judged.goodCount === 1 ? { code: 'singleGoodCopy' } : null,
    countReason('sizeUnknown', judged.unknownSizeCount),
    // `noneFinished` already says it.
    main.code === 'noneFinished' ? null : countReason('unknownStatus', judged.unknownStatusCount),
    countReason('undated', judged.undatedCount),
    aheadMs > CLOCK_TOLERANCE_MS ? { code: 'futureDated', aheadMs } : null,
  ];
  return [main, ...others.filter((reason) => reason !== null).filter(({ code }) => code !== main.code)];
}

function mainReason(judged: Judged, nowMs: number): Reason {
  const { state, exposure, finishedCount, failedCount } = judged;
  const age = () => agreedAgeReason(judged, nowMs) ?? ageReason(judged);
  switch (state) {
    case 'never': {
      const first = judged.running.at(-1);
      return first === undefined
        ? { code: 'neverBackedUp' }
        : { code: 'firstRunning', startedAt: first.createdAt };
    }
    case 'unprotected':
      return finishedCount === 0
        ? { code: 'noneFinished', count: judged.unknownStatusCount }
        : { code: 'noGood', finishedCount, failedCount };
    case 'failing':
      return manualInstead('failing', judged) ?? streakReason(judged) ?? age();
    case 'missed':
    case 'late': {
      const agreed = agreedAgeReason(judged, nowMs);
      if (agreed !== null) return agreed;
      const isOnTime = isRunningOnTime(judged);
      const small = isOnTime ? suspicionReason(judged) : null;
      return manualInstead(isOnTime ? 'small' : state, judged) ?? small ?? ageReason(judged);
    }
    case 'tooFew':
      return agreedCountReason(judged) ?? age();
    case 'shortReach':
      return agreedReachReason(judged, nowMs) ?? age();
    case 'expiring':
      return exposure.kind === 'at' ? { code: 'expiring', iso: exposure.iso } : age();
    case 'old':
    case 'protected':
      return age();
  }
}

function agreedAgeReason({ expectation, newestGoodAgeMs }: Judged, nowMs: number): Reason | null {
  if (expectation === null || newestGoodAgeMs === null) return null;
  const { maxAgeHours, freeDays } = expectation;
  const share = agreedAgeShare(expectation, nowMs - newestGoodAgeMs, nowMs);
  if (maxAgeHours === null || share === null) return null;
  return { code: 'agreedAge', maxAgeHours, freeDays, newestGoodAgeMs, isKept: share <= 1 };
}

function agreedCountReason({ expectation, goodCount }: Judged): Reason | null {
  const minGood = expectation?.minGood ?? null;
  return minGood === null ? null : { code: 'agreedCount', minGood, goodCount, isKept: goodCount >= minGood };
}

function agreedReachReason({ expectation, oldestGoodMs }: Judged, nowMs: number): Reason | null {
  const reachBackDays = expectation?.reachBackDays ?? null;
  if (expectation === null || reachBackDays === null) return null;
  const reachMs = oldestGoodMs === null ? null : Math.max(0, nowMs - oldestGoodMs);
  return {
    code: 'agreedReach',
    reachBackDays,
    reachMs,
    isKept: !isReachTooShort(expectation, oldestGoodMs, nowMs),
  };
}

type Trouble = Extract<Reason, { code: 'manualInstead' }>['trouble'];

/** Null unless the newest good backup is manual. */
function manualInstead(trouble: Trouble, { newestGood, newestGoodAgeMs }: ProtectionFacts): Reason | null {
  if (newestGood?.type !== 'manual' || newestGoodAgeMs === null) return null;
  return { code: 'manualInstead', trouble, manualAgeMs: newestGoodAgeMs };
}

/** Whether automatic backups come when due; a server that is late all the same gets only suspicious ones. */
function isRunningOnTime({ schedule, usualIntervalMs }: ProtectionFacts): boolean {
  const ageMs = schedule?.newestRunAgeMs ?? null;
  return ageMs !== null && usualIntervalMs !== null && ageMs <= LATE_INTERVALS * usualIntervalMs;
}

function ageReason({
  state,
  goodCount,
  newestGoodAgeMs,
  schedule,
  usualIntervalMs: intervalMs,
}: Judged): Reason {
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
  if (newest?.suspicion == null) return null;
  return {
    code: 'suspicious',
    count: suspects.length,
    backupId: newest.backup.id,
    ...newest.suspicion,
    isAutomatic: newest.backup.type !== 'manual' && newestGood?.type === 'manual',
  };
}

function sizeReason({ sizeNoted }: ProtectionFacts): Reason | null {
  if (sizeNoted?.sizeNote == null) return null;
  const { kind, sizeMb, medianMb } = sizeNoted.sizeNote;
  return kind === 'settled'
    ? { code: 'sizeSettled', count: SETTLED_RUN, sizeMb, medianMb }
    : { code: 'unusuallyLarge', backupId: sizeNoted.backup.id, sizeMb, medianMb };
}

function countReason(code: 'sizeUnknown' | 'unknownStatus' | 'undated', count: number): Reason | null {
  return count === 0 ? null : { code, count };
}
