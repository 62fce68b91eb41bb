/**
 * Fails if a page's first load is over budget: `tsx e2e/support/size-budget.ts` after `vite build`; an argument names a
 * build other than `dist/client`. Unlike times, bytes do not depend on the machine.
 */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';

/** gzip, as sent. */
const JS_BUDGET_BYTES = 150_000;
const CSS_BUDGET_BYTES = 16_000;
/** The font for Latin text; others are fetched only for letters they contain. */
const FONT_BUDGET_BYTES = 50_000;
const LATIN_FONT = 'node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2';

/** Each page's chunk, as named by `vite.config.ts`. */
const ROUTES = { '/': 'overview-page', '/backups': 'backups-page' } as const;

const clientDir = path.resolve(process.argv[2] ?? path.join(import.meta.dirname, '../../dist/client'));

/** Vite's `manifest.json`, by the source file of each chunk. Source: Vite's guide, "Backend Integration". */
const manifestSchema = v.record(
  v.string(),
  v.object({
    file: v.string(),
    name: v.optional(v.string()),
    imports: v.optional(v.array(v.string()), []),
    css: v.optional(v.array(v.string()), []),
  }),
);
type Manifest = v.InferOutput<typeof manifestSchema>;

/**
 * The manifest's sources of the page's own modules and preloads. @throws Error if the page has none, or one is missing
 * from the manifest.
 */
function entriesOf(manifest: Manifest, page: string): readonly string[] {
  const files = [...page.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map(([, file]) => file);
  if (files.length === 0) throw new Error('The page of the build asks for no module.');
  return files.map((file) => {
    const found = Object.entries(manifest).find(([, chunk]) => chunk.file === file);
    if (found === undefined) throw new Error(`The manifest of the build has no ${file}.`);
    return found[0];
  });
}

/**
 * The manifest key of a named chunk. @throws Error if there is none, so that a renamed page cannot count as zero bytes.
 */
function chunkNamed(manifest: Manifest, wanted: string): string {
  const found = Object.entries(manifest).find(([, { name }]) => name === wanted);
  if (found === undefined) throw new Error(`The manifest of the build has no chunk named ${wanted}.`);
  return found[0];
}

/** The files that a browser needs before a page can show anything, each once. */
interface FirstLoad {
  readonly js: readonly string[];
  readonly css: readonly string[];
}

/**
 * The entry and a route's chunk with all their static imports: what is loaded before the route is rendered. Chunks
 * imported later are left out. @throws Error if the manifest lacks one of the sources, so that a renamed route cannot
 * count as zero bytes.
 */
function firstLoadOf(manifest: Manifest, sources: readonly string[]): FirstLoad {
  const seen = new Set<string>();
  const js: string[] = [];
  const css = new Set<string>();
  const visit = (source: string): void => {
    if (seen.has(source)) return;
    seen.add(source);
    const chunk = manifest[source];
    if (chunk === undefined) throw new Error(`The manifest of the build has no ${source}.`);
    js.push(chunk.file);
    for (const file of chunk.css) css.add(file);
    for (const each of chunk.imports) visit(each);
  };
  for (const source of sources) visit(source);
  return { js, css: [...css] };
}

/** A file with its size as sent, bytes. */
interface SizedFile {
  readonly file: string;
  readonly bytes: number;
}

/** Small files are sent as they are; for the others the build produced the compressed form that is sent. */
function sizeSent(file: string): SizedFile {
  const place = path.join(clientDir, file);
  const compressed = statSync(`${place}.gz`, { throwIfNoEntry: false });
  return { file, bytes: (compressed ?? statSync(place)).size };
}

/** Prints the files of a first load, largest first, and whether they are within the budget, in bytes. */
function isWithin(name: string, files: readonly SizedFile[], budgetBytes: number): boolean {
  const totalBytes = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const isOver = totalBytes > budgetBytes;
  const verdict = isOver ? 'OVER the budget of' : 'within the budget of';
  console.log(
    `${name}: ${kilobytes(totalBytes)} kB in ${files.length} files, ${verdict} ${kilobytes(budgetBytes)} kB`,
  );
  for (const { file, bytes } of files.toSorted((a, b) => b.bytes - a.bytes)) {
    console.log(`  ${kilobytes(bytes).padStart(8)}  ${file}`);
  }
  return !isOver;
}

/** In kB of 1,000 bytes, as bundle sizes are usually given. */
function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(2);
}

function checkSizes(): boolean {
  const text = readFileSync(path.join(clientDir, '.vite/manifest.json'), 'utf8');
  const manifest = v.parse(manifestSchema, JSON.parse(text));
  const page = readFileSync(path.join(clientDir, 'index.html'), 'utf8');
  const verdicts = Object.entries(ROUTES).flatMap(([name, chunk]) => {
    const { js, css } = firstLoadOf(manifest, [...entriesOf(manifest, page), chunkNamed(manifest, chunk)]);
    return [
      isWithin(`JavaScript of the first load of ${name}, gzip`, js.map(sizeSent), JS_BUDGET_BYTES),
      isWithin(`CSS of the first load of ${name}, gzip`, css.map(sizeSent), CSS_BUDGET_BYTES),
    ];
  });
  const font = manifest[LATIN_FONT];
  if (font === undefined) throw new Error(`The manifest of the build has no ${LATIN_FONT}.`);
  verdicts.push(isWithin('Font of the first load', [sizeSent(font.file)], FONT_BUDGET_BYTES));
  return verdicts.every((isGood) => isGood);
}

if (!checkSizes()) process.exitCode = 1;
