import * as v from 'valibot';
import { useStore } from '../../browser/storage/store';
import { createStoredStore } from '../../browser/storage/stored-store';
import { idKey } from '../../core/backups/backup';
import {
  acceptedRestore,
  type FollowedRestore,
  followRestore,
  type RestoreEnd,
} from '../../core/restore/followed-restore';
import type { Server } from '../../core/servers/server';

const MAX_KEPT = 50;

const restoreSchema = v.object({
  serverKey: v.string(),
  serverName: v.string(),
  acceptedAtMs: v.nullable(v.number()),
  isSeen: v.boolean(),
  failedAtMs: v.nullable(v.number()),
  isDismissed: v.boolean(),
});
const restores = createStoredStore<readonly FollowedRestore[]>(
  'local',
  'followed-restores',
  v.array(restoreSchema),
  [],
);

function write(next: readonly FollowedRestore[]): void {
  restores.set(next.slice(-MAX_KEPT));
}

/** Follows a restore that the provider accepted until it ends, across reloads. */
export function rememberAcceptedRestore(server: Pick<Server, 'id' | 'name'>): void {
  const others = restores.get().filter(({ serverKey }) => serverKey !== idKey(server.id));
  write([...others, acceptedRestore(server, Date.now())]);
}

export interface EndedRestore {
  readonly server: Server;
  readonly end: RestoreEnd;
}

/** Updates the followed restores from the servers. Returns those that have just ended. */
export function followRestores(servers: readonly Server[]): readonly EndedRestore[] {
  const before = new Map(restores.get().map((restore) => [restore.serverKey, restore]));
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

export function dismissFailedRestore(serverKey: string): void {
  write(restores.get().map((one) => (one.serverKey === serverKey ? { ...one, isDismissed: true } : one)));
}

/** Running and failed restores that this browser started or saw. */
export function useFollowedRestores(): readonly FollowedRestore[] {
  return useStore(restores);
}

export function useFailedRestore(serverKey: string): FollowedRestore | null {
  return (
    useFollowedRestores().find(
      (one) => one.serverKey === serverKey && one.failedAtMs !== null && !one.isDismissed,
    ) ?? null
  );
}
