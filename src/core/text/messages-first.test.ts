import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { keysNamedIn } from '../../testing/message-keys';
import { messagesEn } from './messages-en';
import { firstEn } from './messages-first-en';

const SRC = path.resolve(import.meta.dirname, '../..');
/** The entry, and pages rendered outside `AllWords`. */
const FIRST = ['main.tsx', 'features/overview/overview-page.tsx', 'features/backups/backups-page.tsx'];
/** Lazy, but rendered outside `AllWords`. */
const WORDLESS = ['ui/fields/combobox.tsx'];

/** Static imports, without types. */
function importsOf(file: string, text: string): string[] {
  return [...text.matchAll(/^import (?!type\b)([^;]*?)(?: from )?'(\.[^']+)';$/gm)]
    .filter(([, names = '']) => !/^\{(\s*type [^,}]+,?)+\s*\}$/.test(names.trim()))
    .map(([, , place = '']) => path.resolve(path.dirname(file), place))
    .flatMap((place) => [`${place}.ts`, `${place}.tsx`].filter((each) => existsSync(each)));
}

function textOfFirstLoad(): string {
  const files = new Set([...FIRST, ...WORDLESS].map((name) => path.join(SRC, name)));
  const texts: string[] = [];
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    for (const each of importsOf(file, text)) files.add(each);
    if (!/messages-\w+/.test(file)) texts.push(text);
  }
  return texts.join('\n');
}

it('every message of the first load is in the first catalogue', () => {
  const text = textOfFirstLoad();
  const needed = keysNamedIn(text, Object.keys(messagesEn));
  expect(needed.length).toBeGreaterThan(100);
  expect(needed.filter((key) => !Object.hasOwn(firstEn, key))).toEqual([]);
});
