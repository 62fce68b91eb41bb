import { type Backup, type Id, idKey, mapKey } from '../backups/backup';
import { once } from '../lib/once';
import { groupByServer } from '../servers/known-servers';
import { historyOf } from './protection-history';
import type { Suspicion } from './size-baseline';

/** The suspicious backups of a list. */
export interface Suspicions {
  /** Null when the backup is not suspicious, or not in the list. */
  readonly of: (backup: Pick<Backup, 'id' | 'serverId'>) => Suspicion | null;
}

const byList = new WeakMap<readonly Backup[], Suspicions>();

/**
 * Judges each list once, and only the servers that are asked about: a table of 100,000 backups shows thirty.
 * @param backups all that are known of each server, because each is compared with its predecessors
 */
export function suspicionsIn(backups: readonly Backup[]): Suspicions {
  const suspicions = byList.get(backups) ?? createSuspicions(backups);
  byList.set(backups, suspicions);
  return suspicions;
}

function createSuspicions(backups: readonly Backup[]): Suspicions {
  const groups = once(() => groupByServer(backups));
  const judged = new Map<string, ReadonlyMap<Id, Suspicion | null>>();
  return {
    of: ({ id, serverId }) => {
      const serverKey = idKey(serverId);
      let ofServer = judged.get(serverKey);
      if (ofServer === undefined) {
        const history = historyOf(groups().get(serverKey) ?? []);
        ofServer = new Map(history.map(({ backup, suspicion }) => [mapKey(backup.id), suspicion]));
        judged.set(serverKey, ofServer);
      }
      return ofServer.get(mapKey(id)) ?? null;
    },
  };
}
