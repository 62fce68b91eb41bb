import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { Hono, type MiddlewareHandler } from 'hono';
import { serveStatic } from 'hono/serve-static';
import { gatewayError, methodRefused } from './gateway-error';
import { isRead } from './http-env';

const NOT_BUILT = 'The dashboard is not built yet. Run `npm run build` and start again.\n';

/** Directory of the built web app, or null when it is not built: beside `dist/server`, or in `dist` seen from `server`. */
export function findClientDir(from: string = import.meta.dirname): string | null {
  const places = [join(from, '../client'), join(from, '../../dist/client')];
  return places.find((place) => existsSync(join(place, 'index.html'))) ?? null;
}

/** The page as built; empty when there is none. */
export function readPage(clientDir: string | null): string {
  return clientDir === null ? '' : readFileSync(join(clientDir, 'index.html'), 'utf8');
}

/** Changes with every build, because the page references its files by content hash. */
export function buildOf(clientDir: string | null): string {
  return createHash('sha256').update(readPage(clientDir)).digest('base64url').slice(0, 22);
}

/**
 * Serves the built web app; every path that could be a page of the app gets its HTML. All files (2 MiB) are read at
 * startup, so that a later build in the same directory does not break a running gateway. With demo data the HTML says
 * so, so that the banner is part of the first paint.
 */
export function staticFiles(clientDir: string | null, isDemo = false): Hono {
  const app = new Hono();
  if (clientDir === null) {
    app.use(async (c, next) => (isRead(c) ? c.text(NOT_BUILT, 503) : next()));
    return app;
  }
  const contents = readFiles(clientDir);
  if (isDemo) markAsDemo(contents);
  const options = {
    getContent: async (path: string) => contents.get(path) ?? null,
    join: (_root: string, path: string) => path,
    precompressed: true,
  };
  const files = serveStatic(options);
  const page = serveStatic({ ...options, path: '/index.html' });
  // File names change with their content.
  app.use('/assets/*', cacheFor('public, max-age=31536000, immutable'), files, notFound);
  app.use(cacheFor('no-cache'), files, async (c, next) => {
    return isPagePath(c.req.path) && acceptsHtml(c.req.header('accept')) ? page(c, next) : next();
  });
  return app;
}

/** By URL path. */
function readFiles(dir: string): Map<string, Uint8Array<ArrayBuffer>> {
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => statSync(join(dir, name)).isFile());
  return new Map(
    files.map((name) => [`/${name.replaceAll(sep, '/')}`, new Uint8Array(readFileSync(join(dir, name)))]),
  );
}

function markAsDemo(contents: Map<string, Uint8Array<ArrayBuffer>>): void {
  const page = Buffer.from(contents.get('/index.html') ?? []).toString();
  const marked = Buffer.from(page.replace('<html ', '<html data-demo '));
  contents.set('/index.html', new Uint8Array(marked));
  contents.set('/index.html.br', new Uint8Array(brotliCompressSync(marked)));
  contents.set('/index.html.gz', new Uint8Array(gzipSync(marked)));
}

/** Answers a path that nothing serves. */
export const notFound: MiddlewareHandler = async (c) => {
  if (isRead(c)) return c.text('Not found\n', 404);
  return gatewayError(methodRefused('GET, HEAD'));
};

function cacheFor(cacheControl: string): MiddlewareHandler {
  return async (c, next) => {
    await next();
    if (c.res.status < 400) c.res.headers.set('cache-control', cacheControl);
  };
}

/** A last segment with a dot is a file, not a page. */
function isPagePath(path: string): boolean {
  return !path.slice(path.lastIndexOf('/')).includes('.');
}

function acceptsHtml(accept: string | undefined): boolean {
  return accept === undefined || /text\/html|\*\/\*/i.test(accept);
}
