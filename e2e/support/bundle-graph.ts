import * as v from 'valibot';

/** Vite's `manifest.json`, by the source file of each chunk. Source: Vite's guide, "Backend Integration". */
export const manifestSchema = v.record(
  v.string(),
  v.object({
    file: v.string(),
    name: v.optional(v.string()),
    imports: v.optional(v.array(v.string()), []),
    css: v.optional(v.array(v.string()), []),
  }),
);
export type Manifest = v.InferOutput<typeof manifestSchema>;

/**
 * The manifest's sources of the page's own modules and preloads. @throws Error if the page has none, or one is missing
 * from the manifest.
 */
export function entriesOf(manifest: Manifest, page: string): readonly string[] {
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
export function chunkNamed(manifest: Manifest, wanted: string): string {
  const found = Object.entries(manifest).find(([, { name }]) => name === wanted);
  if (found === undefined) throw new Error(`The manifest of the build has no chunk named ${wanted}.`);
  return found[0];
}

/** The files that a browser needs before a page can show anything, each once. */
export interface FirstLoad {
  readonly js: readonly string[];
  readonly css: readonly string[];
}

/**
 * The entry and a route's chunk with all their static imports: what is loaded before the route is rendered. Chunks
 * imported later, on a click or when idle, are left out. @throws Error if the manifest lacks one of the sources, so
 * that a renamed route cannot count as zero bytes.
 */
export function firstLoadOf(manifest: Manifest, sources: readonly string[]): FirstLoad {
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
export interface SizedFile {
  readonly file: string;
  readonly bytes: number;
}

export interface BudgetVerdict {
  readonly totalBytes: number;
  readonly isOver: boolean;
  /** One line per file, largest first, and the total against the budget. */
  readonly report: string;
}

/** Compares the total size of a first load with its budget, bytes. */
export function judgeSize(name: string, files: readonly SizedFile[], budgetBytes: number): BudgetVerdict {
  const totalBytes = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const isOver = totalBytes > budgetBytes;
  const lines = files
    .toSorted((a, b) => b.bytes - a.bytes)
    .map(({ file, bytes }) => `  ${kilobytes(bytes).padStart(8)}  ${file}`);
  const verdict = isOver ? 'OVER the budget of' : 'within the budget of';
  const head = `${name}: ${kilobytes(totalBytes)} kB in ${files.length} files, ${verdict} ${kilobytes(budgetBytes)} kB`;
  return { totalBytes, isOver, report: [head, ...lines].join('\n') };
}

/** In kB of 1,000 bytes, as bundle sizes are usually given. */
function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(2);
}
