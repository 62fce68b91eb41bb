import { availableParallelism } from 'node:os';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: path.resolve(import.meta.dirname, '../..'),
  plugins: [react()],
  test: {
    // For a busy machine: a test ends as soon as it has seen what it waits for.
    testTimeout: 20_000,
    // Vitest leaves one core free, which on two cores is half of them.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          sequence: { groupOrder: 1 },
          // One process a worker, so a test that leaves state behind fails a later one.
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
          // First, beside types and lint (`npm run check`): they wait for processes and sockets more than they work.
          sequence: { groupOrder: 0 },
          include: ['server/**/*.test.ts'],
          globalSetup: ['server/testing/global-setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'component',
          environment: 'jsdom',
          sequence: { groupOrder: 1 },
          // The app is loaded once a worker, not once a file; `setup.ts` leaves nothing behind after a test.
          isolate: false,
          include: ['src/**/*.test.tsx'],
          setupFiles: ['src/testing/setup.ts'],
        },
      },
    ],
  },
});
