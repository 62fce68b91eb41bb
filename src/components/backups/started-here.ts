import * as v from 'valibot';
import { createStoredStore } from '../../browser/storage/stored-store';
import { type Id, idKey } from '../../core/backups/backup';

const MAX_KEPT = 100;

const stored = createStoredStore(
  'session',
  'started-here',
  v.object({ backups: v.array(v.string()), restores: v.array(v.string()) }),
  { backups: [], restores: [] },
);

type Kind = keyof ReturnType<typeof stored.get>;

/** Remembers a backup that this tab started, or the server of a restore. */
export function rememberStarted(kind: Kind, id: Id): void {
  const known = stored.get();
  stored.set({ ...known, [kind]: [...known[kind], idKey(id)].slice(-MAX_KEPT) });
}

export function isStartedHere(kind: Kind, id: Id): boolean {
  return stored.get()[kind].includes(idKey(id));
}
