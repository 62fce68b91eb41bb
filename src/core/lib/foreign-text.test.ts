import { describe, expect, it } from 'vitest';
import { fc } from '../../testing/properties';
import { isolated, visibleParts, visibleText } from './foreign-text';

const FSI = '\u2068';
const PDI = '\u2069';

/** Whether every direction control in a text is an isolate that begins and ends within it. */
function isBalanced(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (/[\u200e\u200f\u061c\u202a-\u202e\u2066\u2067]/.test(character)) return false;
    if (character === FSI) depth += 1;
    if (character === PDI) depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

const tricky = fc
  .array(fc.constantFrom('a', '1', ' ', 'ש', 'é', FSI, PDI, '\u202e', '\u202c', '\u2067', '\u200b', '\u200d'))
  .map((characters) => characters.join(''));

describe('visibleText', () => {
  it.each([
    ['web-01', 'web-01'],
    ['web 01 – café', 'web 01 – café'],
    ['web\u202e-01', 'web[U+202E]-01'],
    ['web\u200b-01', 'web[U+200B]-01'],
    ['web\u00ad01', 'web[U+00AD]01'],
    ['web\u200d01', 'web[U+200D]01'],
    ['a\u0000b\u001bc', 'a[U+0000]b[U+001B]c'],
    ['half \ud800', 'half [U+D800]'],
    ['two\nlines\tof text', 'two\nlines\tof text'],
    ['👩\u200d💻 ❤\ufe0f', '👩\u200d💻 ❤\ufe0f'],
    ['می\u200cخواهم', 'می\u200cخواهم'],
    ['שרת', 'שרת'],
  ])('%j is shown as %j', (text, shown) => {
    expect(visibleText(text)).toBe(shown);
  });

  it('shows hidden characters', () => {
    expect(visibleParts('[U+202E]\u202e')).toEqual([
      { text: '[U+202E]', isHidden: false },
      { text: 'U+202E', isHidden: true },
    ]);
  });
});

describe('isolated', () => {
  it.each(['web-01', '#501', '10.0.0.1', 'Größe: 4 GB – «ok»', '日本', ''])('leaves %j as it is', (text) => {
    expect(isolated(text)).toBe(text);
  });

  it.each([
    ['שרת-01', `${FSI}שרת-01${PDI}`],
    ['web\u202e-01', `${FSI}web[U+202E]-01${PDI}`],
    [`out${PDI}side`, `${FSI}out[U+2069]side${PDI}`],
    [`never${FSI}closed`, `${FSI}never[U+2068]closed${PDI}`],
    [`It said: ${FSI}שרת${PDI}.`, `It said: ${FSI}שרת${PDI}.`],
  ])('%j becomes %j', (text, safe) => {
    expect(isolated(text)).toBe(safe);
  });

  it('never affects the direction of the text around it, and is idempotent', () => {
    fc.assert(
      fc.property(tricky, (text) => {
        const safe = isolated(text);
        expect(isBalanced(safe)).toBe(true);
        expect(isolated(safe)).toBe(safe);
      }),
    );
  });
});
