import { describe, expect, it } from 'vitest';
import { aBackup } from '../../testing/fleets/backups';
import { fc } from '../../testing/properties';
import { addKeepMark, DESCRIPTION_MAX_LENGTH } from '../backups/description';
import {
  findSafetyBackup,
  isRecentSafetyBackup,
  isSafetyBackup,
  parseSafetyDescription,
} from './safety-backup';
import { makeSafetyDescription } from './safety-description';

const DAY_MS = 86_400_000;
const NOW_MS = Date.parse('2025-01-16T12:00:00.000Z');
const at = (ageMs: number) => new Date(NOW_MS - ageMs).toISOString();

describe('the description of a safety backup', () => {
  it('names the restored backup and the operation', () => {
    expect(makeSafetyDescription(501, 'op-1')).toBe('[pre-restore of #501] [op op-1]');
  });

  it.each([
    ['[pre-restore of #501] anything', { restoredKey: '501', operationId: null }],
    ['[pre-restore of #501]', { restoredKey: '501', operationId: null }],
    ['[keep] [pre-restore of #501] [op a1]', { restoredKey: '501', operationId: 'a1' }],
    ['[pre-restore of #501] [keep] [op a1]', { restoredKey: '501', operationId: 'a1' }],
    ['  [pre-restore of #a-b]  [op a1] note', { restoredKey: 'a-b', operationId: 'a1' }],
    ['[pre-restore of #501] [op a b]', { restoredKey: '501', operationId: null }],
    ['undo: [pre-restore of #501]', null],
    ['[pre-restore of #]', null],
    ['[pre-restore of 501]', null],
    ['pre-restore of #501', null],
    ['', null],
  ])('"%s" is parsed as %o', (description, expected) => {
    expect(parseSafetyDescription(description)).toEqual(expected);
  });

  it('returns any id and operation, also behind a keep mark', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.integer(),
          fc.string({ minLength: 1, maxLength: 20 }),
          fc.constantFrom('a]b', '%005d', '[keep]'),
        ),
        fc.stringMatching(/^[A-Za-z0-9-]{1,64}$/),
        fc.boolean(),
        (id, operationId, isLocked) => {
          const description = makeSafetyDescription(id, operationId);
          expect(description.length).toBeLessThanOrEqual(DESCRIPTION_MAX_LENGTH);
          expect(parseSafetyDescription(isLocked ? addKeepMark(description) : description)).toEqual({
            restoredKey: String(id),
            operationId,
          });
        },
      ),
    );
  });
});

describe('isSafetyBackup', () => {
  it.each([
    [{ type: 'manual', description: '[pre-restore of #501]' }, true],
    [{ type: 'automatic', description: '[pre-restore of #501]' }, false],
    [{ type: 'manual', description: 'Pre-update backup' }, false],
  ])('%o → %s', (changes, expected) => {
    expect(isSafetyBackup(aBackup(changes))).toBe(expected);
  });
});

describe('isRecentSafetyBackup', () => {
  const description = '[pre-restore of #501] [op a1]';
  it.each([
    ['just now', { description, createdAt: at(0) }, true],
    ['a moment under 7 days old', { description, createdAt: at(7 * DAY_MS - 1) }, true],
    ['exactly 7 days old', { description, createdAt: at(7 * DAY_MS) }, false],
    ['from a clock that is ahead', { description, createdAt: at(-DAY_MS) }, true],
    ['of unknown age', { description, createdAt: null }, true],
    ['fresh, but no safety copy', { createdAt: at(0) }, false],
  ])('%s → %s', (_case, changes, expected) => {
    expect(isRecentSafetyBackup(aBackup(changes), NOW_MS)).toBe(expected);
  });
});

describe('findSafetyBackup', () => {
  const mine = aBackup({ id: 600, description: makeSafetyDescription(501, 'mine') });
  it.each([
    ['the one of this run', [aBackup(), mine], 600],
    ['never that of another run', [{ ...mine, description: makeSafetyDescription(501, 'other') }], undefined],
    ['never that of another server', [{ ...mine, serverId: 7 }], undefined],
    ['never an automatic one', [{ ...mine, type: 'automatic' }], undefined],
    ['a server whose id is text', [{ ...mine, serverId: '12345' }], 600],
    [
      'the newest of two',
      [{ ...mine, id: 601, createdAt: at(0) }, mine, { ...mine, id: 602, createdAt: at(60_000) }],
      601,
    ],
  ])('%s', (_case, backups, expected) => {
    expect(findSafetyBackup(backups, 12345, 'mine')?.id).toBe(expected);
  });
});
