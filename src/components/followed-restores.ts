import { useMemo, useSyncExternalStore } from 'react';
import * as v from 'valibot';
import { storedValue } from '../browser/stored';
import { idKey } from '../core/backups/backup';
import {
  acceptedRestore,
  type FollowedRestore,
  followRestore,
  type RestoreEnd,
} from '../core/restore/followed-restore';
import type { Server } from '../core/servers/server';

const KEY = 'vps-backups.followed-restores';
const MAX_KEPT = 50;

const restoreSchema = v.object({
  serverKey: v.string(),
  serverName: v.string(),
  acceptedAtMs: v.nullable(v.number()),
  isSeen: v.boolean(),
  failedAtMs: v.nullable(v.number()),
  isDismissed: v.boolean(),
});
const stored = storedValue(() => localStorage, KEY, v.array(restoreSchema), []);
const listeners = new Set<() => void>();

function write(next: readonly FollowedRestore[]): void {
  stored.write(next.slice(-MAX_KEPT).map((restore) => ({ ...restore })));
  for (const listener of listeners) listener();
}

/** A restore of this server that the provider has just accepted; followed over reloads until its end. */
export function rememberAcceptedRestore(server: Pick<Server, 'id' | 'name'>): void {
  const others = stored.read().filter(({ serverKey }) => serverKey !== idKey(server.id));
  write([...others, acceptedRestore(server, Date.now())]);
}

export interface EndedRestore {
  readonly server: Server;
  readonly end: RestoreEnd;
}

/** Lets what is followed see the servers as they are now. Gives those restores that have just ended. */
export function followRestores(servers: readonly Server[]): readonly EndedRestore[] {
  const before = new Map(stored.read().map((restore) => [restore.serverKey, restore]));
  const after = new Map(before);
  const ended: EndedRestore[] = [];
  for (const server of servers) {
    const key = idKey(server.id);
    const { next, end } = followRestore(before.get(key) ?? null, server, Date.now());
    if (next === null) after.delete(key);
    else after.set(key, next);
    if (end !== null) ended.push({ server, end });
  }
  const isSame = after.size === before.size && [...after].every(([key, one]) => before.get(key) === one);
  if (!isSame) write([...after.values()]);
  return ended;
}

/** The person has read that the restore of this server failed. */
export function dismissFailedRestore(serverKey: string): void {
  write(stored.read().map((one) => (one.serverKey === serverKey ? { ...one, isDismissed: true } : one)));
}

function subscribe(listener: () => void): () => void {
  const followOtherTabs = ({ key }: StorageEvent) => {
    if (key === KEY || key === null) listener();
  };
  listeners.add(listener);
  window.addEventListener('storage', followOtherTabs);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', followOtherTabs);
  };
}

/** Restores that are under way, or failed: of this browser, and of servers that it saw restoring. */
export function useFollowedRestores(): readonly FollowedRestore[] {
  const text = useSyncExternalStore(subscribe, () => JSON.stringify(stored.read()));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text stands for what is stored
  return useMemo(() => stored.read(), [text]);
}

/** The restore of this server that failed, until the person has read so. */
export function useFailedRestore(serverKey: string): FollowedRestore | null {
  return (
    useFollowedRestores().find(
      (one) => one.serverKey === serverKey && one.failedAtMs !== null && !one.isDismissed,
    ) ?? null
  );
}
