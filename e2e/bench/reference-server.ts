import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { getRequestListener } from '@hono/node-server';
import react from '@vitejs/plugin-react';
import { Hono } from 'hono';
import { proxy } from 'hono/proxy';
import { build } from 'vite';
import { compression } from 'vite-plugin-compression2';
import { staticFiles } from '../../server/http/static';

export interface ReferenceServer {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Builds the page next to this file the way the product is built, and serves it the way the gateway does. @param apiUrl
 * origin of the gateway that answers the page's calls, if it makes any
 */
export async function startReference(
  folder: 'hello' | 'reference',
  apiUrl?: string,
): Promise<ReferenceServer> {
  const outDir = await mkdtemp(path.join(tmpdir(), `vps-backups-${folder}-`));
  await build({
    configFile: false,
    root: path.join(import.meta.dirname, folder),
    logLevel: 'warn',
    plugins: [react(), compression({ algorithms: ['gzip', 'brotliCompress'], threshold: 400 })],
    build: { outDir, emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0 },
  });
  const app = new Hono();
  if (apiUrl !== undefined) {
    app.get('/api/*', ({ req }) =>
      proxy(apiUrl + req.path, {
        headers: { accept: 'application/json', 'x-requested-with': 'vps-backups' },
      }),
    );
  }
  app.route('/', staticFiles(outDir));
  const listener = getRequestListener(app.fetch);
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no network address.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}
