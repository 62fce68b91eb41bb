import { describe, expect, it } from 'vitest';
import { aBackup } from '../../testing/fleets/backups';
import { rememberCreated, rememberDeleted, rememberServerRead } from './backup-list-changes';
import {
  DELETED_GRACE_MS,
  EMPTY_MEMORY,
  isRememberedDeleted,
  MEMORY_KEEP_MS,
  pruneMemory,
  rememberListRead,
  serverReadAtMs,
} from './list-memory';

describe('reads', () => {
  it('a late answer does not make a read look newer', () => {
    const memory = rememberServerRead(rememberServerRead(EMPTY_MEMORY, 1, 2_000), '1', 1_000);
    expect(serverReadAtMs(memory, '1')).toBe(2_000);
    expect(rememberListRead(rememberListRead(memory, 5), 3).listReadAtMs).toBe(5);
  });

  it('an id may be the name of an object property', () => {
    expect(serverReadAtMs(EMPTY_MEMORY, 'constructor')).toBe(Number.NEGATIVE_INFINITY);
    expect(isRememberedDeleted(EMPTY_MEMORY, 'constructor', 0)).toBe(false);
    const memory = rememberDeleted(EMPTY_MEMORY, '__proto__', 100);
    expect(isRememberedDeleted(memory, '__proto__', 100)).toBe(true);
  });
});

describe('deletions', () => {
  it('apply to reads started before, and within the grace period after', () => {
    const memory = rememberDeleted(EMPTY_MEMORY, 501, 1_000);
    expect(isRememberedDeleted(memory, '501', 0)).toBe(true);
    expect(isRememberedDeleted(memory, '501', 1_000 + DELETED_GRACE_MS)).toBe(true);
    expect(isRememberedDeleted(memory, '501', 1_001 + DELETED_GRACE_MS)).toBe(false);
    expect(isRememberedDeleted(memory, '502', 0)).toBe(false);
  });

  it('forget the creation of the backup', () => {
    const created = rememberCreated(EMPTY_MEMORY, aBackup({ id: 502 }), 0);
    expect(rememberDeleted(created, '502', 1).created.size).toBe(0);
  });
});

describe('pruneMemory', () => {
  it('drops old entries, and keeps recent ones', () => {
    let memory = rememberServerRead(EMPTY_MEMORY, 1, 0);
    memory = rememberCreated(memory, aBackup({ id: 2 }), 0);
    memory = rememberDeleted(memory, 3, 0);
    memory = rememberDeleted(memory, 4, 1);
    expect(pruneMemory(memory, MEMORY_KEEP_MS)).toEqual(memory);
    expect(pruneMemory(memory, MEMORY_KEEP_MS + 1)).toEqual({
      ...EMPTY_MEMORY,
      deleted: new Map([['4', 1]]),
    });
  });
});
