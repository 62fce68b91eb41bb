import { type Backup, type Id, idKey, isRunning } from '../backups/backup';
import { slotsUsed } from '../backups/quota';
import { type CreateRefusal, createRefusal } from '../servers/create-refusal';
import { groupByServer } from '../servers/known-servers';

/** Whether one of several servers can get a manual backup, and why not. */
export interface CreateOutlook {
  readonly slotsUsed: number;
  /** Null allows it. `operation`: an operation of this dashboard is in progress on the server. */
  readonly refusal: CreateRefusal | 'gone' | 'operation' | null;
  /** A backup of the server that is running already. */
  readonly running: Backup | null;
  /** `idKey` of its manual backups: one that is not among them later is new. */
  readonly manualKeys: readonly string[];
}

export interface CreateTarget {
  readonly id: Id;
  /** Where the Servers API gives one. */
  readonly status: string | null;
  readonly isGone: boolean;
}

/** The outlook of each server by `idKey`. */
export function createOutlooks(
  backups: readonly Backup[],
  servers: readonly CreateTarget[],
  isHeldBack: (id: Id) => boolean,
): ReadonlyMap<string, CreateOutlook> {
  const groups = groupByServer(backups);
  return new Map(
    servers.map(({ id, status, isGone }) => {
      const own = groups.get(idKey(id)) ?? [];
      const used = slotsUsed(own, id);
      return [
        idKey(id),
        {
          slotsUsed: used,
          refusal: isGone
            ? 'gone'
            : isHeldBack(id)
              ? 'operation'
              : createRefusal({ slotsUsed: used, serverStatus: status }),
          running: own.find(isRunning) ?? null,
          manualKeys: own.filter(({ type }) => type === 'manual').map((backup) => idKey(backup.id)),
        },
      ];
    }),
  );
}

/** The manual backup of a server that was not known before, preferably with the description that was sent. */
export function appearedSince(
  backups: readonly Backup[],
  serverKey: string,
  { knownKeys, description }: { readonly knownKeys: ReadonlySet<string>; readonly description: string },
): Backup | null {
  const fresh = backups.filter(
    ({ id, type, serverId }) =>
      type === 'manual' && idKey(serverId) === serverKey && !knownKeys.has(idKey(id)),
  );
  return fresh.find((backup) => backup.description === description) ?? fresh[0] ?? null;
}
