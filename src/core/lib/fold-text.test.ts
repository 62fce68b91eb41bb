import { describe, expect, it } from 'vitest';
import { fc } from '../../testing/properties';
import { foldText, normalizedText, searchWords } from './fold-text';
import { isNameOrId, isTyped, mayBecome, typedId } from './typed-text';

const anyText = fc.string({ unit: 'grapheme' });
const BLANKS = [
  '\t',
  '\n',
  '\u00A0',
  '\u1680',
  '\u2003',
  '\u2007',
  '\u2028',
  '\u202F',
  '\u205F',
  '\u3000',
  '\u0085',
];
const INVISIBLE = [
  '\u00AD',
  '\u034F',
  '\u061C',
  '\u200B',
  '\u200D',
  '\u200F',
  '\u202E',
  '\u2060',
  '\u2066',
  '\uFE0F',
  '\uFEFF',
  '\u{E0101}',
];

describe('normalizedText', () => {
  it.each([
    ['two blanks', 'web  server', 'web server'],
    ['blanks at the ends', ' web server\u3000', 'web server'],
    ['a letter and its accent apart (NFD)', 'bu\u0308ro', 'büro'],
    ['an accent behind an invisible mark', 'bu\u200B\u0308ro', 'büro'],
    ['upper case', 'Web', 'Web'],
    ['nothing visible', '\u200B \u00A0', ''],
  ])('%s', (_what, text, seen) => {
    expect(normalizedText(text)).toBe(seen);
  });

  it.each(BLANKS)('takes the white space %j for a blank', (blank) => {
    expect(normalizedText(`a${blank}${blank}b`)).toBe('a b');
  });

  it.each(INVISIBLE)('does not see %j', (mark) => {
    expect(normalizedText(`we${mark}b-01`)).toBe('web-01');
  });

  it('is idempotent, and independent of the Unicode form', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(normalizedText(normalizedText(text))).toBe(normalizedText(text));
        expect(normalizedText(text.normalize('NFD'))).toBe(normalizedText(text));
      }),
    );
  });

  it('ignores added marks and white space', () => {
    const noise = fc.constantFrom(...INVISIBLE);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...'web-01 Ä数'), noise)), (pairs) => {
        const bare = pairs.map(([letter]) => letter).join('');
        const noisy = pairs.map(([letter, mark]) => `${letter === ' ' ? '\u00A0 ' : letter}${mark}`).join('');
        expect(normalizedText(noisy)).toBe(normalizedText(bare));
      }),
    );
  });
});

describe('foldText', () => {
  it.each([
    ['Überprüfung', 'uberprufung'],
    ['VÓÓR', 'voor'],
    ['İstanbul', 'istanbul'],
    ['plain', 'plain'],
    ['数据库', '数据库'],
    ['Before\u00A0 the  UPDATE', 'before the update'],
  ])('%s → %s', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  it('is idempotent, and equal for texts that look the same', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
        expect(foldText(normalizedText(text))).toBe(foldText(text));
      }),
    );
  });
});

it('searchWords splits at any white space, and has no empty words', () => {
  expect(searchWords('  Web\u00A0SERVER\u200B ')).toEqual(['web', 'server']);
  expect(searchWords(' \u200B ')).toEqual([]);
});

it.each([
  ['607', '607'],
  ['#607', '607'],
  [' # 607 ', '607'],
  ['#\u200B607', '607'],
  ['##607', '#607'],
])('typedId %j → %j', (text, id) => {
  expect(typedId(text)).toBe(id);
});

it.each([
  ['DELETE  3', 'DELETE 3', true],
  ['DELETE\u00A03 ', 'DELETE 3', true],
  ['delete 3', 'DELETE 3', false],
  ['web-01', 'web-\u202E01', true],
  ['web-[U+202E]01', 'web-\u202E01', true],
  ['web-U+202E01', 'web-\u202E01', true],
  ['web-U+202E', 'web-\u202E01', false],
  ['bu\u0308ro', 'büro', true],
  ['', '\u200B', false],
])('isTyped %j for %j: %s', (typed, asked, isRight) => {
  expect(isTyped(typed, asked)).toBe(isRight);
});

it('mayBecome: from the first letter on, also after a blank', () => {
  expect(['', 'w', 'web ', 'web\u00A0s', 'web s'].every((typed) => mayBecome(typed, 'web  server'))).toBe(
    true,
  );
  expect(mayBecome('web-s', 'web server')).toBe(false);
});

it.each([
  ['web  01', true],
  ['#42', true],
  ['42', true],
  ['Web 01', false],
  ['#web 01', false],
  ['', false],
])('isNameOrId %j: %s', (typed, isMeant) => {
  expect(isNameOrId(typed, { name: 'web\u00A001', key: '42' })).toBe(isMeant);
});
