import { describe, expect, it } from 'vitest';
import { fc } from '../../testing/properties';
import { comparisonQuery, parseComparison, withComparison } from './comparison';

describe('parseComparison', () => {
  it.each([
    ['servers=1,2', 'servers', ['1', '2']],
    ['backups=501,499', 'backups', ['501', '499']],
    ['servers=1', 'servers', ['1', null]],
    ['servers=,2', 'servers', [null, '2']],
    ['servers=1,2,3', 'servers', ['1', '2']],
    ['backups=', 'backups', [null, null]],
    ['', 'servers', [null, null]],
    ['servers=1,2&backups=3,4', 'servers', ['1', '2']],
    [`servers=${'9'.repeat(65)},2`, 'servers', [null, '2']],
  ])('%j', (text, kind, keys) => {
    expect(parseComparison(new URLSearchParams(text))).toEqual({ kind, keys });
  });
});

describe('comparisonQuery', () => {
  it.each([
    ['servers', ['1', '2'], 'servers=1,2'],
    ['servers', ['1', null], 'servers=1'],
    ['servers', [null, '2'], 'servers=,2'],
    ['backups', [null, null], 'backups='],
  ] as const)('of %s %j is %s', (kind, keys, text) => {
    expect(comparisonQuery({ kind, keys })).toBe(text);
  });

  it('round-trips any ids', () => {
    const key = fc.option(
      fc.oneof(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
        fc.constantFrom('a,b', '%2C', '%25,'),
      ),
    );
    const kind = fc.constantFrom('servers', 'backups');
    fc.assert(
      fc.property(kind, fc.tuple(key, key), (kind, keys) => {
        const text = comparisonQuery({ kind, keys });
        expect(parseComparison(new URLSearchParams(text))).toEqual({ kind, keys });
      }),
    );
  });

  it('keeps the rest of a query', () => {
    const before = new URLSearchParams('servers=1,2&dialog=create');
    const after = withComparison(before, { kind: 'backups', keys: ['3', '4'] });
    expect(after).toBe('dialog=create&backups=3,4');
  });
});
