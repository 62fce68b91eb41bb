import { type Backup, type Id, idKey } from './backup';
import { type ListMemory, serverReadAtMs } from './list-memory';

// Separate, because the first load only reads the whole list.

/** Notes a complete read of one server's list. */
export function rememberServerRead(memory: ListMemory, serverId: Id, startedAtMs: number): ListMemory {
  const key = idKey(serverId);
  const latestMs = Math.max(serverReadAtMs(memory, key), startedAtMs);
  return { ...memory, serverReads: new Map(memory.serverReads).set(key, latestMs) };
}

export function rememberCreated(memory: ListMemory, backup: Backup, atMs: number): ListMemory {
  return { ...memory, created: new Map(memory.created).set(idKey(backup.id), { backup, atMs }) };
}

/** Notes a deletion, and forgets the creation of the same backup. */
export function rememberDeleted(memory: ListMemory, id: Id, atMs: number): ListMemory {
  const key = idKey(id);
  const created = new Map(memory.created);
  created.delete(key);
  return { ...memory, created, deleted: new Map(memory.deleted).set(key, atMs) };
}
