import { type Backup, type Id, idKey, mapKey } from '../backups/backup';
import { groupByServer } from '../servers/known-servers';
import { historyOf, type Suspicion } from './protection-history';

/** Which backups of a list are suspicious, see `suspicionOf`. */
export interface Suspicions {
  /** Null: nothing is suspicious about it, or the list does not hold it. */
  readonly of: (backup: Pick<Backup, 'id' | 'serverId'>) => Suspicion | null;
}

const byList = new WeakMap<readonly Backup[], Suspicions>();

/**
 * Judges a list once, however often it is asked for, and of that only the servers that are asked about: a table
 * of 100,000 backups shows thirty. Hand in all that are known of a server: each is held against its predecessors.
 */
export function suspicionsIn(backups: readonly Backup[]): Suspicions {
  let suspicions = byList.get(backups);
  if (suspicions === undefined) {
    suspicions = createSuspicions(backups);
    byList.set(backups, suspicions);
  }
  return suspicions;
}

function createSuspicions(backups: readonly Backup[]): Suspicions {
  let groups: ReadonlyMap<string, readonly Backup[]> | null = null;
  const judged = new Map<string, ReadonlyMap<Id, Suspicion>>();
  return {
    of: ({ id, serverId }) => {
      const serverKey = idKey(serverId);
      let ofServer = judged.get(serverKey);
      if (ofServer === undefined) {
        groups ??= groupByServer(backups);
        ofServer = suspicionsOfServer(groups.get(serverKey) ?? []);
        judged.set(serverKey, ofServer);
      }
      return ofServer.get(mapKey(id)) ?? null;
    },
  };
}

function suspicionsOfServer(backups: readonly Backup[]): ReadonlyMap<Id, Suspicion> {
  const found = new Map<Id, Suspicion>();
  for (const { backup, suspicion } of historyOf(backups)) {
    if (suspicion !== null) found.set(mapKey(backup.id), suspicion);
  }
  return found;
}
