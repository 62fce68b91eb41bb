import { describe, expect, it } from 'vitest';
import { fc } from '../../testing/properties';
import { isolated } from '../lib/foreign-text';
import { chooseForm, fillPlaceholders, splitPlaceholders } from './translate';

const plain = (value: number) => String(value);

describe('chooseForm', () => {
  const message = { one: 'one backup', other: 'many backups' };

  it.each([
    ['en', 0, 'many backups'],
    ['en', 1, 'one backup'],
    ['en', 2, 'many backups'],
    ['en', 1001, 'many backups'],
    ['nl', 0, 'many backups'],
    ['nl', 1, 'one backup'],
    ['nl', 2, 'many backups'],
    ['nl', 1001, 'many backups'],
  ])('%s: %i is "%s"', (language, count, expected) => {
    expect(chooseForm(message, count, new Intl.PluralRules(language))).toBe(expected);
  });

  it('uses the general form without a number', () => {
    expect(chooseForm(message, undefined, new Intl.PluralRules('en'))).toBe('many backups');
  });

  it('returns a message without plural forms unchanged', () => {
    expect(chooseForm('Back-up', 1, new Intl.PluralRules('nl'))).toBe('Back-up');
  });
});

describe('fillPlaceholders', () => {
  it('fills every placeholder, also repeated ones', () => {
    expect(fillPlaceholders('{id} of {server}, {id}', { id: '501', server: 'web-1' }, plain)).toBe(
      '501 of web-1, 501',
    );
  });

  it('formats numbers in the language, and leaves text unchanged', () => {
    const german = (value: number) => value.toLocaleString('de');
    expect(fillPlaceholders('{count}, #{id}', { count: 1284, id: '1284' }, german)).toBe('1.284, #1284');
  });

  it('shows zero and empty text, and keeps a placeholder without a value', () => {
    expect(fillPlaceholders('{count}|{text}|{gone}', { count: 0, text: '' }, plain)).toBe('0||{gone}');
  });

  it('does not interpret values', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, value) => {
        const start = before.replace(/[{}]/g, '');
        expect(fillPlaceholders(`${start}{name}.`, { name: value }, plain)).toBe(
          `${start}${isolated(value)}.`,
        );
      }),
    );
    expect(fillPlaceholders('{a}{b}', { a: '{b}$&$1', b: '<b>' }, plain)).toBe('{b}$&$1<b>');
  });

  it('isolates the direction of a name', () => {
    expect(fillPlaceholders('{server}: {count}', { server: 'שרת', count: 3 }, plain)).toBe(
      '\u2068שרת\u2069: 3',
    );
    expect(fillPlaceholders('Delete {server}?', { server: 'web\u202e10-' }, plain)).toBe(
      'Delete \u2068web[U+202E]10-\u2069?',
    );
  });
});

describe('splitPlaceholders', () => {
  it.each([
    ['', []],
    ['plain text', [{ text: 'plain text' }]],
    ['{a}', [{ name: 'a' }]],
    ['lost: {duration}.', [{ text: 'lost: ' }, { name: 'duration' }, { text: '.' }]],
    ['{a}{b} c', [{ name: 'a' }, { name: 'b' }, { text: ' c' }]],
    ['{not a name}', [{ text: '{not a name}' }]],
  ])('%j', (text, expected) => {
    expect(splitPlaceholders(text)).toEqual(expected);
  });

  it('loses nothing: the parts join to the whole', () => {
    const piece = fc.oneof(fc.string(), fc.constantFrom('{id}', '{server}', '{', '}'));
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('');
        const whole = splitPlaceholders(text).map((part) => ('text' in part ? part.text : `{${part.name}}`));
        expect(whole.join('')).toBe(text);
      }),
    );
  });
});
