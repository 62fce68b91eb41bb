import * as v from 'valibot';
import { createStoredStore } from '../browser/stored-store';
import { type Id, idKey } from '../core/backups/backup';

/** Backups, and servers under restore, that this tab started. */
const MAX_KEPT = 100;

const stored = createStoredStore(
  () => sessionStorage,
  'vps-backups.started-here',
  v.object({ backups: v.array(v.string()), restores: v.array(v.string()) }),
  { backups: [], restores: [] },
);

export function rememberStartedBackup(backupId: Id): void {
  const known = stored.get();
  stored.set({ ...known, backups: [...known.backups, idKey(backupId)].slice(-MAX_KEPT) });
}

export function rememberStartedRestore(serverId: Id): void {
  const known = stored.get();
  stored.set({ ...known, restores: [...known.restores, idKey(serverId)].slice(-MAX_KEPT) });
}

export function isStartedBackup(backupId: Id): boolean {
  return stored.get().backups.includes(idKey(backupId));
}

export function isStartedRestore(serverId: Id): boolean {
  return stored.get().restores.includes(idKey(serverId));
}
