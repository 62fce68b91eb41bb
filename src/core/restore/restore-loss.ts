import { type Backup, idKey, isSameId } from '../backups/backup';
import { compareNewestFirst } from '../backups/order';
import { type History, historyOf, isGood } from '../protection/protection-history';
import type { Suspicion } from '../protection/size-baseline';

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
  /** Why the backup itself is suspicious; null when it is not. */
  readonly suspicion: Suspicion | null;
  /** The good one to restore rather than a suspicious one; null without any, and beside one that is not suspicious. */
  readonly lastGood: Backup | null;
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
  const history = historyOf(ofServer);
  const suspicion = history.find((entry) => isSameId(entry.backup.id, backup.id))?.suspicion ?? null;
  const lastGood = suspicion === null ? null : lastGoodFor(backup, history);
  const { createdAt } = backup;
  if (createdAt === null) {
    return {
      lostMs: null,
      newerGood: [],
      newerOther: [],
      undatedCount,
      isNewestGood: null,
      suspicion,
      lastGood,
    };
  }
  const goodKeys = new Set(history.filter(isGood).map((entry) => idKey(entry.backup.id)));
  const isGoodOne = ({ id }: Backup) => goodKeys.has(idKey(id));
  const newer = others.filter((other) => other.createdAt !== null && other.createdAt > createdAt);
  const newerGood = newer.filter(isGoodOne);
  return {
    lostMs: Math.max(0, nowMs - Date.parse(createdAt)),
    newerGood,
    newerOther: newer.filter((other) => !isGoodOne(other)),
    undatedCount,
    isNewestGood: isGoodOne(backup) && newerGood.length === 0,
    suspicion,
    lastGood,
  };
}

/** The newest good one made before it, else the next one after it: what is nearest to the state that was asked for. */
function lastGoodFor({ createdAt }: Backup, history: History): Backup | null {
  const good = history.filter(isGood);
  const wantedMs = createdAt === null ? Number.POSITIVE_INFINITY : Date.parse(createdAt);
  const before = good.findLast(({ atMs }) => atMs <= wantedMs);
  const after = good.find(({ atMs }) => atMs > wantedMs);
  return (before ?? after ?? good.at(-1))?.backup ?? null;
}
