import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { compression } from 'vite-plugin-compression2';

/** Where the gateway listens in development; `npm run dev` starts it beside Vite. */
const GATEWAY_URL = `http://127.0.0.1:${process.env['PORT'] ?? '4173'}`;

/** What the HTML starts to load with the entry: the chunk of the page at a path, and Dutch by its language tag. */
const HINTS = { '/': 'overview-page', '/backups': 'backups-page', nl: 'messages-first-nl' } as const;
const FIRST_PAGES = [HINTS['/'], HINTS['/backups']];

/**
 * One chunk for the entry and what both first pages share, and one for each of these pages. A browser asks for six files
 * at a time (HTTP/1.1), and the early calls of `index.html` are three of them.
 */
function firstPagesChunk(id: string, importersOf: (id: string) => readonly string[]): string | null {
  const reached = new Set([id]);
  for (const each of reached) for (const importer of importersOf(each)) reached.add(importer);
  const isReachedFrom = (file: string) => [...reached].some((each) => each.endsWith(file));
  if (isReachedFrom('/src/main.tsx')) return 'app';
  const [page, other] = FIRST_PAGES.filter((name) => isReachedFrom(`/${name}.tsx`));
  if (page === undefined) return null;
  return other !== undefined || id.endsWith('.css') ? 'app' : page;
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

/** Preloads the chunks of `HINTS`. The gateway allows the inline script by its hash. */
const routeHints: Plugin = {
  name: 'route-hints',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (html, { bundle }) => {
      const chunks = Object.values(bundle ?? {}).filter((each) => each.type === 'chunk');
      const filesOf = (name: string): string[] => {
        const chunk = chunks.find((each) => each.name === name);
        if (chunk === undefined) throw new Error(`The build has no chunk ${name}.`);
        return [chunk.fileName, ...chunk.imports].filter((file) => !html.includes(`"/${file}"`));
      };
      const hints = Object.fromEntries(Object.entries(HINTS).map(([key, name]) => [key, filesOf(name)]));
      const script = `for (const key of [location.pathname, document.documentElement.lang])
        for (const file of ${JSON.stringify(hints)}[key] || []) {
          const attributes = { rel: 'modulepreload', crossOrigin: '', href: '/' + file };
          document.head.append(Object.assign(document.createElement('link'), attributes));
        }`;
      // Before the style sheet, which a script after it would wait for.
      const entry = '<script type="module"';
      return html.replace(entry, () => `<script>${script}</script>\n    ${entry}`);
    },
  },
};

export default defineConfig(({ isSsrBuild }) => ({
  plugins: isSsrBuild
    ? []
    : [
        react(),
        leanRouter,
        routeHints,
        compression({ algorithms: ['gzip', 'brotliCompress'], threshold: 400 }),
      ],
  server: {
    host: '127.0.0.1',
    port: 5173,
    strictPort: true,
    // One origin for the browser, as in production.
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
          // The gateway, and the command for cron and Nagios.
          input: { main: 'server/main.ts', 'check-backups': 'server/watch/check/check-backups.ts' },
          output: { chunkFileNames: '[name]-[hash].js' },
        },
      }
    : {
        outDir: 'dist/client',
        target: 'es2022',
        emptyOutDir: true,
        assetsInlineLimit: 0,
        // The size budget reads from it which chunks a page needs.
        manifest: true,
        modulePreload: { polyfill: false },
        rolldownOptions: {
          // No getter here has an effect.
          treeshake: { propertyReadSideEffects: false },
          output: {
            chunkFileNames: ({ name }) => `assets/${name.startsWith('shared~') ? 'shared' : name}-[hash].js`,
            codeSplitting: {
              groups: [
                {
                  name: (id, modules) =>
                    firstPagesChunk(id, (each) => modules.getModuleInfo(each)?.importers ?? []),
                },
                // Few files, because a request costs more than some bytes. Each catalogue stays alone.
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
}));
