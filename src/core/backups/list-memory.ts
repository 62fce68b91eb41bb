import type { Backup } from './backup';

/** How long a created backup is shown although lists omit it: the provider's lists may lag. */
export const CREATED_GRACE_MS = 30_000;
/** How long a deleted backup stays hidden although lists still contain it. */
export const DELETED_GRACE_MS = 30_000;
/** Older entries are dropped: every read started before them has ended. */
export const MEMORY_KEEP_MS = 600_000;

/**
 * This app's recent reads and changes. All times are epoch ms of its own clock; a read counts from its start, because
 * its answer is never older than that.
 */
export interface ListMemory {
  /** By server key: the start of the latest complete read of that server's list. */
  readonly serverReads: ReadonlyMap<string, number>;
  /** Start of the latest complete read of the whole list. */
  readonly listReadAtMs: number | null;
  /** By backup key: the answer to a creation, and when it came. */
  readonly created: ReadonlyMap<string, { readonly backup: Backup; readonly atMs: number }>;
  /** By backup key: when the provider confirmed the deletion. */
  readonly deleted: ReadonlyMap<string, number>;
}

export const EMPTY_MEMORY: ListMemory = {
  serverReads: new Map(),
  listReadAtMs: null,
  created: new Map(),
  deleted: new Map(),
};

/** Notes a complete read of the whole list. */
export function rememberListRead(memory: ListMemory, startedAtMs: number): ListMemory {
  return { ...memory, listReadAtMs: Math.max(memory.listReadAtMs ?? startedAtMs, startedAtMs) };
}

/** Drops entries older than {@link MEMORY_KEEP_MS}. */
export function pruneMemory(memory: ListMemory, nowMs: number): ListMemory {
  const sinceMs = nowMs - MEMORY_KEEP_MS;
  return {
    ...memory,
    serverReads: new Map([...memory.serverReads].filter(([, atMs]) => atMs >= sinceMs)),
    created: new Map([...memory.created].filter(([, { atMs }]) => atMs >= sinceMs)),
    deleted: new Map([...memory.deleted].filter(([, atMs]) => atMs >= sinceMs)),
  };
}

/** The start of the latest complete read of a server's list; minus infinity without any. */
export function serverReadAtMs(memory: ListMemory, serverKey: string): number {
  return memory.serverReads.get(serverKey) ?? Number.NEGATIVE_INFINITY;
}

/** Whether a read started at `startedAtMs` may still contain a backup that was deleted. */
export function isRememberedDeleted(memory: ListMemory, backupKey: string, startedAtMs: number): boolean {
  const atMs = memory.deleted.get(backupKey);
  return atMs !== undefined && startedAtMs <= atMs + DELETED_GRACE_MS;
}
