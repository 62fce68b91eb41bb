import react from '@vitejs/plugin-react';
import { compression } from 'vite-plugin-compression2';
import { defineConfig } from 'vitest/config';

/** Where the gateway listens in development; `npm run dev` starts it beside Vite. */
const GATEWAY_URL = `http://127.0.0.1:${process.env['PORT'] ?? '4173'}`;

export default defineConfig(({ isSsrBuild }) => ({
  plugins: isSsrBuild
    ? []
    : [react(), compression({ algorithms: ['gzip', 'brotliCompress'], threshold: 1024 })],
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
