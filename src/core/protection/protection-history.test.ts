import { describe, expect, it } from 'vitest';
import {
  automatic,
  FAILED,
  goodBackups,
  manual,
  PENDING,
  RUNNING,
  serverBackupsArbitrary,
  UNDATED,
} from '../../testing/fleets/protection';
import { fc } from '../../testing/properties';
import type { Backup } from '../backups/backup';
import { historyOf } from './protection-history';

const sized = (...sizes: (number | null)[]) =>
  // Oldest first.
  sizes.map((sizeMb, index) => automatic(100 - index, { sizeMb }));

/** What the last backup is suspicious of, after the earlier ones. */
const suspicionAfter = (earlier: readonly Backup[], last: Backup) =>
  historyOf([...earlier, last]).at(-1)?.suspicion;

describe('suspicion', () => {
  const five = sized(100, 900, 1000, 1100, 9000);
  it.each([
    ['0 MB', 0, [], { sizeMb: 0, medianMb: null }],
    ['0 MB beside others', 0, five, { sizeMb: 0, medianMb: 1000 }],
    ['smaller than half the median of the last five', 499, five, { sizeMb: 499, medianMb: 1000 }],
    ['exactly half of it', 500, five, null],
    ['much larger', 90_000, five, null],
    ['of unknown size', null, five, null],
    ['small, with only four before it', 1, sized(1000, 1000, 1000, 1000), null],
    ['small, with a fifth of unknown size', 1, sized(1000, 1000, null, 1000, 1000), null],
    [
      'small, with five of known size among others',
      1,
      sized(1000, null, 1000, 1000, null, 1000, 1000),
      {
        sizeMb: 1,
        medianMb: 1000,
      },
    ],
    [
      'small against older ones, not against the last five',
      30,
      sized(900, 900, 900, 40, 40, 40, 40, 40),
      null,
    ],
  ])('of a completed backup: %s', (_name, sizeMb, earlier, expected) => {
    expect(suspicionAfter(earlier, automatic(1, { sizeMb }))).toEqual(expected);
  });

  it.each([RUNNING, FAILED, PENDING])('says nothing of one that is not completed: %j', ({ status }) => {
    expect(suspicionAfter(five, automatic(1, { status, sizeMb: 0 }))).toBeNull();
  });
});

