import { describe, expect, it } from 'vitest';
import { fc } from '../../testing/properties';
import { compareRanks, eitherTiers, isFound, queryOf, rankOf, TIERS, targetOf, tiersOf } from './match';

const SERVERS = [
  'web-01',
  'web-010',
  'web-02',
  'web-11',
  'web-server-01',
  'cache-02',
  'staging-web',
  'db.eu-west-1.example.com',
  'Überwachung',
  'billing-01',
];

/** What a text finds among names, best first. */
function find(text: string, names: readonly string[]): string[] {
  const query = queryOf(text);
  return names
    .map((name) => {
      const target = targetOf(name);
      const tiers = tiersOf(query, target);
      return { name, tiers, rank: rankOf(query, tiers, target) };
    })
    .filter(({ tiers }) => isFound(tiers))
    .sort((a, b) => compareRanks(a.rank, b.rank))
    .map(({ name }) => name);
}

describe('what is found, best first', () => {
  it.each([
    ['web-01', ['web-01', 'web-server-01', 'web-010']],
    ['web01', ['web-01', 'web-server-01', 'web-010']],
    ['01 web', ['web-01', 'web-server-01', 'web-010']],
    ['WEB 1', ['web-01', 'web-server-01', 'web-11']],
    ['web-02', ['web-02']],
    ['webs', ['web-server-01']],
    ['wbsrv', ['web-server-01']],
    ['ws', ['web-server-01', 'db.eu-west-1.example.com']],
    ['stag', ['staging-web']],
    ['ging', ['staging-web']],
    ['uber', ['Überwachung']],
    ['euwest1', ['db.eu-west-1.example.com']],
    ['db example', ['db.eu-west-1.example.com']],
    // Digits are not found one by one.
    ['web-20', []],
    ['eb-01', ['web-01', 'web-server-01', 'web-010']],
    ['zzz', []],
    ['', []],
    ['- #', []],
  ])('%j finds %j', (text, names) => {
    expect(find(text, SERVERS)).toEqual(names);
  });

  it('in the other words too, after what is in the name', () => {
    const target = targetOf('web-01', '203.0.113.10 #12345');
    const tierOf = (text: string) => tiersOf(queryOf(text), target);
    expect(tierOf('web')).toEqual([TIERS.same]);
    expect(tierOf('123')).toEqual([TIERS.inside]);
    expect(tierOf('203.113')).toEqual([TIERS.inside, TIERS.inside]);
    expect(isFound(tierOf('204'))).toBe(false);
  });

  it('in two targets together, each piece where it is found better', () => {
    const query = queryOf('back web');
    const [action, server] = [targetOf('Back up'), targetOf('web-01')];
    const tiers = eitherTiers(tiersOf(query, action), tiersOf(query, server));
    expect(tiers).toEqual([TIERS.same, TIERS.same]);
    expect(rankOf(query, tiers, action, server)).toEqual({ isWhole: false, score: 10, pieceCount: 4 });
  });
});

const name = fc.stringMatching(/^[a-z]{1,8}([-. ][a-z0-9]{1,6}){0,3}$/);

describe('any name', () => {
  it('is the first that its whole text finds, however that is written', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(name, { maxLength: 20, selector: (one) => queryOf(one).joined }),
        (names) => {
          for (const one of names) {
            expect(find(one, names)[0]).toBe(one);
            expect(find(one.toUpperCase().replaceAll('-', ' '), names)[0]).toBe(one);
          }
        },
      ),
    );
  });

  it('is found by every beginning of it', () => {
    fc.assert(
      fc.property(name, fc.nat(30), (one, length) => {
        const beginning = one.slice(0, Math.max(1, length));
        expect(find(beginning, [one])).toEqual([one]);
      }),
    );
  });

  it('is found by no text with a piece that does not find it', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 12 });
    fc.assert(
      fc.property(text, text, fc.array(text), (a, b, names) => {
        const both = find(`${a} ${b}`, names);
        if (queryOf(a).pieces.length > 0) {
          for (const one of both) expect(find(a, names)).toContain(one);
        }
      }),
    );
  });

  it('keeps its order among equals', () => {
    expect(find('web', ['web-b', 'web-a', 'web-c'])).toEqual(['web-b', 'web-a', 'web-c']);
  });
});
