import { type Backup, idKey } from '../backups/backup';
import type { History } from './protection-history';

export interface SizePoint {
  /** Epoch ms. */
  readonly atMs: number;
  /** Decimal MB; null for a failed backup of unknown size, which only marks its moment. */
  readonly sizeMb: number | null;
  /** `other` is a completed backup of an undocumented type. */
  readonly kind: 'automatic' | 'manual' | 'other' | 'failed';
  /** The type as the provider names it. */
  readonly type: string;
  readonly isSuspicious: boolean;
  /** `idKey` of the backup, for lists. */
  readonly key: string;
}

export interface SizeTrend {
  /** Oldest first. */
  readonly points: readonly SizePoint[];
  /** Completed backups left out because their size is unknown. */
  readonly unknownSizeCount: number;
  /** Finished backups left out because their date is unreadable. */
  readonly undatedCount: number;
  /** Smallest and largest known size of the points, decimal MB; null when no size is known. */
  readonly rangeMb: { readonly minMb: number; readonly maxMb: number } | null;
}

/** The sizes of one server's finished (completed or failed) backups over time, as far as they are listed. */
export function sizeTrend(history: History): SizeTrend {
  const points: SizePoint[] = [];
  let unknownSizeCount = 0;
  let undatedCount = 0;
  for (const { atMs, backup, phase, suspicion } of history) {
    if (phase !== 'completed' && phase !== 'failed') continue;
    const { id, sizeMb, type } = backup;
    if (phase === 'completed' && sizeMb === null) unknownSizeCount += 1;
    else if (Number.isNaN(atMs)) undatedCount += 1;
    else {
      const kind = phase === 'failed' ? 'failed' : kindOf(backup);
      points.push({ atMs, sizeMb, kind, type, isSuspicious: suspicion !== null, key: idKey(id) });
    }
  }
  const sizes = points.map(({ sizeMb }) => sizeMb).filter((sizeMb) => sizeMb !== null);
  const rangeMb = sizes.length === 0 ? null : { minMb: Math.min(...sizes), maxMb: Math.max(...sizes) };
  return { points, unknownSizeCount, undatedCount, rangeMb };
}

function kindOf({ type }: Backup): SizePoint['kind'] {
  return type === 'automatic' || type === 'manual' ? type : 'other';
}

const STEP_FACTORS = [1, 2, 5] as const;
/** Sizes are whole bytes. */
const BYTE_EXPONENT = -6;
const MAX_TICKS = 5;

/**
 * The ticks of an axis from 0 to at least `maxMb`, decimal MB: at most {@link MAX_TICKS}, in steps of 1, 2
 * or 5 times a power of ten. Sizes are decimal, so these are round in GB and TB as well.
 */
export function sizeTicks(maxMb: number): readonly number[] {
  const highMb = maxMb > 0 ? maxMb : 1;
  let exponent = Math.max(BYTE_EXPONENT, Math.floor(Math.log10(highMb / MAX_TICKS)));
  for (; ; exponent += 1) {
    for (const factor of STEP_FACTORS) {
      // Dividing by a power of ten gives 0.3, where multiplying by 0.1 gives 0.30000000000000004.
      const scaled = (count: number) =>
        exponent < 0 ? (count * factor) / 10 ** -exponent : count * factor * 10 ** exponent;
      const last = Math.ceil(highMb / scaled(1));
      if (last < MAX_TICKS) return Array.from({ length: last + 1 }, (_, index) => scaled(index));
    }
  }
}
