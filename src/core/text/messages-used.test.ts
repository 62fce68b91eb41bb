import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { keysNamedIn } from '../../testing/message-keys';
import { messagesEn } from './messages-en';

/** Sources that may show messages; the catalogues themselves and tests do not count as use. */
function sourceText(): string {
  const root = path.resolve(import.meta.dirname, '../..');
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name) && !/messages-\w+/.test(name))
    .map((name) => readFileSync(path.join(root, name), 'utf8'))
    .join('\n');
}

it('every message is shown somewhere', () => {
  const keys = Object.keys(messagesEn);
  const used = new Set(keysNamedIn(sourceText(), keys));
  const unused = keys.filter((key) => !used.has(key));
  expect(unused).toEqual([]);
});
