import { type Backup, idKey } from '../backups/backup';
import { once } from '../lib/once';
import { groupByServer } from '../servers/known-servers';
import { type AcceptedSizes, agreedHistoryOf, NO_ACCEPTED_SIZES } from './protection-history';
import type { Suspicion } from './size-baseline';

/** The suspicious backups of a list. */
export interface Suspicions {
  /** Null when the backup is not suspicious, or not in the list. */
  readonly of: (backup: Pick<Backup, 'id' | 'serverId'>) => Suspicion | null;
}

const byList = new WeakMap<readonly Backup[], { accepted: AcceptedSizes; suspicions: Suspicions }>();

/**
 * Judges each list once, and only the servers that are asked about: a table of 100,000 backups shows thirty.
 * @param backups all that are known of each server, because each is compared with its predecessors
 */
export function suspicionsIn(
  backups: readonly Backup[],
  accepted: AcceptedSizes = NO_ACCEPTED_SIZES,
): Suspicions {
  const known = byList.get(backups);
  if (known?.accepted === accepted) return known.suspicions;
  const suspicions = createSuspicions(backups, accepted);
  byList.set(backups, { accepted, suspicions });
  return suspicions;
}

function createSuspicions(backups: readonly Backup[], accepted: AcceptedSizes): Suspicions {
  const groups = once(() => groupByServer(backups));
  const judged = new Map<string, ReadonlyMap<string, Suspicion | null>>();
  return {
    of: ({ id, serverId }) => {
      const serverKey = idKey(serverId);
      let ofServer = judged.get(serverKey);
      if (ofServer === undefined) {
        const history = agreedHistoryOf(groups().get(serverKey) ?? [], accepted);
        ofServer = new Map(history.map(({ backup, suspicion }) => [idKey(backup.id), suspicion]));
        judged.set(serverKey, ofServer);
      }
      return ofServer.get(idKey(id)) ?? null;
    },
  };
}
