import { describe, expect, it } from 'vitest';
import { fc } from '../../../src/testing/properties';
import { chatText, plainName } from './chat-text';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        '@',
        '<',
        '>',
        '*',
        '_',
        '~',
        '`',
        '[',
        ']',
        '(',
        '|',
        '\\',
        '://',
        '!',
        ' ',
        '\n',
        'a',
        'here',
        '&',
        '#',
        '-',
        '1.',
        ':',
        'www.',
        'é',
        '\u202E',
      ),
    )
    .map((parts) => parts.join('')),
);

describe('foreign text in a chat', () => {
  it('has no mentions, formatting or links, whatever it is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const shown = chatText(text);
        expect(shown).not.toMatch(/[<>*~`|[\]\\]|[@#](?!\u200B)|:\/\//);
        expect(shown).not.toMatch(/^\s*([-+]|\d+[.)])\s|:[^\s:\u200B][^\s:]*:|\.\p{L}/mu);
        // An underscore is left only inside a word.
        expect(shown).not.toMatch(/(^|[^\p{L}\p{N}_])_|_($|[^\p{L}\p{N}_])/u);
      }),
    );
  });

  it.each([
    ['web-01', 'web-01'],
    ['web_server_01', 'web_server_01'],
    ['www.evil.example', 'www.\u200Bevil.\u200Bexample'],
    ['10.0.0.7, 1.5 GB at 15:45. Next', '10.0.0.7, 1.5 GB at 15:45. Next'],
    ['# big', '#\u200B big'],
    ['-# small', '-\u200B#\u200B small'],
    ['- item', '-\u200B item'],
    ['12. item', '12.\u200B item'],
    ['all :fire::100:', 'all :\u200Bfire::\u200B100:'],
    ['büro-archiv-01 (alt)', 'büro-archiv-01 (alt)'],
    ['<!channel>', '‹!channel›'],
    ['@everyone', '@\u200Beveryone'],
    ['*bold* _it_ `x`', '∗bold∗ ＿it＿ ˋxˋ'],
    ['[x](https://evil.example)', '［x］(https:\u200B//evil.\u200Bexample)'],
  ])('%j becomes %j', (text, shown) => {
    expect(chatText(text)).toBe(shown);
  });
});

describe('a name', () => {
  it('is one line of limited length without control or direction characters, never cut through a character', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 20 }), (text, maxLength) => {
        const name = plainName(text, maxLength);
        expect(name.length).toBeLessThanOrEqual(maxLength);
        expect(name).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u);
      }),
    );
    expect(plainName('abc😀def', 5)).toBe('abc…');
  });
});
