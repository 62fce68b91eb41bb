import type { Backup } from '../backups/backup';
import { isKept } from '../backups/keep-mark';
import { MANUAL_SLOTS, slotsUsed } from '../backups/quota';
import type { JudgedServer } from '../fleet/fleet';
import type { Reason } from '../protection/protection-reasons';
import { PROTECTION_ORDER } from '../protection/protection-state';
import { isInError } from '../servers/server';
import type { Pair } from './comparison';
import {
  type Compared,
  comparedEnds,
  comparedReach,
  comparedTimes,
  countApart,
  durationApart,
  higher,
  NEAR_MS,
  neutral,
  sameOrOther,
  sizeApart,
} from './difference';
import { usualSizeMb } from './usual-size';

/** The compared facts of a server besides its {@link JudgedServer}, counted from that. */
export interface ServerFacts {
  readonly judged: JudgedServer;
  /** Failed backups since a moment. */
  readonly failedCount: number;
  /** The newest of them; null without any. */
  readonly lastFailed: Backup | null;
  readonly slotsUsed: number;
  /** Locked ones. */
  readonly keptCount: number;
  /** Size before the newest good backup, of its own type, decimal MB; see {@link usualSizeMb}. */
  readonly usualMb: number | null;
  /** Change of the newest good backup against that, as a ratio; null if either is unknown. */
  readonly sizeChange: number | null;
  /** Whether every agreed rule is met; null if nothing is agreed, or unknown. */
  readonly isAgreedMet: boolean | null;
}

/** @param failedSinceMs failures from then on count, epoch ms */
export function serverFacts(judged: JudgedServer, failedSinceMs: number): ServerFacts {
  const { protection, history, backups, id, agreement } = judged;
  const failed = history.filter(({ phase, atMs }) => phase === 'failed' && atMs >= failedSinceMs);
  const { newestGood } = protection;
  const newest = newestGood && history.find(({ backup }) => backup === newestGood);
  const usualMb = newest ? usualSizeMb(history, newest, agreement?.acceptedBackupId ?? null) : null;
  const newestMb = newestGood?.sizeMb ?? null;
  return {
    judged,
    failedCount: failed.length,
    lastFailed: failed.at(-1)?.backup ?? null,
    slotsUsed: slotsUsed(backups, id),
    keptCount: backups.filter(isKept).length,
    usualMb,
    sizeChange: newestMb === null || usualMb === null || usualMb === 0 ? null : newestMb / usualMb - 1,
    isAgreedMet: isAgreedMet(judged),
  };
}

type AgreedReason = Extract<Reason, { readonly isKept: boolean }>;

function isAgreedMet({ protection: { expectation, goodCount, reasons } }: JudgedServer): boolean | null {
  if (expectation === null) return null;
  if (goodCount === 0) return false;
  const agreed = reasons.filter((reason): reason is AgreedReason => 'isKept' in reason);
  return agreed.length === 0 ? null : agreed.every((reason) => reason.isKept);
}

/** In the order of the page. */
export const SERVER_FACTS = [
  'state',
  'newestGood',
  'exposure',
  'oldestGood',
  'goodCount',
  'failures',
  'interval',
  'expectation',
  'size',
  'stored',
  'slots',
  'kept',
  'tags',
  'note',
] as const;
export type ServerFact = (typeof SERVER_FACTS)[number];

/**
 * What differs between two servers, and which is better off. How often, how large and for how long backups are made is
 * a matter of choice, so no side is better.
 */
export function compareServers(sides: Pair<ServerFacts>): Readonly<Record<ServerFact, Compared>> {
  const [a, b] = sides;
  const both = <T>(of: (facts: ServerFacts) => T): Pair<T> => [of(a), of(b)];
  const isSame = <T>(of: (facts: ServerFacts) => T) => of(a) === of(b);
  return {
    state: comparedStates(both(({ judged }) => judged)),
    newestGood: comparedTimes(
      both(({ judged: { protection } }) =>
        protection.newestGood === null ? null : (protection.newestGoodAgeMs ?? Number.NaN),
      ),
      false,
      NEAR_MS,
    ),
    exposure: comparedEnds(both(({ judged }) => judged.protection.exposure)),
    oldestGood: comparedReach(
      both(({ judged: { protection } }) =>
        protection.goodCount === 0 ? null : (protection.oldestGoodMs ?? Number.NaN),
      ),
    ),
    goodCount: neutral(countApart(both(({ judged }) => judged.protection.goodCount))),
    failures: {
      difference: countApart(both(({ failedCount }) => failedCount)),
      better: higher([b.failedCount, a.failedCount]),
    },
    interval: comparedIntervals(both(({ judged }) => judged.protection.usualIntervalMs)),
    expectation: comparedExpectations(sides),
    size: neutral(sizeApart(both(({ judged }) => judged.protection.newestGood?.sizeMb ?? null))),
    stored: comparedStored(both(({ judged }) => judged)),
    slots: {
      difference: countApart(both(({ slotsUsed }) => slotsUsed)),
      better: higher(both(({ slotsUsed }) => Number(slotsUsed < MANUAL_SLOTS))),
    },
    kept: neutral(countApart(both(({ keptCount }) => keptCount))),
    tags: sameOrOther(isSame(({ judged }) => JSON.stringify(tagsOf(judged).toSorted()))),
    note: sameOrOther(isSame(({ judged }) => judged.agreement?.note ?? null)),
  };
}

export function tagsOf({ agreement }: JudgedServer): readonly string[] {
  return agreement?.tags ?? [];
}

/** A deleted server has no state; one in error is worse than any other. */
function comparedStates([a, b]: Pair<JudgedServer>): Compared {
  if (a.isGone || b.isGone) return sameOrOther(a.isGone === b.isGone);
  const rank = ({ server, protection }: JudgedServer) =>
    isInError(server) ? -1 : PROTECTION_ORDER.indexOf(protection.state);
  const better = higher([rank(a), rank(b)]);
  const isSame = better === null && a.standing === b.standing;
  return { ...sameOrOther(isSame), better };
}

function comparedIntervals([a, b]: Pair<number | null>): Compared {
  if (a === null || b === null) return sameOrOther(a === b);
  return neutral(durationApart([a, b]));
}

function comparedExpectations([a, b]: Pair<ServerFacts>): Compared {
  const [one, other] = [a, b].map(({ judged }) => JSON.stringify(judged.protection.expectation));
  const isBoth = a.isAgreedMet !== null && b.isAgreedMet !== null;
  return {
    ...sameOrOther(one === other && a.isAgreedMet === b.isAgreedMet),
    better: isBoth ? higher([Number(a.isAgreedMet), Number(b.isAgreedMet)]) : null,
  };
}

/** Unknown if any size is: the known ones are only a part. */
function comparedStored([a, b]: Pair<JudgedServer>): Compared {
  const known = ({ protection }: JudgedServer) =>
    protection.unknownSizeCount > 0 ? null : protection.storedMb;
  return neutral(sizeApart([known(a), known(b)]));
}
