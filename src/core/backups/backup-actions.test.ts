import { describe, expect, it } from 'vitest';
import { createRefusal } from '../servers/create-refusal';
import { restoreRefusal } from './backup-actions';

describe('restoreRefusal', () => {
  it.each([
    ['completed', null],
    ['in_progress', 'running'],
    ['failed', 'failed'],
    ['pending', 'unknownStatus'],
    ['unknown', 'unknownStatus'],
    ['', 'unknownStatus'],
  ])('a backup that is "%s" → %s', (status, refusal) => {
    expect(restoreRefusal({ status })).toBe(refusal);
  });
});

describe('createRefusal', () => {
  it.each([
    [{ slotsUsed: 0 }, null],
    [{ slotsUsed: 9, serverStatus: 'active' }, null],
    [{ slotsUsed: 9, serverStatus: 'a-new-word' }, null],
    [{ slotsUsed: 9, serverStatus: null }, null],
    [{ slotsUsed: 10 }, 'slotsFull'],
    [{ slotsUsed: 11, serverStatus: 'active' }, 'slotsFull'],
    [{ slotsUsed: 0, serverStatus: 'restoring' }, 'serverRestoring'],
    [{ slotsUsed: 10, serverStatus: 'restoring' }, 'slotsFull'],
  ])('%o → %s', (conditions, refusal) => {
    expect(createRefusal(conditions)).toBe(refusal);
  });
});
