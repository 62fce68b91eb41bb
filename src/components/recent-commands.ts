import * as v from 'valibot';
import { createStoredStore } from '../browser/storage/stored-store';

const MAX_RECENT = 12;

/** Ids of what was opened lately, newest first. Belongs to the account: it is removed with all that is stored for it. */
const recent = createStoredStore<readonly string[]>(
  'local',
  'recent',
  v.pipe(
    v.array(v.unknown()),
    v.transform((ids) => ids.filter((id) => typeof id === 'string')),
  ),
  [],
);

export const recentCommands = recent.get;

/** The id of a command that opens something, by its kind and the key of what it opens. */
export function commandId(kind: string, key: string): string {
  return `${kind}:${key}`;
}

export function rememberCommand(id: string): void {
  const before = recent.get();
  if (before[0] === id) return;
  recent.set([id, ...before.filter((each) => each !== id)].slice(0, MAX_RECENT));
}
