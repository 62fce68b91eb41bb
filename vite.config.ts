import path from 'node:path';
import react from '@vitejs/plugin-react';
import { type BuildEnvironmentOptions, defineConfig, type Plugin, type Rolldown } from 'vite';
import { compression } from 'vite-plugin-compression2';

/** The gateway's address in development; `npm run dev` starts it together with Vite. */
const GATEWAY_URL = `http://127.0.0.1:${process.env['PORT'] ?? '4173'}`;
/** Its main entry is the development build, which logs warnings. */
const ROUTER = path.resolve('node_modules/react-router/dist/production/index.mjs');

/** What the HTML loads with the entry: the chunk of the page at a path, and Dutch by its language tag. */
const HINTS = { '/': 'overview-page', '/backups': 'backups-page', nl: 'messages-first-nl' } as const;

/** Only dialogs and Activity need these, but their package's index file would pull them in with the others. */
const LATER = /\/(?:useMutation|mutationObserver|useInfiniteQuery|infiniteQueryObserver)\.js$/;

/** One chunk for the entry and what both first pages share, one for each page: a browser opens six requests at a time. */
function firstPagesChunk(id: string, graph: Rolldown.ChunkingContext): string | null {
  if (LATER.test(id)) return null;
  const reached = new Set([id]);
  for (const each of reached) for (const one of graph.getModuleInfo(each)?.importers ?? []) reached.add(one);
  const isReachedFrom = (file: string) => [...reached].some((each) => each.endsWith(file));
  if (isReachedFrom('/src/main.tsx')) return 'app';
  const [page, other] = [HINTS['/'], HINTS['/backups']].filter((name) => isReachedFrom(`/${name}.tsx`));
  if (page === undefined) return null;
  return other !== undefined || id.endsWith('.css') ? 'app' : page;
}

/** Preloads the chunks of `HINTS`. The gateway allows the inline script by its hash. */
const routeHints: Plugin = {
  name: 'route-hints',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (html, { bundle }) => {
      const chunks = Object.values(bundle ?? {}).filter((each) => each.type === 'chunk');
      const filesOf = (name: string): string[] => {
        const { fileName, imports } = chunks.find((each) => each.name === name) ?? { imports: [] };
        if (fileName === undefined) throw new Error(`The build has no chunk ${name}.`);
        return [fileName, ...imports].filter((file) => !html.includes(`"/${file}"`));
      };
      const hints = Object.fromEntries(Object.entries(HINTS).map(([key, name]) => [key, filesOf(name)]));
      const script = `for (const key of [location.pathname, document.documentElement.lang])
        for (const file of ${JSON.stringify(hints)}[key] || []) {
          const attributes = { rel: 'modulepreload', crossOrigin: '', href: '/' + file };
          document.head.append(Object.assign(document.createElement('link'), attributes));
        }`;
      // Before the style sheet, because a script after it would wait for it.
      return html.replace(/(?=<script type="module")/, () => `<script>${script}</script>\n    `);
    },
  },
};

const gatewayBuild: BuildEnvironmentOptions = {
  outDir: 'dist/server',
  target: 'node20',
  ssr: true,
  copyPublicDir: false,
  rolldownOptions: {
    // The gateway, and the command for cron and Nagios.
    input: { main: 'server/main.ts', 'check-backups': 'server/check/check-backups.ts' },
    output: { chunkFileNames: '[name]-[hash:6].js' },
  },
};

/** The first load lists all later chunks: shared ones get short names, not those of all their importers. */
const shortName = (name: string): string => path.parse(name.replace(/^shared~.*/, 'shared')).name;

const browserBuild: BuildEnvironmentOptions = {
  outDir: 'dist/client',
  target: 'es2022',
  assetsInlineLimit: 0,
  // The size budget reads from it which chunks a page needs.
  manifest: true,
  modulePreload: { polyfill: false },
  rolldownOptions: {
    // No getter here has a side effect.
    treeshake: { propertyReadSideEffects: false },
    output: {
      chunkFileNames: ({ name }) => `assets/${shortName(name)}-[hash:6].js`,
      assetFileNames: ({ names: [name = ''] }) => `assets/${shortName(name)}-[hash:6][extname]`,
      codeSplitting: {
        groups: [
          { name: firstPagesChunk },
          // Few files, because a request costs more than a few bytes. Each catalogue stays separate.
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
};

export default defineConfig(({ command, isSsrBuild }) => ({
  plugins: isSsrBuild
    ? []
    : [react(), routeHints, compression({ algorithms: ['gzip', 'brotliCompress'], threshold: 400 })],
  // Node would load some 570 files of these, which takes as long as the rest of the startup.
  ssr: { noExternal: ['date-fns', '@date-fns/utc', 'kysely'] },
  resolve: { alias: command === 'build' ? [{ find: /^react-router$/, replacement: ROUTER }] : [] },
  // One origin for the browser, as in production.
  server: { host: '127.0.0.1', strictPort: true, proxy: { '/api': GATEWAY_URL } },
  build: isSsrBuild ? gatewayBuild : browserBuild,
}));
