import { MANUAL_SLOTS } from '../backups/quota';
import type { ScheduleDraft } from './schedule';

type Rules = Pick<ScheduleDraft, 'keep' | 'makesRoomFirst'>;

/**
 * The slots that a schedule takes on a server in the long run: what it keeps, plus one while the next backup is made. A
 * schedule that makes room first needs no extra slot, but never deletes the only good backup.
 */
export function slotsNeeded({ keep, makesRoomFirst }: Rules): number {
  const kept = keep.newest + keep.daily + keep.weekly + keep.monthly;
  return makesRoomFirst ? Math.max(kept, 2) : kept + 1;
}

/** A slot calculation that does not fit. */
export interface SlotShortage {
  /** "3 + 4". */
  readonly sum: string;
  readonly need: number;
  readonly total: number;
  /** Slots that other backups hold, or other schedules need. */
  readonly others: number;
}

/** @param others slots of the server that other backups hold, or other schedules need */
export function slotShortage(rules: Rules, others: number): SlotShortage | null {
  const need = slotsNeeded(rules);
  if (need + others <= MANUAL_SLOTS) return null;
  const { newest, daily, weekly, monthly } = rules.keep;
  const parts = [newest, daily, weekly, monthly].filter((part) => part > 0);
  const kept = parts.reduce((sum, part) => sum + part, 0);
  const spare = need - kept;
  return { sum: [...parts, ...(spare > 0 ? [spare] : [])].join(' + '), need, total: MANUAL_SLOTS, others };
}
