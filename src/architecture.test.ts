import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/** The rules of the structure that the linter cannot see: who may import whom, who may call the network. */

const ROOT = path.resolve(import.meta.dirname, '..');
const MAX_LINES = 400;
/** Catalogues of messages are data: one line a sentence, however many there are. */
const MESSAGES = /^src\/core\/text\/messages-[\w-]+\.ts$/;

/** What each layer of `src` may import besides itself. Features are ruled apart from each other below. */
const ALLOWED_LAYERS: Readonly<Record<string, readonly string[]>> = {
  core: [],
  routes: [],
  browser: ['core'],
  api: ['core', 'browser'],
  ui: ['core', 'browser'],
  components: ['core', 'browser', 'api', 'ui', 'routes'],
  features: ['core', 'browser', 'api', 'ui', 'routes', 'components'],
  app: ['core', 'browser', 'api', 'ui', 'routes', 'components', 'features'],
  main: ['core', 'browser', 'api', 'ui', 'routes', 'components', 'features', 'app'],
};

/** `name` is relative to the repository, with `/`; `code` has no comments. */
interface SourceFile {
  readonly name: string;
  readonly lineCount: number;
  readonly code: string;
  readonly imports: readonly string[];
}

/** Comments go, strings stay: a `//` inside a string starts no comment. */
function withoutComments(text: string): string {
  return text.replace(
    /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g,
    (_all, string: string | undefined) => string ?? ' ',
  );
}

/** Specifiers of static and dynamic imports, of re-exports, and of imports for their effect. */
function importsOf(code: string): string[] {
  const pattern =
    /\b(?:import|export)\b[^'"`;()]*?\bfrom\s*['"]([^'"]+)['"]|\bimport\s*['"]([^'"]+)['"]|\bimport\s*\(\s*['"`]([^'"`]+)['"`]/g;
  return [...code.matchAll(pattern)].flatMap((match) =>
    match.slice(1).filter((group) => group !== undefined),
  );
}

function readSources(folder: string): SourceFile[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => {
      const name = path.posix.join(folder, file.replaceAll('\\', '/'));
      const text = readFileSync(path.join(ROOT, name), 'utf8');
      const code = withoutComments(text);
      return { name, lineCount: text.trimEnd().split('\n').length, code, imports: importsOf(code) };
    });
}

/** Tests, and what only tests import, may reach anywhere. */
function isForTests(name: string): boolean {
  return /\.test\.tsx?$/.test(name) || name.startsWith('src/testing/') || name.startsWith('server/testing/');
}

/** What a relative import names, relative to the repository; null for a package. */
function targetOf(from: string, specifier: string): string | null {
  return specifier.startsWith('.') ? path.posix.join(path.posix.dirname(from), specifier) : null;
}

function layerOf(name: string): string | null {
  const [top, layer = ''] = name.split('/');
  if (top !== 'src') return null;
  return /^main(\.tsx)?$/.test(layer) ? 'main' : layer;
}

function featureOf(name: string): string | null {
  return /^src\/features\/([^/]+)/.exec(name)?.[1] ?? null;
}

function isWrongDirection(from: string, to: string): boolean {
  const layer = layerOf(from) ?? '';
  const imported = layerOf(to);
  return imported === null || (imported !== layer && !ALLOWED_LAYERS[layer]?.includes(imported));
}

function isOtherFeature(from: string, to: string): boolean {
  const imported = featureOf(to);
  return imported !== null && imported !== featureOf(from);
}

/** What browser and server both run. No React in it. */
const OPEN_TO_SERVER = /^src\/core\//;

function isClosedToServer(to: string): boolean {
  return to.startsWith('src/') && !OPEN_TO_SERVER.test(to);
}

const sources = readSources('src');
const serverSources = readSources('server');
const shipped = sources.filter(({ name }) => !isForTests(name));
const shippedServer = serverSources.filter(({ name }) => !isForTests(name));
const inLayer = (layer: string) => shipped.filter(({ name }) => layerOf(name) === layer);

/** One line an import that a rule refuses: `src/ui/button.tsx imports ../domain/backup`. */
function refusedImports(
  files: readonly SourceFile[],
  isRefused: (from: string, to: string) => boolean,
): string[] {
  return files.flatMap(({ name, imports }) =>
    imports
      .filter((specifier) => {
        const to = targetOf(name, specifier);
        return to !== null && isRefused(name, to);
      })
      .map((specifier) => `${name} imports ${specifier}`),
  );
}

/** One line a use of something that a rule refuses: `src/app/shell.tsx uses fetch(`. */
function refusedUses(files: readonly SourceFile[], pattern: RegExp): string[] {
  return files.flatMap(({ name, code }) =>
    [...code.matchAll(pattern)].map(({ 0: use }) => `${name} uses ${use.trim()}`),
  );
}

