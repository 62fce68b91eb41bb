import { DAY_MS, HOUR_MS, MINUTE_MS } from '../lib/time-units';
import type { Exposure } from '../protection/protection-exposure';
import type { Pair } from './comparison';

/** How far apart two values are. `unknown`: one of them is unknown, so nothing can be said. */
export type Difference =
  | { readonly kind: 'same' | 'other' | 'unknown' }
  | { readonly kind: 'duration'; readonly ms: number }
  | { readonly kind: 'count'; readonly by: number }
  | { readonly kind: 'size'; readonly mb: number };

/** Position in a pair. */
export type Side = 0 | 1;

/** One fact for both sides. */
export interface Compared {
  readonly difference: Difference;
  /** The better side; null if neither is, or if it is a matter of choice. */
  readonly better: Side | null;
}

/** Backups of one night start minutes apart; that makes neither better. */
export const NEAR_MS = HOUR_MS;
/** For expiries, which are weeks away. */
const NEAR_KEPT_MS = DAY_MS;

export const UNKNOWN: Compared = { difference: { kind: 'unknown' }, better: null };
const SAME: Compared = { difference: { kind: 'same' }, better: null };

/** Facts for which no side is better. */
export function neutral(difference: Difference): Compared {
  return { difference, better: null };
}

/** The side with the higher number; null where they are equal. */
export function higher([a, b]: Pair<number>): Side | null {
  return a === b ? null : a > b ? 0 : 1;
}

export function sameOrOther(isSame: boolean): Compared {
  return isSame ? SAME : neutral({ kind: 'other' });
}

/** Shown to the minute, so values within one minute are equal. */
export function durationApart([a, b]: Pair<number>): Difference {
  const ms = Math.abs(a - b);
  return ms < MINUTE_MS ? { kind: 'same' } : { kind: 'duration', ms };
}

export function countApart([a, b]: Pair<number>): Difference {
  return a === b ? { kind: 'same' } : { kind: 'count', by: Math.abs(a - b) };
}

export function sizeApart([a, b]: Pair<number | null>): Difference {
  if (a === null || b === null) return { kind: 'unknown' };
  return a === b ? { kind: 'same' } : { kind: 'size', mb: Math.abs(a - b) };
}

/**
 * Durations, or moments as epoch ms: null for none, `NaN` for unknown. Having one is better than having none. @param
 * isLongerBetter for moments: the later one @param nearMs at this distance or less, neither is better
 */
export function comparedTimes(
  [a, b]: Pair<number | null>,
  isLongerBetter: boolean,
  nearMs: number,
): Compared {
  if (Number.isNaN(a) || Number.isNaN(b)) return UNKNOWN;
  if (a === null || b === null) {
    return a === b ? SAME : { difference: { kind: 'other' }, better: a === null ? 1 : 0 };
  }
  const values: Pair<number> = isLongerBetter ? [a, b] : [b, a];
  return {
    difference: durationApart([a, b]),
    better: Math.abs(a - b) <= nearMs ? null : higher(values),
  };
}

/** When something expires: later is better, and never is best. */
export function comparedEnds(ends: Pair<Exposure>): Compared {
  const [a, b] = ends.map(({ kind }) => kind);
  if (a === 'unknown' || b === 'unknown') return UNKNOWN;
  const [first, second] = ends;
  if (first.kind === 'at' && second.kind === 'at') {
    return comparedTimes([Date.parse(first.iso), Date.parse(second.iso)], true, NEAR_KEPT_MS);
  }
  const rank = { exposed: 0, unknown: 0, at: 1, never: 2 } as const;
  const better = higher([rank[first.kind], rank[second.kind]]);
  return better === null ? SAME : { difference: { kind: 'other' }, better };
}

/** How far backups reach back: epoch ms of the oldest; see {@link comparedTimes}. */
export function comparedReach([a, b]: Pair<number | null>): Compared {
  return comparedTimes([a === null ? null : -a, b === null ? null : -b], true, NEAR_KEPT_MS);
}
