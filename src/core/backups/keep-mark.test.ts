import { describe, expect, it } from 'vitest';
import { aBackup } from '../../testing/fleets/backups';
import { fc } from '../../testing/properties';
import { addKeepMark, cutDescription, DESCRIPTION_MAX_LENGTH } from './description';
import { isKept, KEEP_MARK, withoutKeepMark } from './keep-mark';

/** Descriptions as people write them, with whole and broken marks anywhere. */
const textArbitrary = fc
  .array(
    fc.oneof(
      fc.constantFrom('[keep]', '[KEEP]', '[', 'keep', ']', ' ', 'before update', '💾', '[ke[keep]ep]'),
      fc.string({ unit: 'grapheme', maxLength: 40 }),
    ),
    { maxLength: 20 },
  )
  .map((parts) => parts.join(''));

const keptText = (description: string) => isKept(aBackup({ description }));

describe('isKept', () => {
  it.each([
    ['[keep] before update', true],
    ['before update [keep]', true],
    ['before [keep] update', true],
    ['[Keep]', true],
    ['before[KEEP]update', true],
    ['', false],
    ['keep', false],
    ['[ keep ]', false],
    ['[keeper]', false],
    ['(keep)', false],
  ])('a manual backup described "%s" → %s', (description, expected) => {
    expect(keptText(description)).toBe(expected);
  });

  it.each(['automatic', 'weekly', ''])('a backup of type "%s" is never locked', (type) => {
    expect(isKept(aBackup({ type, description: '[keep] nightly' }))).toBe(false);
  });
});

describe('withoutKeepMark', () => {
  it.each([
    ['[keep] before update', 'before update'],
    ['before update [keep]', 'before update'],
    ['before [keep] update', 'before update'],
    ['[keep]', ''],
    ['[keep] [KEEP]', ''],
    ['[ke[keep]ep]', '[ke ep]'],
    ['  spaced  text  ', '  spaced  text  '],
    ['', ''],
  ])('"%s" → "%s"', (text, expected) => {
    expect(withoutKeepMark(text)).toBe(expected);
  });

  it('leaves no mark, and is idempotent', () => {
    fc.assert(
      fc.property(textArbitrary, (text) => {
        const bare = withoutKeepMark(text);
        expect(keptText(bare)).toBe(false);
        expect(withoutKeepMark(bare)).toBe(bare);
      }),
    );
  });
});

describe('addKeepMark', () => {
  it.each([
    ['before update', '[keep] before update'],
    ['', '[keep]'],
    ['  ', '[keep]'],
    ['[keep] before update', '[keep] before update'],
    ['before [Keep] update', 'before [Keep] update'],
  ])('"%s" → "%s"', (text, expected) => {
    expect(addKeepMark(text)).toBe(expected);
  });

  it('keeps the mark of a long text, and cuts the rest', () => {
    const marked = addKeepMark(`${'a'.repeat(300)}${KEEP_MARK}`);
    expect(marked).toBe(`[keep] ${'a'.repeat(248)}`);
  });

  it('always marks, never exceeds the length, and is idempotent', () => {
    fc.assert(
      fc.property(textArbitrary, fc.nat({ max: 300 }), (text, padding) => {
        const marked = addKeepMark(text + 'x'.repeat(padding));
        expect(keptText(marked)).toBe(true);
        expect(marked.length).toBeLessThanOrEqual(DESCRIPTION_MAX_LENGTH);
        expect(addKeepMark(marked)).toBe(marked);
      }),
    );
  });
});

describe('cutDescription', () => {
  it('never cuts inside a character', () => {
    expect(cutDescription(`${'a'.repeat(254)}💾 and more`)).toBe('a'.repeat(254));
  });

  it('leaves what fits', () => {
    expect(cutDescription('a'.repeat(255))).toBe('a'.repeat(255));
  });
});
