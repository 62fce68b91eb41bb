import { type Backup, type Id, idKey } from '../backups/backup';
import { historyOf } from './protection-history';

/** `other` is a completed backup of a type that the documents do not name. */
export type SizePointKind = 'automatic' | 'manual' | 'other' | 'failed';

export interface SizePoint {
  /** Epoch ms. */
  readonly atMs: number;
  /** Decimal MB; null for a failed one without a size, which only marks its moment. */
  readonly sizeMb: number | null;
  readonly kind: SizePointKind;
  readonly isSuspicious: boolean;
  readonly backupId: Id;
  /** `idKey` of the backup, for lists. */
  readonly key: string;
}

export interface SizeTrend {
  /** Oldest first. */
  readonly points: readonly SizePoint[];
  /** Completed backups that cannot be drawn, because their size is unknown. */
  readonly unknownSizeCount: number;
  /** Finished backups that cannot be drawn, because their date is unreadable. */
  readonly undatedCount: number;
  /** Smallest and largest size among the points, decimal MB; null when none has one. */
  readonly rangeMb: { readonly minMb: number; readonly maxMb: number } | null;
}

/**
 * The sizes of one server's finished backups over time, as far as the list goes back; expired ones are gone.
 * Running ones have no size yet, and an unknown status says nothing about one.
 */
export function sizeTrend(backups: readonly Backup[]): SizeTrend {
  const points: SizePoint[] = [];
  let unknownSizeCount = 0;
  let undatedCount = 0;
  for (const { atMs, backup, phase, suspicion } of historyOf(backups)) {
    if (phase !== 'completed' && phase !== 'failed') continue;
    const { id, sizeMb } = backup;
    if (phase === 'completed' && sizeMb === null) unknownSizeCount += 1;
    else if (Number.isNaN(atMs)) undatedCount += 1;
    else {
      const kind = phase === 'failed' ? 'failed' : kindOf(backup);
      points.push({ atMs, sizeMb, kind, isSuspicious: suspicion !== null, backupId: id, key: idKey(id) });
    }
  }
  return { points, unknownSizeCount, undatedCount, rangeMb: rangeOf(points) };
}

function kindOf({ type }: Backup): SizePointKind {
  return type === 'automatic' || type === 'manual' ? type : 'other';
}

function rangeOf(points: readonly SizePoint[]): SizeTrend['rangeMb'] {
  let minMb = Number.POSITIVE_INFINITY;
  let maxMb = Number.NEGATIVE_INFINITY;
  for (const { sizeMb } of points) {
    if (sizeMb === null) continue;
    if (sizeMb < minMb) minMb = sizeMb;
    if (sizeMb > maxMb) maxMb = sizeMb;
  }
  return minMb > maxMb ? null : { minMb, maxMb };
}

/** An axis whose ends are ticks, decimal MB. */
export interface SizeAxis {
  readonly minMb: number;
  readonly maxMb: number;
  /** Ascending, evenly spaced, at least two. */
  readonly ticksMb: readonly number[];
}

const STEP_FACTORS = [1, 2, 5] as const;
/** Nothing is finer than a byte. */
const BYTE_EXPONENT = -6;
const BYTE_MB = 1e-6;

/**
 * The finest axis from at most `minMb` to at least `maxMb` with no more than `maxTicks` ticks, at steps of 1, 2
 * or 5 times a power of ten. Sizes are decimal, so these are round in GB and TB as well. Give 0 as `minMb` for
 * an axis that does not exaggerate. Of a single size, or of nothing, it begins at 0.
 */
export function sizeAxis(minMb: number, maxMb: number, maxTicks = 5): SizeAxis {
  const high = maxMb > 0 ? maxMb : 1;
  const low = minMb > 0 && high - minMb >= BYTE_MB ? minMb : 0;
  const allowed = Math.max(2, maxTicks);
  for (
    let exponent = Math.max(BYTE_EXPONENT, Math.floor(Math.log10((high - low) / allowed)));
    ;
    exponent += 1
  ) {
    for (const factor of STEP_FACTORS) {
      // 0.3 rather than 0.30000000000000004: divided by a power of ten, not multiplied by a fraction.
      const scaled = (count: number) =>
        exponent < 0 ? (count * factor) / 10 ** -exponent : count * factor * 10 ** exponent;
      const first = Math.floor(low / scaled(1));
      const last = Math.ceil(high / scaled(1));
      if (last - first >= allowed) continue;
      const ticksMb = Array.from({ length: last - first + 1 }, (_, index) => scaled(first + index));
      return { minMb: scaled(first), maxMb: scaled(last), ticksMb };
    }
  }
}
