import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const stages = readFileSync(join(import.meta.dirname, '../deploy/Dockerfile'), 'utf8')
  .replace(/\\\n/g, ' ')
  .split(/^(?=FROM )/m)
  .filter((text) => text.startsWith('FROM '))
  .map((text) => ({
    name: /^FROM \S+ AS (\w+)/.exec(text)?.[1] ?? null,
    lines: text.trim().split(/\n+/),
  }));

it('the image contains the packages needed at run time, and none that only build or test', () => {
  const last = stages.at(-1)?.lines ?? [];
  expect(last.filter((line) => /\bnpm\b/.test(line))).toEqual([]);
  const sources = last.flatMap((line) => {
    const [, from, what] = /^COPY --from=(\w+) (\S+)/.exec(line) ?? [];
    return what === '/app' || what?.includes('node_modules') ? [from] : [];
  });
  expect(sources).toHaveLength(1);
  const source = stages.find(({ name }) => name === sources[0]);
  const installs = source?.lines.filter((line) => /\bnpm (?:ci|i|install|add)\b/.test(line)) ?? [];
  expect(installs).toEqual([expect.stringMatching(/^RUN npm ci .*--omit=dev\b/)]);
});
