import { median } from '../lib/statistics';

/** Why a completed backup does not count as good: it is empty, or far smaller than those before it. */
export interface Suspicion {
  readonly sizeMb: number;
  /** The usual size; null for an empty backup with too few before it. */
  readonly medianMb: number | null;
}

/**
 * A note about the size of a good backup.
 * - `large`: more than three times the usual size.
 * - `settled`: far smaller, like the two before it, and not nearly empty; from here on this is the usual size.
 */
export interface SizeNote {
  readonly kind: 'large' | 'settled';
  readonly sizeMb: number;
  /** The usual size. */
  readonly medianMb: number;
}

export interface SizeVerdict {
  readonly suspicion: Suspicion | null;
  readonly note: SizeNote | null;
}

/** A backup is compared with this many good ones before it, and only once there are that many. */
const COMPARED_SIZES = 5;
/** This many small backups in a row, nearly equal in size, make that size the usual one. */
export const SETTLED_RUN = 3;
const SUSPICIOUS_SHARE = 0.5;
const LARGE_FACTOR = 3;
const SETTLED_SPREAD = 1.2;
/** Below this share of the usual size, repetition suggests a broken source rather than a smaller disk. */
const NEARLY_EMPTY_SHARE = 0.01;

const UNREMARKABLE: SizeVerdict = { suspicion: null, note: null };

/**
 * The usual size of one server's backups of one type: the median of the last five good ones. Suspicious is an empty
 * backup, or one below half of that. Three small ones in a row, within 20 % of each other and not below 1 % of the
 * usual size, are the new usual size: the third is good again. Unknown sizes (null) are skipped.
 */
export class SizeBaseline {
  /** Sizes of the last good backups, decimal MB, at most {@link COMPARED_SIZES}. */
  private usual: number[] = [];
  private isUsualKnown = false;
  /** Sizes of the small ones since, fewer than {@link SETTLED_RUN}. */
  private small: number[] = [];

  /** Checks the next completed backup, oldest first, and remembers its size. */
  checkNext(sizeMb: number | null): SizeVerdict {
    const verdict = this.check(sizeMb);
    if (sizeMb === null) return verdict;
    if (verdict.suspicion === null) this.rememberGood(sizeMb, verdict.note);
    else this.small = sizeMb === 0 ? [] : [...this.small, sizeMb].slice(1 - SETTLED_RUN);
    return verdict;
  }

  /** Makes a size the usual one regardless of earlier sizes, because people accepted it. */
  accept(sizeMb: number): void {
    this.usual = [sizeMb];
    this.small = [];
    this.isUsualKnown = true;
  }

  /** The usual size, decimal MB; null while too few are known. */
  get usualMb(): number | null {
    return this.isUsualKnown ? median(this.usual) : null;
  }

  /** Checks a completed backup of unknown date. */
  check(sizeMb: number | null): SizeVerdict {
    if (sizeMb === null || this.isUsual(sizeMb)) return UNREMARKABLE;
    const medianMb = this.usualMb;
    const suspicion = { sizeMb, medianMb };
    if (sizeMb === 0) return { suspicion, note: null };
    if (medianMb === null) return UNREMARKABLE;
    if (sizeMb < medianMb * SUSPICIOUS_SHARE) {
      return this.isSettledBy(sizeMb, medianMb)
        ? { suspicion: null, note: { kind: 'settled', sizeMb, medianMb } }
        : { suspicion, note: null };
    }
    return sizeMb > medianMb * LARGE_FACTOR
      ? { suspicion: null, note: { kind: 'large', sizeMb, medianMb } }
      : UNREMARKABLE;
  }

  /** A size near every remembered one is near their median, which need not be computed then. */
  private isUsual(sizeMb: number): boolean {
    return (
      sizeMb !== 0 &&
      this.usual.every((size) => sizeMb >= size * SUSPICIOUS_SHARE && sizeMb <= size * LARGE_FACTOR)
    );
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

  private rememberGood(sizeMb: number, note: SizeNote | null): void {
    // A settled size has fewer backups to compare with: the next small one must not count as good.
    this.usual = [...(note?.kind === 'settled' ? this.small : this.usual), sizeMb].slice(-COMPARED_SIZES);
    this.small = [];
    if (this.usual.length === COMPARED_SIZES) this.isUsualKnown = true;
  }
}
