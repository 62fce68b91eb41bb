import type { Backup } from '../backups/backup';
import { type Exposure, exposureOf } from './protection-exposure';
import { factsOf } from './protection-facts';
import { type History, historyOf } from './protection-history';
import { type Reasons, reasonsOf } from './protection-reasons';
import { type ProtectionState, stateOf } from './protection-state';

/**
 * How well one server is protected, concluded from nothing but its backups: no schedule is known, so nothing is
 * claimed that they do not show. The states are defined at `PROTECTION_ORDER`.
 *
 * - A backup of unknown status counts neither good nor failed nor running; it is told as a reason. A server that
 *   has only such ones has backups, and none that is known to be good: unprotected, not "never backed up".
 * - A backup without a readable date is a copy like any other (good, stored, kept until it expires), but
 *   vouches for no time: it makes no server fresh, and has no place in a streak or an interval.
 * - A date ahead of now by up to a day is taken for now (a clock is wrong); later ones count as unreadable.
 *   Beyond two minutes it is told.
 * - Copies that expired vanish from the list, and their interval with them in the end: of a silent server with a
 *   short retention a single automatic copy is left at some moment, and the interval is unknown from then on.
 */
export interface Protection {
  readonly state: ProtectionState;
  /** All states but `protected`. */
  readonly needsAttention: boolean;
  /** Null when there is no good backup; one without a readable date only where no other is good. */
  readonly newestGood: Backup | null;
  /** Never negative; null without a good backup, or when nothing says how old it is. */
  readonly newestGoodAgeMs: number | null;
  readonly goodCount: number;
  /** Newest first. Shown beside the state: a running backup protects nothing yet. */
  readonly running: readonly Backup[];
  readonly usualIntervalMs: number | null;
  readonly reasons: Reasons;
  readonly exposure: Exposure;
  /** Sum of the known sizes of all backups, decimal MB. */
  readonly storedMb: number;
  /** Completed backups of unknown size: while it is not 0, `storedMb` is a lower bound. */
  readonly unknownSizeCount: number;
}

/**
 * @param backups of one server, in any order
 * @param nowMs epoch ms, set right by the provider's clock (`correctedNowMs`)
 */
export function protectionOf(backups: readonly Backup[], nowMs: number): Protection {
  return protectionOfHistory(historyOf(backups), nowMs);
}

/** {@link protectionOf} of backups that were already read: all that is left to do when only the clock moved. */
export function protectionOfHistory(history: History, nowMs: number): Protection {
  const facts = factsOf(history, nowMs);
  const exposure = exposureOf(history);
  const state = stateOf(facts, exposure, nowMs);
  return {
    state,
    needsAttention: state !== 'protected',
    newestGood: facts.newestGood,
    newestGoodAgeMs: facts.newestGoodAgeMs,
    goodCount: facts.goodCount,
    running: facts.running,
    usualIntervalMs: facts.usualIntervalMs,
    reasons: reasonsOf({ state, facts, exposure }, nowMs),
    exposure,
    storedMb: facts.storedMb,
    unknownSizeCount: facts.unknownSizeCount,
  };
}
