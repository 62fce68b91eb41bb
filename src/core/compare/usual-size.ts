import { type Id, isSameId } from '../backups/backup';
import type { History, HistoryEntry } from '../protection/protection-history';
import { SizeBaseline } from '../protection/size-baseline';

/**
 * The usual size of a server's backups of the same type before one of them, decimal MB, which decides whether that one
 * is suspicious. Null with too few before it, or if its date is unknown. @param acceptedId as for `historyOf`
 */
export function usualSizeMb(history: History, before: HistoryEntry, acceptedId: Id | null): number | null {
  if (Number.isNaN(before.atMs)) return null;
  const baseline = new SizeBaseline();
  for (const { backup, phase, atMs } of history.slice(0, history.indexOf(before))) {
    if (phase !== 'completed' || backup.type !== before.backup.type || Number.isNaN(atMs)) continue;
    if (acceptedId !== null && backup.sizeMb !== null && isSameId(backup.id, acceptedId)) {
      baseline.accept(backup.sizeMb);
    } else {
      baseline.checkNext(backup.sizeMb);
    }
  }
  return baseline.usualMb;
}
