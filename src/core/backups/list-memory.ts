import { type Backup, type Id, idKey } from './backup';

/** How long a created backup is shown although lists omit it: the provider's lists may lag. */
export const CREATED_GRACE_MS = 30_000;
/** How long a deleted backup stays hidden although lists still contain it. */
export const DELETED_GRACE_MS = 30_000;
/** After this nothing remembered can matter: any read begun before it has long ended. */
export const MEMORY_KEEP_MS = 600_000;

/**
 * What this app lately did and saw, against which every answer is held. All times are epoch ms of the app's
 * own clock; reads are dated by their start, because an answer is never older than that. JSON-safe.
 */
export interface ListMemory {
  /** By server key: the start of the latest complete read of that server alone. */
  readonly serverReads: Readonly<Record<string, number>>;
  /** Start of the latest complete read of the whole list. */
  readonly listReadAtMs: number | null;
  /** By backup key: what the provider answered to a create, and when. */
  readonly created: Readonly<Record<string, { readonly backup: Backup; readonly atMs: number }>>;
  /** By backup key: when the provider confirmed the deletion. */
  readonly deleted: Readonly<Record<string, number>>;
}

export const EMPTY_MEMORY: ListMemory = { serverReads: {}, listReadAtMs: null, created: {}, deleted: {} };

/** Notes a read of the whole list; leave out one that was incomplete. */
export function rememberListRead(memory: ListMemory, startedAtMs: number): ListMemory {
  return { ...memory, listReadAtMs: Math.max(memory.listReadAtMs ?? startedAtMs, startedAtMs) };
}

/** Notes a read of one server's list; leave out one that was incomplete. */
export function rememberServerRead(memory: ListMemory, serverId: Id, startedAtMs: number): ListMemory {
  const key = idKey(serverId);
  const latestMs = Math.max(serverReadAtMs(memory, key), startedAtMs);
  return { ...memory, serverReads: { ...memory.serverReads, [key]: latestMs } };
}

export function rememberCreated(memory: ListMemory, backup: Backup, atMs: number): ListMemory {
  return { ...memory, created: { ...memory.created, [idKey(backup.id)]: { backup, atMs } } };
}

/** Notes a deletion, and forgets that the backup was created. */
export function rememberDeleted(memory: ListMemory, id: Id, atMs: number): ListMemory {
  const key = idKey(id);
  const { [key]: _gone, ...created } = memory.created;
  return { ...memory, created, deleted: { ...memory.deleted, [key]: atMs } };
}

/** Drops what cannot matter any more; the same object when nothing was dropped. */
export function pruneMemory(memory: ListMemory, nowMs: number): ListMemory {
  const sinceMs = nowMs - MEMORY_KEEP_MS;
  const serverReads = keep(memory.serverReads, (atMs) => atMs >= sinceMs);
  const created = keep(memory.created, ({ atMs }) => atMs >= sinceMs);
  const deleted = keep(memory.deleted, (atMs) => atMs >= sinceMs);
  const isSame =
    serverReads === memory.serverReads && created === memory.created && deleted === memory.deleted;
  return isSame ? memory : { ...memory, serverReads, created, deleted };
}

function keep<T>(
  record: Readonly<Record<string, T>>,
  test: (value: T) => boolean,
): Readonly<Record<string, T>> {
  const entries = Object.entries(record);
  const kept = entries.filter(([, value]) => test(value));
  return kept.length === entries.length ? record : Object.fromEntries(kept);
}

/** The start of the latest complete read of a server alone; minus infinity when there was none. */
export function serverReadAtMs(memory: ListMemory, serverKey: string): number {
  return own(memory.serverReads, serverKey) ?? Number.NEGATIVE_INFINITY;
}

/** Whether a read begun at `startedAtMs` may still name a backup that was deleted. */
export function isRememberedDeleted(memory: ListMemory, backupKey: string, startedAtMs: number): boolean {
  const atMs = own(memory.deleted, backupKey);
  return atMs !== undefined && startedAtMs <= atMs + DELETED_GRACE_MS;
}

/** Keys are foreign text: `constructor` must not find what every object inherits. */
function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
