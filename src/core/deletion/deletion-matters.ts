import { type Backup, type Id, idKey, isSameId } from '../backups/backup';
import { isNeededBy, type RestoreOperation } from '../restore/restore-operation';
import { isEnded } from '../restore/safe-restore';
import { type RunAtServer, type RunUnderWay, runAt } from '../schedules/run-under-way';

/** Operations on a server whose backups are to be deleted. */
export type DeletionMatter =
  /** A restore needs these: the gateway refuses to delete them. */
  | { readonly kind: 'needed'; readonly operation: RestoreOperation; readonly backups: readonly Backup[] }
  /** A restore of the server needs other backups. */
  | { readonly kind: 'restoring'; readonly operation: RestoreOperation; readonly backups: readonly Backup[] }
  /** A run is making this one. */
  | { readonly kind: 'beingMade'; readonly at: RunAtServer; readonly backup: Backup }
  /** A run made this one, and deletes older ones because of it. */
  | { readonly kind: 'justMade'; readonly at: RunAtServer; readonly backup: Backup }
  /** A run is working on the server. */
  | { readonly kind: 'runHere'; readonly at: RunAtServer; readonly serverName: string };

/** The operations affected by deleting these backups, refusals first. */
export function deletionMatters(
  backups: readonly Backup[],
  { operations, runs }: { operations: readonly RestoreOperation[]; runs: readonly RunUnderWay[] },
): readonly DeletionMatter[] {
  const at = (serverId: Id) => backups.filter((backup) => isSameId(backup.serverId, serverId));
  const needed: DeletionMatter[] = [];
  const restoring: DeletionMatter[] = [];
  for (const operation of operations) {
    if (isEnded(operation.state)) continue;
    const here = backups.filter(({ id }) => isNeededBy(operation, id));
    const others = at(operation.state.serverId);
    if (here.length > 0) needed.push({ kind: 'needed', operation, backups: here });
    else if (others.length > 0) restoring.push({ kind: 'restoring', operation, backups: others });
  }
  const byServer = new Map(backups.map((backup) => [idKey(backup.serverId), backup]));
  const ofRuns = [...byServer.values()].flatMap(({ serverId, serverName }): readonly DeletionMatter[] => {
    const found = runAt(runs, serverId);
    if (found?.active == null) return [];
    const { backupId, step } = found.active;
    const own = at(serverId).find(({ id }) => backupId !== null && isSameId(id, backupId));
    if (own === undefined) return [{ kind: 'runHere', at: found, serverName }];
    return [{ kind: step === 'rotating' ? 'justMade' : 'beingMade', at: found, backup: own }];
  });
  return [...needed, ...ofRuns, ...restoring];
}
