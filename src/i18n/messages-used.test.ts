import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { messagesEn } from './messages-en';

/** Sources that may show messages; the catalogues themselves and tests do not count as use. */
function sourceText(): string {
  const root = path.resolve(import.meta.dirname, '..');
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name) && !/messages-\w+/.test(name))
    .map((name) => readFileSync(path.join(root, name), 'utf8'))
    .join('\n');
}

it('every message is shown somewhere', () => {
  const text = sourceText();
  // Keys that are put together from a code: `error.${kind}.title`, or looked up by a word of the provider.
  const patterns = [...text.matchAll(/`((?:[\w.-]|\$\{[^}]+\})+)`/g)]
    .map(([, template]) => template ?? '')
    .filter((template) => template.includes('${') && template.includes('.'))
    .map((template) => {
      const parts = template.split(/\$\{[^}]+\}/).map((part) => part.replaceAll('.', '\\.'));
      return new RegExp(`^${parts.join('[\\w-]+')}$`);
    });
  const unused = Object.keys(messagesEn).filter(
    (key) => !text.includes(`'${key}'`) && !patterns.some((pattern) => pattern.test(key)),
  );
  expect(unused).toEqual([]);
});
