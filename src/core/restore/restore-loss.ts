import { type Backup, isSameId } from '../backups/backup';
import { compareNewestFirst } from '../backups/order';
import {
  type AcceptedSizes,
  agreedHistoryOf,
  type History,
  isGood,
  NO_ACCEPTED_SIZES,
} from '../protection/protection-history';
import type { Suspicion } from '../protection/size-baseline';

/** What a restore overwrites. */
export interface RestoreLoss {
  /** From the recovery point to now; never negative, null when the backup's date is unknown. */
  readonly lostMs: number | null;
  /** Good backups of the same server made after this one, newest first. */
  readonly newerGood: readonly Backup[];
  /** All other backups started after it: running, failed, suspicious, of unknown status. Newest first. */
  readonly newerOther: readonly Backup[];
  /** Backups without a readable date, which may be newer. */
  readonly undatedCount: number;
  /** Whether it is good and no newer good one is known; null when its own date is unknown. */
  readonly isNewestGood: boolean | null;
  /** Null when the backup is not suspicious. */
  readonly suspicion: Suspicion | null;
  /** The good backup to restore instead of a suspicious one; null when there is none, or no need. */
  readonly lastGood: Backup | null;
}

/**
 * Restoring overwrites everything since the recovery point. Newer backups stay, so their states can still be
 * restored; changes after the newest of them cannot.
 * @param backups all that are known, of the server or of all servers
 */
export function restoreLoss(
  backup: Backup,
  backups: readonly Backup[],
  nowMs: number,
  accepted: AcceptedSizes = NO_ACCEPTED_SIZES,
): RestoreLoss {
  const ofServer = backups.filter(({ serverId }) => isSameId(serverId, backup.serverId));
  const history = agreedHistoryOf(ofServer, accepted);
  const own = history.find((entry) => isSameId(entry.backup.id, backup.id));
  const others = history.filter((entry) => entry !== own);
  const createdMs = Date.parse(backup.createdAt ?? '');
  const newer = others.filter(({ atMs }) => atMs > createdMs);
  const newerGood = newer.filter(isGood);
  const newestFirst = (entries: History) => entries.map((entry) => entry.backup).sort(compareNewestFirst);
  const isDated = backup.createdAt !== null;
  return {
    lostMs: isDated ? Math.max(0, nowMs - createdMs) : null,
    newerGood: newestFirst(newerGood),
    newerOther: newestFirst(newer.filter((entry) => !isGood(entry))),
    undatedCount: others.filter(({ atMs }) => Number.isNaN(atMs)).length,
    isNewestGood: isDated ? own !== undefined && isGood(own) && newerGood.length === 0 : null,
    suspicion: own?.suspicion ?? null,
    lastGood: own?.suspicion == null ? null : nearestGood(createdMs, history.filter(isGood)),
  };
}

/** The newest good backup before this one, or else the next after it: the closest to the requested state. */
function nearestGood(wantedMs: number, good: History): Backup | null {
  const before = good.findLast(({ atMs }) => atMs <= wantedMs);
  const after = good.find(({ atMs }) => atMs > wantedMs);
  return (before ?? after ?? good.at(-1))?.backup ?? null;
}