const NETWORK = /(?<![\w$])(?:fetch\s*\(|XMLHttpRequest\b|sendBeacon\b|EventSource\b|WebSocket\b)/g;
const MARKUP_OR_CODE =
  /\b(?:dangerouslySetInnerHTML|innerHTML|outerHTML|insertAdjacentHTML|document\.write(?:ln)?)\b|(?<![\w$.])eval\s*\(|\bnew\s+Function\b/g;
const CLOCK =
  /\bDate\.now\b|\bnew\s+Date\s*\(\s*\)|\bperformance\.now\b|\bMath\.random\b|\bset(?:Timeout|Interval)\b/g;

describe('imports', () => {
  it.each(Object.entries(ALLOWED_LAYERS))('%s imports, besides itself, only: %j', (layer) => {
    expect(refusedImports(inLayer(layer), isWrongDirection)).toEqual([]);
  });

  it('every file of src stands in a layer', () => {
    const strays = shipped.filter(({ name }) => !Object.hasOwn(ALLOWED_LAYERS, layerOf(name) ?? ''));
    expect(strays.map(({ name }) => name)).toEqual([]);
  });

  it('features never import each other', () => {
    expect(refusedImports(inLayer('features'), isOtherFeature)).toEqual([]);
  });

  it('of src, the server imports only core', () => {
    expect(refusedImports(shippedServer, (_from, to) => isClosedToServer(to))).toEqual([]);
  });

  it('what ships imports nothing that is for tests', () => {
    const isTestCode = (_from: string, to: string) => isForTests(to) || isForTests(`${to}.ts`);
    expect(refusedImports([...shipped, ...shippedServer], isTestCode)).toEqual([]);
  });

  it('of the router only what the first load can carry is used: links are those of src/ui/link', () => {
    const heavy = /import \{[^}]*\b(?:Nav)?(?:Link|Routes|Outlet|Form)\b[^}]*\} from 'react-router-dom'/g;
    expect(refusedUses(shipped, heavy)).toEqual([]);
  });

  it('core imports no package but those for schemas and dates', () => {
    const packages = inLayer('core').flatMap(({ name, imports }) =>
      imports
        .filter(
          (one) => targetOf(name, one) === null && !/^(?:valibot|date-fns|@date-fns\/utc)(?:\/|$)/.test(one),
        )
        .map((one) => `${name} imports ${one}`),
    );
    expect(packages).toEqual([]);
  });
});

describe('uses', () => {
  it('only src/api calls the network', () => {
    const others = shipped.filter(({ name }) => layerOf(name) !== 'api');
    expect(refusedUses(others, NETWORK)).toEqual([]);
  });

  it('inside src/api, only http.ts does', () => {
    const others = inLayer('api').filter(({ name }) => name !== 'src/api/http.ts');
    expect(refusedUses(others, NETWORK)).toEqual([]);
  });

  it('core reads no clock and rolls no dice', () => {
    expect(refusedUses(inLayer('core'), CLOCK)).toEqual([]);
  });

  it('no text becomes markup or code', () => {
    expect(refusedUses([...shipped, ...shippedServer], MARKUP_OR_CODE)).toEqual([]);
  });
});

describe('size', () => {
  it(`no file is longer than ${MAX_LINES} lines`, () => {
    const long = [...sources, ...serverSources].filter(
      ({ name, lineCount }) => lineCount > MAX_LINES && !MESSAGES.test(name),
    );
    expect(long.map(({ name, lineCount }) => `${name} has ${lineCount} lines`)).toEqual([]);
  });
});

describe('the checks themselves', () => {
  it('read the whole tree', () => {
    expect(sources.map(({ name }) => name)).toContain('src/core/backups/backup.ts');
    expect(serverSources.length).toBeGreaterThan(0);
  });

  it('see every form of import, and none in comments', () => {
    const code = withoutComments(`
      import a from './a';
      import { type B, b } from "./b";
      import type {
        C } from './c'; import './d.css';
      export { e } from './e'; export * from './f';
      const g = await import('./g');
      const url = 'https://example.net/'; import h from './h';
      /* import x from './x1'; */ // import x from './x2';
    `);
    expect(importsOf(code)).toEqual(['./a', './b', './c', './d.css', './e', './f', './g', './h']);
  });

  it.each([
    ['src/core/backups/a.ts', '../../api/http', true],
    ['src/ui/a.tsx', '../components/moment', true],
    ['src/routes/a.ts', '../api/http', true],
    ['src/features/backups/a.tsx', '../../app/shell', true],
    ['src/features/backups/a.tsx', '../../../server/config', true],
    ['src/features/backups/a.tsx', '../../api/backups', false],
    ['src/app/a.tsx', '../features/backups/page', false],
    ['src/main.tsx', './app/app', false],
    ['src/app/a.tsx', '../main', true],
  ])('know the direction: %s importing %s is refused: %s', (from, specifier, isRefused) => {
    expect(isWrongDirection(from, targetOf(from, specifier) ?? '')).toBe(isRefused);
  });

  it.each([
    ['src/features/backups/dialogs/a.tsx', '../../server/page', true],
    ['src/features/backups/dialogs/a.tsx', '../selection', false],
  ])('know features apart: %s importing %s is refused: %s', (from, specifier, isRefused) => {
    expect(isOtherFeature(from, targetOf(from, specifier) ?? '')).toBe(isRefused);
  });

  it.each([
    ['../src/api/http', true],
    ['../src/features/backups/page', true],
    ['./core/contract/schema', false],
    ['./core/contract/schema-server', false],
    ['./core/backups/quota', false],
    ['./core/text/protection-text', false],
    ['./core/text/messages-en', false],
    ['../src/components/i18n/i18n-provider', true],
    ['./config', false],
  ])('know what is open to the server: server/a.ts importing %s is refused: %s', (specifier, isRefused) => {
    expect(isClosedToServer(targetOf('server/a.ts', specifier) ?? '')).toBe(isRefused);
  });

  it('see calls of the network, and only those', () => {
    const use = (code: string) => refusedUses([{ name: 'a', lineCount: 1, code, imports: [] }], NETWORK);
    expect(use('await fetch (url)')).toEqual(['a uses fetch (']);
    expect(use('window.fetch(url); navigator.sendBeacon(url)')).toHaveLength(2);
    expect(use('query.refetch(); client.fetchQuery(x); prefetch(y)')).toEqual([]);
  });
});
