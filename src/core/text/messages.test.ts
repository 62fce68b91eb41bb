import { describe, expect, it } from 'vitest';
import { messagesEn } from './messages-en';
import { messagesNl } from './messages-nl';
import { type Message, splitPlaceholders } from './translate';

/** Every text of a language, one a plural form, named by its key. */
function textsOf(messages: Readonly<Record<string, Message>>): readonly (readonly [string, string])[] {
  return Object.entries(messages).flatMap(([key, message]) =>
    typeof message === 'string'
      ? [[key, message] as const]
      : [[`${key} (one)`, message.one] as const, [`${key} (other)`, message.other] as const],
  );
}

function placeholdersOf(text: string): readonly string[] {
  return splitPlaceholders(text)
    .flatMap((part) => ('name' in part ? [part.name] : []))
    .sort();
}

const ENGLISH = textsOf(messagesEn);
const DUTCH = textsOf(messagesNl);

/** Words that Dutch has in common with English, and names. Everything else that is equal was forgotten. */
const SAME_IN_BOTH: ReadonlySet<string> = new Set([
  ' · ',
  'Account',
  'Compact',
  'Details',
  'Details: {action}, {time}',
  'Docker Compose',
  'E-mail',
  'Filters',
  'Provider',
  'Server',
  'Servers',
  'Status',
  'Token',
  'Type',
  'UTC',
  'VPS Backups',
  'd',
  'min',
  's',
  '{count} server',
  '{count} servers',
  '({attention}) {title}',
  '{count} {state}',
  '{server}, {elapsed}',
  'in {zone}',
]);

describe('the languages', () => {
  it('have the same placeholders in each form of each message', () => {
    const names = (texts: typeof ENGLISH) =>
      Object.fromEntries(texts.map(([key, text]) => [key, placeholdersOf(text)]));
    expect(names(DUTCH)).toEqual(names(ENGLISH));
  });

  it('have no untranslated text', () => {
    const english = new Map(ENGLISH);
    const left = DUTCH.filter(([key, text]) => english.get(key) === text && !SAME_IN_BOTH.has(text));
    expect(left).toEqual([]);
  });
});

describe('every text', () => {
  it.each<[string, (text: string) => boolean]>([
    ['says something', (text) => text.trim() !== ''],
    ['has no markup', (text) => !/[<>]|&\w+;/.test(text)],
    ['has braces around names only', (text) => !/[{}]/.test(text.replace(/\{\w+\}/g, ''))],
    ['is one line with single spaces and a real ellipsis', (text) => !/ {2}|\.\.\.|[\n\t]/.test(text)],
    // Only a separator brings its own spaces; elsewhere they would show as gaps.
    ['neither begins nor ends with a space', (text) => text === text.trim() || text === ' · '],
  ])('%s', (_promise, isKept) => {
    expect([...ENGLISH, ...DUTCH].filter(([, text]) => !isKept(text))).toEqual([]);
  });
});

describe('plural messages', () => {
  it('contain the number in each form; the form for one may say it in words', () => {
    const silent = [...ENGLISH, ...DUTCH].filter(
      ([key, text]) =>
        / \((one|other)\)$/.test(key) &&
        !placeholdersOf(text).includes('count') &&
        !(key.endsWith('(one)') && /^(Your|Je|The only|De enige|The newest|De nieuwste) /.test(text)),
    );
    expect(silent).toEqual([]);
  });
});

describe('buttons that carry a label for assistive technology', () => {
  // Who speaks to the browser says what is seen (WCAG 2.5.3): the label must contain the visible words.
  it.each([
    ['backups.row.restore', 'backups.row.restoreLabel'],
    ['backups.row.delete', 'backups.row.deleteLabel'],
    ['overview.backUp', 'overview.backUpLabel'],
  ] as const)('%s is part of its label', (visible, label) => {
    for (const messages of [messagesEn, messagesNl]) {
      expect(messages[label].toLowerCase()).toContain(messages[visible].toLowerCase());
    }
  });
});

describe('Dutch', () => {
  it('writes "back-up", and "je" rather than "u"', () => {
    const wrong = DUTCH.filter(
      ([key, text]) =>
        key !== 'app.name' && (/backup|snapshot/i.test(text) || /(^|\s)(u|uw)(\s|[.,?]|$)/i.test(text)),
    ).filter(([key]) => key !== 'unit.hour');
    expect(wrong).toEqual([]);
  });
});

describe('English', () => {
  it('never calls a backup a snapshot, which the provider sells separately', () => {
    expect(ENGLISH.filter(([, text]) => /snapshot/i.test(text))).toEqual([]);
  });
});
