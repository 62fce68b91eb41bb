import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import * as v from 'valibot';
import { inject, onTestFinished } from 'vitest';
import { type WatchStatus, watchStatusSchema } from '../../../src/core/contract/schema-watch';
import { type Answer, OWN_PAGE, send } from '../http';

export const PROCESS_LIMIT_MS = 120_000;

/** A gateway in its own process. */
export interface WatchProcess {
  readonly port: number;
  /** All its output. */
  output(): string;
  status(): Promise<WatchStatus>;
  post(path: string): Promise<Answer>;
  /** Moves the sandbox's clock forward. */
  advance(ms: number): Promise<void>;
  /** SIGKILL, as a power cut. */
  kill(): Promise<void>;
  /** SIGTERM; gives the exit code. */
  stop(): Promise<number | null>;
}

/** Starts the built server without this environment's settings; it ends with the test. */
export async function startWatchProcess(env: Readonly<Record<string, string>>): Promise<WatchProcess> {
  const child = spawn(process.execPath, [join(inject('serverDir'), 'main.js')], {
    env: {
      PATH: process.env['PATH'] ?? '',
      PORT: '0',
      WATCH_INTERVAL_SECONDS: '1',
      SANDBOX_SCHEDULES: '0',
      SANDBOX_AGREEMENTS: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Not `afterEach`: without isolation a module's hooks belong to the first file that imports it.
  onTestFinished(() => end(child));
  let written = '';
  const port = await new Promise<number>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        written += chunk.toString();
        const port = /ready at http:\/\/127\.0\.0\.1:(\d+) /.exec(written)?.[1];
        if (port !== undefined) resolve(Number(port));
      });
    }
    child.once('exit', () => reject(new Error(`The gateway ended early: ${written}`)));
  });
  const post = (path: string, method = 'POST', body?: string) =>
    send({ port, method, path, headers: OWN_PAGE, ...(body === undefined ? {} : { body }) });
  return {
    port,
    output: () => written,
    async status() {
      const { text } = await send({ port, path: '/api/watch' });
      return v.parse(watchStatusSchema, JSON.parse(text));
    },
    post: (path) => post(path),
    async advance(ms) {
      await post('/api/sandbox', 'PUT', JSON.stringify({ advance_ms: ms }));
    },
    kill: () => end(child),
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      return child.exitCode;
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
