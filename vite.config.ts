import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { compression } from 'vite-plugin-compression2';
import { defineConfig } from 'vitest/config';

/** Where the gateway listens in development; `npm run dev` starts it beside Vite. */
const GATEWAY_URL = `http://127.0.0.1:${process.env['PORT'] ?? '4173'}`;

/** The pages that must be there soonest; what they have in common is one file. */
const FIRST_PAGES = ['/src/features/servers/overview-page.tsx', '/src/features/backups/backups-page.tsx'];

/** Whether a module comes with another one, by whatever way of static imports. */
function isReachedFrom(page: string, id: string, importersOf: (id: string) => readonly string[]): boolean {
  const seen = new Set([id]);
  for (const each of seen) {
    if (each.endsWith(page)) return true;
    for (const importer of importersOf(each)) seen.add(importer);
  }
  return false;
}

/**
 * The router's components (forms, links that prefetch for its framework) stay in a bundle that uses none of them: a
 * bundler cannot know that making one, and naming it for developer tools, does nothing else. So do its warnings to
 * developers, because its package leads to the development build always.
 */
const leanRouter: Plugin = {
  name: 'lean-router',
  apply: 'build',
  transform: {
    filter: { id: /node_modules\/react-router\// },
    handler: (code) => ({
      code: code
        .replace(/^\w+\.displayName = "\w+";$/gm, '')
        .replace('var ENABLE_DEV_WARNINGS = true;', 'var ENABLE_DEV_WARNINGS = false;')
        .replace(/ = (React\d*\.(?:forwardRef|createContext|memo)\()/g, ' = /* @__PURE__ */ $1'),
      map: null,
    }),
  },
};

export default defineConfig(({ isSsrBuild }) => ({
  plugins: isSsrBuild
    ? []
    : [react(), leanRouter, compression({ algorithms: ['gzip', 'brotliCompress'], threshold: 400 })],
  server: {
    host: '127.0.0.1',
    port: 5173,
    strictPort: true,
    // The browser talks to one origin only; the gateway does the rest, so CORS never arises.
    proxy: { '/api': { target: GATEWAY_URL, changeOrigin: true } },
  },
  build: isSsrBuild
    ? { outDir: 'dist/server', target: 'node20', emptyOutDir: true, copyPublicDir: false }
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
          output: {
            chunkFileNames: ({ name }) => `assets/${name.startsWith('shared~') ? 'shared' : name}-[hash].js`,
            // Few files: a request costs more than some bytes, and larger files compress better.
            codeSplitting: {
              groups: [
                { name: 'app', tags: ['$initial'] },
                {
                  name: (id, modules) => {
                    const importersOf = (each: string) => modules.getModuleInfo(each)?.importers ?? [];
                    return FIRST_PAGES.every((page) => isReachedFrom(page, id, importersOf)) ? 'lists' : null;
                  },
                  test: /\/src\//,
                },
                { name: 'shared', minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 8_000 },
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
          include: ['src/**/*.test.ts', 'server/**/*.test.ts', 'e2e/support/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'component',
          environment: 'jsdom',
          // The app is loaded once a worker, not once a file; `test-setup.ts` leaves nothing behind after a test.
          isolate: false,
          include: ['src/**/*.test.tsx'],
          setupFiles: ['src/app/test-setup.ts'],
        },
      },
    ],
  },
}));
