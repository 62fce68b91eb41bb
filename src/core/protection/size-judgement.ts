import { median } from '../lib/statistics';

/** Why a completed backup does not count as good: it holds nothing, or much less than those before it. */
export interface Suspicion {
  readonly sizeMb: number;
  /** The median that it was held against; null for an empty one with too few before it. */
  readonly medianMb: number | null;
}

/**
 * What is worth saying about the size of a good backup.
 * - `large`: more than three times the median of those before it.
 * - `settled`: much smaller, like the two before it, and not nearly empty; from here on this is the usual size.
 */
export interface SizeNote {
  readonly kind: 'large' | 'settled';
  readonly sizeMb: number;
  /** The median that it was held against. */
  readonly medianMb: number;
}

export interface SizeVerdict {
  readonly suspicion: Suspicion | null;
  readonly note: SizeNote | null;
}

/** A backup is held against so many good ones before it, and only once there are that many. */
export const COMPARED_SIZES = 5;
/** So many small backups in a row, nearly equal in size, make that size the usual one. */
export const SETTLED_RUN = 3;
const SUSPICIOUS_SHARE = 0.5;
const LARGE_FACTOR = 3;
const SETTLED_SPREAD = 1.2;
/** Below this share of the usual size a backup is nearly empty: rather a broken source, repeated, than a smaller disk. */
const NEARLY_EMPTY_SHARE = 0.01;

const NOTHING: SizeVerdict = { suspicion: null, note: null };

/** What is known of the sizes of one server's backups of one type; they are told oldest first. */
export class SizeBaseline {
  /** Sizes of the last good ones, decimal MB, {@link COMPARED_SIZES} at most. */
  private usual: number[] = [];
  private isUsualKnown = false;
  /** Sizes of the small ones since, fewer than {@link SETTLED_RUN}. */
  private small: number[] = [];

  /** Judges the next completed backup and remembers its size; an unknown size (null) says nothing. */
  judgeNext(sizeMb: number | null): SizeVerdict {
    if (sizeMb === null) return NOTHING;
    const verdict = this.judge(sizeMb);
    if (verdict.suspicion !== null) this.rememberSmall(sizeMb);
    else this.rememberGood(sizeMb, verdict);
    return verdict;
  }

  /** Judges a completed backup of which nobody knows when it was made. */
  judge(sizeMb: number | null): SizeVerdict {
    if (sizeMb === null || this.isLikeAll(sizeMb)) return NOTHING;
    const medianMb = this.isUsualKnown ? median(this.usual) : null;
    if (sizeMb === 0) return { suspicion: { sizeMb, medianMb }, note: null };
    if (medianMb === null) return NOTHING;
    if (sizeMb < medianMb * SUSPICIOUS_SHARE) {
      return this.isSettledBy(sizeMb, medianMb)
        ? { suspicion: null, note: { kind: 'settled', sizeMb, medianMb } }
        : { suspicion: { sizeMb, medianMb }, note: null };
    }
    return sizeMb > medianMb * LARGE_FACTOR
      ? { suspicion: null, note: { kind: 'large', sizeMb, medianMb } }
      : NOTHING;
  }

  /** What is like each of them is like their median: the case of nearly all. */
  private isLikeAll(sizeMb: number): boolean {
    if (sizeMb === 0) return false;
    for (const size of this.usual) {
      if (sizeMb < size * SUSPICIOUS_SHARE || sizeMb > size * LARGE_FACTOR) return false;
    }
    return true;
  }

  private isSettledBy(sizeMb: number, medianMb: number): boolean {
    const run = [...this.small, sizeMb];
    const smallestMb = Math.min(...run);
    return (
      run.length === SETTLED_RUN &&
      smallestMb >= medianMb * NEARLY_EMPTY_SHARE &&
      Math.max(...run) <= smallestMb * SETTLED_SPREAD
    );
  }

  private rememberSmall(sizeMb: number): void {
    if (sizeMb === 0) this.small = [];
    else this.small = [...this.small, sizeMb].slice(1 - SETTLED_RUN);
  }

  private rememberGood(sizeMb: number, { note }: SizeVerdict): void {
    // Fewer than usual are enough to be held against: the next small one must not pass for good.
    if (note?.kind === 'settled') this.usual = this.small;
    if (this.small.length > 0) this.small = [];
    this.usual.push(sizeMb);
    if (this.usual.length > COMPARED_SIZES) this.usual.shift();
    if (this.usual.length === COMPARED_SIZES) this.isUsualKnown = true;
  }
}
