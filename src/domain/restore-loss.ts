import { type Backup, idKey, isSameId } from './backup';
import { compareNewestFirst } from './order';
import { goodBackups } from './protection-history';

/** What a restore throws away. */
export interface RestoreLoss {
  /** From the recovery point to now; never negative, null when the backup's date is unknown. */
  readonly lostMs: number | null;
  /** Good copies of the same server made after this one, newest first. */
  readonly newerGood: readonly Backup[];
  /** Everything else made or begun after it: running, failed, suspicious, of unknown status. Newest first. */
  readonly newerOther: readonly Backup[];
  /** Copies whose date cannot be read: they may be newer. */
  readonly undatedCount: number;
  /** It is good itself, and no good copy is known to be newer; null when its own date is unknown. */
  readonly isNewestGood: boolean | null;
}

/**
 * Restoring overwrites everything since the recovery point. Newer copies stay, so that their state can be gone
 * back to; what came after the newest of them cannot.
 * @param backups all that are known, of the server or of all
 */
export function restoreLoss(backup: Backup, backups: readonly Backup[], nowMs: number): RestoreLoss {
  const ofServer = backups.filter(({ serverId }) => isSameId(serverId, backup.serverId));
  const others = ofServer.filter(({ id }) => !isSameId(id, backup.id)).sort(compareNewestFirst);
  const undatedCount = others.filter(({ createdAt }) => createdAt === null).length;
  const { createdAt } = backup;
  if (createdAt === null) {
    return { lostMs: null, newerGood: [], newerOther: [], undatedCount, isNewestGood: null };
  }
  const goodKeys = new Set(goodBackups(ofServer).map(({ id }) => idKey(id)));
  const isGood = ({ id }: Backup) => goodKeys.has(idKey(id));
  const newer = others.filter((other) => other.createdAt !== null && other.createdAt > createdAt);
  const newerGood = newer.filter(isGood);
  return {
    lostMs: Math.max(0, nowMs - Date.parse(createdAt)),
    newerGood,
    newerOther: newer.filter((other) => !isGood(other)),
    undatedCount,
    isNewestGood: isGood(backup) && newerGood.length === 0,
  };
}
