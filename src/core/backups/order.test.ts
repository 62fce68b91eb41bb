import { describe, expect, it } from 'vitest';
import { aBackup, backupsArbitrary } from '../../testing/fleets/backups';
import { fc } from '../../testing/properties';
import { compareIds, compareNames, compareNewestFirst } from './order';

describe('compareNames', () => {
  it('puts web-2 before web-10', () => {
    expect(['web-10', 'web-2', 'db-1'].sort(compareNames)).toEqual(['db-1', 'web-2', 'web-10']);
  });

  it('ignores case and accents', () => {
    expect(compareNames('Über', 'uber')).toBe(0);
  });
});

describe('compareIds', () => {
  it('orders numbers and digits by value, other ids by name', () => {
    expect(['b', 10, '9', 'a-10', 'a-9', 1].sort(compareIds)).toEqual([1, '9', 10, 'a-9', 'a-10', 'b']);
  });

  it('never calls two different ids equal', () => {
    const id = fc.oneof(fc.nat(), fc.string({ minLength: 1, maxLength: 8 }));
    fc.assert(
      fc.property(id, id, (a, b) => {
        expect(compareIds(a, b) === 0).toBe(String(a) === String(b));
        expect(Math.sign(compareIds(a, b)) + Math.sign(compareIds(b, a))).toBe(0);
      }),
    );
  });
});

describe('compareNewestFirst', () => {
  it('sorts by creation, not by id, with unknown times last and ties by descending id', () => {
    const backups = [
      aBackup({ id: 9, createdAt: null }),
      aBackup({ id: 499, createdAt: '2025-01-14T10:30:00.000Z' }),
      aBackup({ id: 495, createdAt: '2025-01-15T03:00:00.000Z' }),
      aBackup({ id: 1000, createdAt: '2025-01-14T10:30:00.000Z' }),
      aBackup({ id: 10, createdAt: null }),
    ];
    expect(backups.sort(compareNewestFirst).map(({ id }) => id)).toEqual([495, 1000, 499, 10, 9]);
  });

  it('gives the same order for any input order', () => {
    fc.assert(
      fc.property(backupsArbitrary, (backups) => {
        const sorted = backups.toSorted(compareNewestFirst);
        expect(backups.toReversed().sort(compareNewestFirst)).toEqual(sorted);
      }),
    );
  });
});
