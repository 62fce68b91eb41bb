import { existsSync, statfsSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Takes longer than its size suggests: it starts gateways and kills them. */
const STARTS_PROCESSES = /\/server\/(?:main|.*(?:kills|process))\.test\.ts$/;

/** Longest first, so that at the end no worker waits for a long file of another; Vitest goes by size. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => STARTS_PROCESSES.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

const MEMORY_DIR = '/dev/shm';
const ROOM_BYTES = 1024 ** 3;

/** In memory where there is room (a container may have 64 MB): tests wait for thousands of SQLite's writes to the disk. */
function temporaryDir(): string {
  if (!existsSync(MEMORY_DIR)) return tmpdir();
  const { bavail, bsize } = statfsSync(MEMORY_DIR);
  return bavail * bsize > ROOM_BYTES ? MEMORY_DIR : tmpdir();
}

export default defineConfig({
  root: path.resolve(import.meta.dirname, '../..'),
  plugins: [react()],
  test: {
    // For a busy machine: a test ends as soon as it has seen what it waits for.
    testTimeout: 20_000,
    // Most code runs only a few times: compiled at once, and garbage collected less often, it takes a tenth less.
    execArgv: ['--always-sparkplug', '--max-semi-space-size=64'],
    // By default Vitest leaves one core free, which is half of two.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          sequence: { groupOrder: 1 },
          // One process per worker, so a test that leaves state behind breaks a later one.
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
          // First, in parallel with types and lint (`npm run check`), because these tests mostly wait for processes and
          // sockets.
          sequence: { groupOrder: 0 },
          maxWorkers: Math.max(3, availableParallelism()),
          env: { TMPDIR: temporaryDir() },
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
          // The app is loaded once per worker, not once per file; `setup.ts` cleans up after each test.
          isolate: false,
          include: ['src/**/*.test.tsx'],
          setupFiles: ['src/testing/setup.ts'],
        },
      },
    ],
  },
});
