import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { chunkNamed, entriesOf, firstLoadOf, judgeSize, manifestSchema } from './bundle-graph';

const manifest = v.parse(manifestSchema, {
  'index.html': {
    file: 'assets/index.js',
    isEntry: true,
    imports: ['_react.js'],
    dynamicImports: ['src/list-page.tsx', 'src/dialogs.tsx'],
    css: ['assets/index.css'],
  },
  '_react.js': { file: 'assets/react.js' },
  '_table.js': { file: 'assets/table.js', name: 'table', imports: ['_react.js'], css: ['assets/table.css'] },
  'src/list-page.tsx': { file: 'assets/list.js', imports: ['_table.js', 'index.html'], css: [] },
  'src/dialogs.tsx': { file: 'assets/dialogs.js', imports: ['_react.js'] },
});

describe('the first load of a page', () => {
  it('is the entry and the route with all that they import, each file once', () => {
    expect(firstLoadOf(manifest, ['index.html', 'src/list-page.tsx'])).toEqual({
      js: ['assets/index.js', 'assets/react.js', 'assets/list.js', 'assets/table.js'],
      css: ['assets/index.css', 'assets/table.css'],
    });
  });

  it('is without what comes later', () => {
    expect(firstLoadOf(manifest, ['index.html']).js).not.toContain('assets/dialogs.js');
  });

  it('cannot become small by a route that no longer has its name', () => {
    expect(() => firstLoadOf(manifest, ['index.html', 'src/gone.tsx'])).toThrow('src/gone.tsx');
  });
});

describe('what the page itself asks for', () => {
  const page = (files: readonly string[]) =>
    `<link rel="icon" href="/favicon.svg">${files.map((file) => `<script type="module" src="/${file}"></script>`).join('')}`;

  it('is found in the manifest by its files', () => {
    expect(entriesOf(manifest, page(['assets/react.js', 'assets/index.js']))).toEqual([
      '_react.js',
      'index.html',
    ]);
  });

  it.each([
    ['nothing', [], 'no module'],
    ['a file of another build', ['assets/old.js'], 'assets/old.js'],
  ])('cannot be %s', (_what, files, message) => {
    expect(() => entriesOf(manifest, page(files))).toThrow(message);
  });
});

describe('a chunk with a name', () => {
  it('is found by it', () => {
    expect(chunkNamed(manifest, 'table')).toBe('_table.js');
  });

  it('cannot weigh nothing once it is called otherwise', () => {
    expect(() => chunkNamed(manifest, 'rows')).toThrow('rows');
  });
});

describe('the budget', () => {
  const files = [
    { file: 'small.js', bytes: 1_000 },
    { file: 'large.js', bytes: 134_000 },
  ];

  it('holds to the last byte', () => {
    expect(judgeSize('/', files, 135_000).isOver).toBe(false);
    expect(judgeSize('/', files, 134_999).isOver).toBe(true);
  });

  it('is reported with the heaviest file first', () => {
    expect(judgeSize('/', files, 100_000).report.split('\n')).toEqual([
      '/: 135.00 kB in 2 files, OVER the budget of 100.00 kB',
      '    134.00  large.js',
      '      1.00  small.js',
    ]);
  });
});
