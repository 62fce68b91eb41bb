import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { compression } from 'vite-plugin-compression2';
import { defineConfig } from 'vitest/config';

/** Where the gateway listens in development; `npm run dev` starts it beside Vite. */
const GATEWAY_URL = `http://127.0.0.1:${process.env['PORT'] ?? '4173'}`;

/** The pages that must be there soonest; what they have in common is one file. */
const HINTED_PAGES = {
  '/': '/src/features/servers/overview-page.tsx',
  '/backups': '/src/features/backups/backups-page.tsx',
} as const;
const FIRST_PAGES = Object.values(HINTED_PAGES);

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
        // Told to developers who forgot the router, or to browsers without `URLSearchParams`: here are none of either.
        .replace(/invariant\(\s*!?useInRouterContext\(\),[^;]*\);/g, '')
        .replace(/warning\(\s*(?:locationContext|typeof URLSearchParams)[^;]*\);/g, '')
        // What follows is for routes with data, which this program does not use.
        .replace('isDataRoute ? useNavigateStable() : useNavigateUnstable()', 'useNavigateUnstable()')
        .replace(/^RenderErrorBoundary\.contextType = .*$/m, '')
        .replace(/ = new Set\(/g, ' = /* @__PURE__ */ new Set(')
        .replace('var ENABLE_DEV_WARNINGS = true;', 'var ENABLE_DEV_WARNINGS = false;')
        .replace(/ = (React\d*\.(?:forwardRef|createContext|memo)\()/g, ' = /* @__PURE__ */ $1'),
      map: null,
    }),
  },
};

/** The keys of an icon's lines: React asks for none where children are given one by one, as here. */
const leanIcons: Plugin = {
  name: 'lean-icons',
  apply: 'build',
  transform: {
    filter: { id: /node_modules\/lucide-react\/.*\/icons\// },
    handler: (code) => ({ code: code.replace(/,\s*key: "\w+"/g, ''), map: null }),
  },
};

/**
 * The code of the page that the URL names starts with the HTML, not when the app has come: a script in the page asks
 * for it. The gateway allows inline scripts by the hash that it takes of the built page.
 */
const routeHints: Plugin = {
  name: 'route-hints',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (html, { bundle }) => {
      const chunks = Object.values(bundle ?? {}).filter((each) => each.type === 'chunk');
      const filesOf = (isWanted: (chunk: (typeof chunks)[number]) => boolean): Set<string> => {
        const files = new Set<string>();
        for (const chunk of new Set(chunks.filter(isWanted))) {
          const pending = [chunk.fileName];
          for (const name of pending) {
            if (files.has(name)) continue;
            files.add(name);
            const found = chunks.find(({ fileName }) => fileName === name);
            for (const css of found?.viteMetadata?.importedCss ?? []) files.add(css);
            pending.push(...(found?.imports ?? []));
          }
        }
        return files;
      };
      const initial = filesOf(({ fileName }) => html.includes(`/${fileName}"`));
      const hints = Object.entries(HINTED_PAGES).map(([pathname, source]) => {
        const files = filesOf(({ facadeModuleId }) => facadeModuleId?.endsWith(source) === true);
        return [pathname, [...files].filter((file) => !initial.has(file))];
      });
      const text = `for (const file of ${JSON.stringify(Object.fromEntries(hints))}[location.pathname] || []) {
        const link = document.createElement('link');
        link.rel = file.endsWith('.css') ? 'preload' : 'modulepreload';
        if (link.rel === 'preload') link.as = 'style';
        link.crossOrigin = '';
        link.href = '/' + file;
        document.head.append(link);
      }`;
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
    : [
        react(),
        leanRouter,
        leanIcons,
        routeHints,
        compression({ algorithms: ['gzip', 'brotliCompress'], threshold: 400 }),
      ],
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
          input: { main: 'server/main.ts', 'check-backups': 'server/watch/check-backups.ts' },
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
          // No property of ours, or of the packages that are used here, does something when it is read.
          treeshake: { propertyReadSideEffects: false },
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
          // A process a worker, not a file. A test that leaves something behind fails one that comes after it.
          isolate: false,
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
