import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { keysNamedIn } from '../../testing/message-keys';
import { messagesEn } from './messages-en';
import { firstEn } from './messages-first-en';

const SRC = path.resolve(import.meta.dirname, '../..');
/** The page as it starts, and the pages whose code does not bring words along. */
const FIRST = ['main.tsx', 'features/overview/overview-page.tsx', 'features/backups/backups-page.tsx'];
/** Parts that come later and do not wait for words: they have none of their own. */
const WORDLESS = ['ui/combobox.tsx'];

/** What a source brings with it: its static imports, those of types left out. */
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

it('what is shown before all words are there has its own among the first', () => {
  const text = textOfFirstLoad();
  const needed = keysNamedIn(text, Object.keys(messagesEn));
  expect(needed.length).toBeGreaterThan(100);
  expect(needed.filter((key) => !Object.hasOwn(firstEn, key))).toEqual([]);
});

it('every other part that comes later waits for its words', () => {
  const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.tsx?$/.test(name) && !/\.test\./.test(name),
  );
  const plain = sources.flatMap((name) =>
    [...readFileSync(path.join(SRC, name), 'utf8').matchAll(/const (\w+) = lazyPart\(/g)].map(
      ([, part = '']) => `${name}: ${part}`,
    ),
  );
  expect(plain.sort()).toEqual(['app/pages.tsx: BackupsPage', 'app/pages.tsx: OverviewPage']);
});