describe('goodBackups', () => {
  const ids = (...backups: Parameters<typeof goodBackups>[0]) => goodBackups(backups).map(({ id }) => id);

  it('are completed and not suspicious, newest first', () => {
    expect(
      ids(
        automatic(30),
        manual(2),
        automatic(6, { sizeMb: 0 }),
        automatic(7, FAILED),
        automatic(8, RUNNING),
        automatic(9, PENDING),
        automatic(10, { sizeMb: null }),
        manual(0, { id: 'undated', ...UNDATED }),
      ),
    ).toEqual(['manual-2', 'automatic-10', 'automatic-30', 'undated']);
  });

  it('are compared with their own type only', () => {
    const large = sized(1000, 1000, 1000, 1000, 1000);
    expect(ids(...large, automatic(1, { sizeMb: 10 }), manual(2, { sizeMb: 10 }))).not.toContain(
      'automatic-1',
    );
    expect(ids(...large, automatic(1, { sizeMb: 10 }), manual(2, { sizeMb: 10 }))).toContain('manual-2');
  });

  it('are compared with the last five, so that a server may shrink slowly', () => {
    const shrinking = sized(900, 900, 900, 900, 900, 600, 600, 600, 600, 600);
    expect(ids(...shrinking, automatic(1, { sizeMb: 400 }))).toContain('automatic-1');
    expect(ids(...shrinking, automatic(1, { sizeMb: 299 }))).not.toContain('automatic-1');
  });

  it('are not compared with suspicious or failed ones, nor with later ones', () => {
    const small = automatic(1, { sizeMb: 10 });
    const four = sized(1000, 1000, 1000, 1000);
    expect(ids(...four, small, automatic(0.5, { sizeMb: 1000 }))).toContain('automatic-1');
    expect(ids(...four, small, automatic(2, { sizeMb: 0 }))).toContain('automatic-1');
    expect(ids(...four, small, automatic(2, { ...FAILED, sizeMb: 1000 }))).toContain('automatic-1');
  });

  it('accept a new usual size after three in a row that are nearly equal', () => {
    const large = sized(...Array.from({ length: 30 }, () => 4500));
    const shrunk = (...sizes: number[]) => sizes.map((sizeMb, at) => automatic(60 - at, { sizeMb }));
    const good = (...sizes: number[]) => ids(...large, ...shrunk(...sizes)).length - large.length;
    expect(good(2000, 2000)).toBe(0);
    expect(good(2000, 2000, 2000)).toBe(1);
    expect(good(1800, 2000, 2160)).toBe(1);
    expect(good(1800, 2000, 2161)).toBe(0);
    expect(good(2000, 1200, 1250, 1300)).toBe(1);
    expect(good(2000, 2000, 4500, 2000)).toBe(1);
    expect(good(2000, 0, 2000, 2000)).toBe(0);
    expect(good(0, 0, 0, 0)).toBe(0);
    expect(good(...Array.from({ length: 20 }, () => 2000))).toBe(18);
  });

  it('never accept a size below one percent of the usual one', () => {
    const large = sized(...Array.from({ length: 30 }, () => 4500));
    const good = (sizeMb: number) =>
      ids(...large, ...Array.from({ length: 10 }, (_, at) => automatic(60 - at, { sizeMb }))).length -
      large.length;
    expect(good(12)).toBe(0);
    expect(good(44)).toBe(0);
    expect(good(45)).toBe(8);
  });

  it('are compared with the new size at once', () => {
    const large = sized(4500, 4500, 4500, 4500, 4500);
    const shrunk = [2000, 2000, 2000, 20].map((sizeMb, at) => automatic(60 - at, { sizeMb }));
    expect(historyOf([...large, ...shrunk]).at(-1)?.suspicion).toEqual({ sizeMb: 20, medianMb: 2000 });
  });

  it('accept a new size across backups of unknown size', () => {
    const large = sized(4500, 4500, 4500, 4500, 4500);
    const small = [2000, null, 2000, null, 2000].map((sizeMb, at) => automatic(60 - at, { sizeMb }));
    const settled = historyOf([...large, ...small]).at(-1);
    expect(settled).toMatchObject({
      suspicion: null,
      sizeNote: { kind: 'settled', sizeMb: 2000, medianMb: 4500 },
    });
  });

  it('without a readable date are suspicious only when empty, and never compared with', () => {
    const undated = Array.from({ length: 5 }, (_, id) => automatic(1, { id, sizeMb: 9000, ...UNDATED }));
    expect(ids(...undated, automatic(1, { sizeMb: 10 }))).toContain('automatic-1');
    expect(ids(automatic(1, { sizeMb: 0, ...UNDATED }), automatic(2, { createdAt: 'broken' }))).toEqual([
      'automatic-2',
    ]);
  });

  it('do not depend on the order of the list', () => {
    fc.assert(
      fc.property(serverBackupsArbitrary, (backups) => {
        expect(goodBackups(backups.toReversed())).toEqual(goodBackups(backups));
        expect(
          goodBackups(backups).every(({ sizeMb, status }) => status === 'completed' && sizeMb !== 0),
        ).toBe(true);
      }),
    );
  });

  it('depend only on the backup and the completed ones of its type before it', () => {
    fc.assert(
      fc.property(serverBackupsArbitrary, (backups) => {
        const history = historyOf(backups).filter(({ atMs }) => !Number.isNaN(atMs));
        for (const [index, { backup, suspicion }] of history.entries()) {
          const earlier = history
            .slice(0, index)
            .filter((one) => one.phase === 'completed')
            .map((one) => one.backup)
            .filter(({ type }) => type === backup.type);
          expect(suspicionAfter(earlier, backup)).toEqual(suspicion);
        }
      }),
    );
  });
});

describe('an unusually large backup', () => {
  const notes = (...sizes: (number | null)[]) => historyOf(sized(...sizes)).map(({ sizeNote }) => sizeNote);

  it('is good with a note, above three times the median of the five before it', () => {
    expect(notes(100, 100, 100, 100, 100, 300).at(-1)).toBeNull();
    expect(notes(100, 100, 100, 100, 100, 301).at(-1)).toEqual({ kind: 'large', sizeMb: 301, medianMb: 100 });
    expect(goodBackups(sized(100, 100, 100, 100, 100, 9000))).toHaveLength(6);
  });

  it('gets no note with fewer than five before it, nor once that size is usual', () => {
    expect(notes(100, 100, 100, 100, 9000).every((note) => note === null)).toBe(true);
    expect(notes(100, 100, 100, 100, 100, 400, 400, 400, 400, 400).map((note) => note !== null)).toEqual([
      ...Array.from({ length: 5 }, () => false),
      ...[true, true, true, false, false],
    ]);
  });
});
