import { describe, expect, it } from 'vitest';
import { fc } from '../lib/test-properties';
import { goodBackups, historyOf, suspicionOf } from './protection-history';
import {
  automatic,
  FAILED,
  manual,
  PENDING,
  RUNNING,
  serverBackupsArbitrary,
  UNDATED,
} from './test-protection';

const sized = (...sizes: (number | null)[]) =>
  // Oldest first.
  sizes.map((sizeMb, index) => automatic(100 - index, { sizeMb }));

describe('suspicionOf', () => {
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
  ])('judges a completed one: %s', (_name, sizeMb, earlier, expected) => {
    expect(suspicionOf({ status: 'completed', sizeMb }, earlier)).toEqual(expected);
  });

  it.each([RUNNING, FAILED, PENDING])('says nothing of one that is not completed: %j', ({ status }) => {
    expect(suspicionOf({ status, sizeMb: 0 }, five)).toBeNull();
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

  it('stay what they are after a small one: what is suspicious does not become usual', () => {
    const large = sized(1000, 1000, 1000, 1000, 1000);
    const shrunk = [6, 5, 4, 3, 2, 1].map((hours) => automatic(hours, { sizeMb: 10 }));
    expect(ids(...large, ...shrunk)).toEqual(large.map(({ id }) => id).reverse());
  });

  it('without a readable date are judged by emptiness alone, and never compared with', () => {
    const undated = Array.from({ length: 5 }, (_, id) => automatic(1, { id, sizeMb: 9000, ...UNDATED }));
    expect(ids(...undated, automatic(1, { sizeMb: 10 }))).toContain('automatic-1');
    expect(ids(automatic(1, { sizeMb: 0, ...UNDATED }), automatic(2, { createdAt: 'broken' }))).toEqual([
      'automatic-2',
    ]);
  });

  it('are the same from any order of the list', () => {
    fc.assert(
      fc.property(serverBackupsArbitrary, (backups) => {
        expect(goodBackups(backups.toReversed())).toEqual(goodBackups(backups));
        expect(
          goodBackups(backups).every(({ sizeMb, status }) => status === 'completed' && sizeMb !== 0),
        ).toBe(true);
      }),
    );
  });

  it('are what suspicionOf says of each and those before it', () => {
    fc.assert(
      fc.property(serverBackupsArbitrary, (backups) => {
        const history = historyOf(backups).filter(({ atMs }) => !Number.isNaN(atMs));
        for (const [index, { backup, suspicion }] of history.entries()) {
          const earlier = history
            .slice(0, index)
            .filter((one) => one.phase === 'completed' && one.suspicion === null)
            .map((one) => one.backup)
            .filter(({ type }) => type === backup.type);
          expect(suspicionOf(backup, earlier)).toEqual(suspicion);
        }
      }),
    );
  });
});
