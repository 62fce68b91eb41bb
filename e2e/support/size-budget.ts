/**
 * Fails if a page's first load is over budget: `tsx e2e/support/size-budget.ts` after `vite build`; an argument names a
 * build other than `dist/client`. Unlike times, bytes do not depend on the machine.
 */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import {
  chunkNamed,
  entriesOf,
  firstLoadOf,
  judgeSize,
  manifestSchema,
  type SizedFile,
} from './bundle-graph';

/** gzip, as sent. */
const JS_BUDGET_BYTES = 150_000;
const CSS_BUDGET_BYTES = 16_000;
/** The font for Latin text; others are fetched only for letters they contain. */
const FONT_BUDGET_BYTES = 50_000;
const LATIN_FONT = 'node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2';

/** Each page's chunk, as named by `vite.config.ts`. */
const ROUTES = { '/': 'overview-page', '/backups': 'backups-page' } as const;

const clientDir = path.resolve(process.argv[2] ?? path.join(import.meta.dirname, '../../dist/client'));

/** Small files are sent as they are; for the others the build produced the compressed form that is sent. */
function sizeSent(file: string): SizedFile {
  const place = path.join(clientDir, file);
  const compressed = statSync(`${place}.gz`, { throwIfNoEntry: false });
  return { file, bytes: (compressed ?? statSync(place)).size };
}

function checkSizes(): boolean {
  const text = readFileSync(path.join(clientDir, '.vite/manifest.json'), 'utf8');
  const manifest = v.parse(manifestSchema, JSON.parse(text));
  const page = readFileSync(path.join(clientDir, 'index.html'), 'utf8');
  const verdicts = Object.entries(ROUTES).flatMap(([name, chunk]) => {
    const { js, css } = firstLoadOf(manifest, [...entriesOf(manifest, page), chunkNamed(manifest, chunk)]);
    return [
      judgeSize(`JavaScript of the first load of ${name}, gzip`, js.map(sizeSent), JS_BUDGET_BYTES),
      judgeSize(`CSS of the first load of ${name}, gzip`, css.map(sizeSent), CSS_BUDGET_BYTES),
    ];
  });
  const font = manifest[LATIN_FONT];
  if (font === undefined) throw new Error(`The manifest of the build has no ${LATIN_FONT}.`);
  verdicts.push(judgeSize('Font of the first load', [sizeSent(font.file)], FONT_BUDGET_BYTES));
  for (const { report } of verdicts) console.log(report);
  return verdicts.every(({ isOver }) => !isOver);
}

if (!checkSizes()) process.exitCode = 1;
