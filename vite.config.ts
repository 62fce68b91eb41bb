import path from 'node:path';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { compression } from 'vite-plugin-compression2';
import { defineConfig } from 'vitest/config';

/** Where the gateway listens in development; `npm run dev` starts it beside Vite. */
const GATEWAY_URL = `http://127.0.0.1:${process.env['PORT'] ?? '4173'}`;

/** The pages that must be there soonest, by URL. */
const FIRST_PAGES = {
  '/': '/src/features/overview/overview-page.tsx',
  '/backups': '/src/features/backups/backups-page.tsx',
} as const;
const DUTCH_WORDS = '/src/core/text/messages-first-nl.ts';

const chunkNameOf = (page: string): string => path.basename(page, '.tsx');

/** Whether a module comes with another one, by whatever way of static imports. */
function isReachedFrom(source: string, id: string, importersOf: (id: string) => readonly string[]): boolean {
  const seen = new Set([id]);
  for (const each of seen) {
    if (each.endsWith(source)) return true;
    for (const importer of importersOf(each)) seen.add(importer);
  }
  return false;
}

/**
 * Two files of code a first page, and one style sheet for both: a browser asks for six files at a time (HTTP/1.1), and
 * the three lists that every page waits for are among them. Larger files compress better, too.
 */
function firstPagesChunk(id: string, importersOf: (id: string) => readonly string[]): string | null {
  if (isReachedFrom('/src/main.tsx', id, importersOf)) return 'app';
  const pages = Object.values(FIRST_PAGES).filter((page) => isReachedFrom(page, id, importersOf));
  const [page, other] = pages;
  if (page === undefined) return null;
  return other !== undefined || id.endsWith('.css') ? 'app' : chunkNameOf(page);
}

/**
 * The code of the page that the URL names, and the words of the language, start with the HTML, not when the app has
 * come: a script in the page asks for them. The gateway allows inline scripts by the hash that it takes of the built
 * page.
 */
const routeHints: Plugin = {
  name: 'route-hints',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (html, { bundle }) => {
      const chunks = Object.values(bundle ?? {}).filter((each) => each.type === 'chunk');
      const filesOf = (isWanted: (chunk: (typeof chunks)[number]) => boolean): string[] => {
        const files = new Set(chunks.filter(isWanted).map(({ fileName }) => fileName));
        for (const name of files) {
          for (const file of chunks.find(({ fileName }) => fileName === name)?.imports ?? []) files.add(file);
        }
        return [...files].filter((file) => !html.includes(`"/${file}"`));
      };
      const pages = Object.entries(FIRST_PAGES).map(([pathname, page]) => {
        return [pathname, filesOf(({ name }) => name === chunkNameOf(page))] as const;
      });
      const words = filesOf(({ facadeModuleId }) => facadeModuleId?.endsWith(DUTCH_WORDS) === true);
      for (const [name, files] of [...pages, ['Dutch', words] as const]) {
        if (files.length === 0) throw new Error(`No chunk of the build is that of ${name}.`);
      }
      const text = `{ const hints = ${JSON.stringify(Object.fromEntries([...pages, ['nl', words]]))};
      for (const name of [location.pathname, document.documentElement.lang]) for (const file of hints[name] || []) {
        const link = document.createElement('link');
        link.rel = 'modulepreload';
        link.crossOrigin = '';
        link.href = '/' + file;
        document.head.append(link);
      } }`;
      // Before the style sheet: a script after it would wait until that has come.
      return html.replace(
        '<script type="module"',
        () => `<script>${text}</script>\n    <script type="module"`,
      );
    },
  },
};

export default defineConfig(({ isSsrBuild }) => ({
  plugins: isSsrBuild
    ? []
    : [react(), routeHints, compression({ algorithms: ['gzip', 'brotliCompress'], threshold: 400 })],
  server: {
    host: '127.0.0.1',
    port: 5173,
    strictPort: true,
    // The browser talks to one origin only; the gateway does the rest, so CORS never arises.
    proxy: { '/api': { target: GATEWAY_URL, changeOrigin: true } },
  },
  build: isSsrBuild
    ? {
        outDir: 'dist/server',
        target: 'node20',
        emptyOutDir: true,
        copyPublicDir: false,
        ssr: true,
        rolldownOptions: {
          // The gateway, and the command for cron and Nagios, which needs none of the development tools then.
          input: { main: 'server/main.ts', 'check-backups': 'server/watch/check/check-backups.ts' },
          // Beside them: the gateway looks for the built pages from where its code is.
          output: { chunkFileNames: '[name]-[hash].js' },
        },
      }
    : {
        outDir: 'dist/client',
        target: 'es2022',
        emptyOutDir: true,
        assetsInlineLimit: 0,
        // For the size budget: which chunks a page needs is written nowhere else.
        manifest: true,
        // Every browser of the build target knows module preloads.
        modulePreload: { polyfill: false },
        rolldownOptions: {
          // No property here does anything when it is read, and none of an unused value when it is set (`displayName`).
          treeshake: { propertyReadSideEffects: false, propertyWriteSideEffects: false },
          output: {
            chunkFileNames: ({ name }) => `assets/${name.startsWith('shared~') ? 'shared' : name}-[hash].js`,
            codeSplitting: {
              groups: [
                {
                  name: (id, modules) =>
                    firstPagesChunk(id, (each) => modules.getModuleInfo(each)?.importers ?? []),
                },
                // Few files: a request costs more than some bytes. A language is a file of its own.
                {
                  name: 'shared',
                  test: /^(?!.*\/core\/text\/messages-)/,
                  minShareCount: 2,
                  entriesAware: true,
                  entriesAwareMergeThreshold: 8_000,
                },
              ],
            },
          },
        },
      },
  test: {
    // A test waits for what it promises; a busy machine may take longer.
    testTimeout: 20_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          // A process a worker, not a file. A test that leaves something behind fails one that comes after it.
          isolate: false,
          include: ['src/**/*.test.ts', 'e2e/support/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'server',
          environment: 'node',
          isolate: false,
          include: ['server/**/*.test.ts'],
          globalSetup: ['server/testing/global-setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'component',
          environment: 'jsdom',
          // The app is loaded once a worker, not once a file; `setup.ts` leaves nothing behind after a test.
          isolate: false,
          include: ['src/**/*.test.tsx'],
          setupFiles: ['src/testing/setup.ts'],
        },
      },
    ],
  },
}));
