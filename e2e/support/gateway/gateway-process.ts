import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { announcedUrl, gatewayEnvironment } from './gateway-environment';

const BUILT_GATEWAY = fileURLToPath(new URL('../../../dist/server/main.js', import.meta.url));
const PROJECT_ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const START_LIMIT_MS = 20_000;
const STOP_LIMIT_MS = 10_000;

export interface GatewayOptions {
  /** Added to {@link gatewayEnvironment}. */
  readonly env?: Readonly<Record<string, string>>;
  /** Data directory; by default a new one, removed by `dispose`. */
  readonly dataDir?: string;
  /** The program to run; the built gateway by default. */
  readonly entry?: string;
}

interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A gateway process, as `npm run serve` starts it. */
export interface GatewayProcess {
  /** Origin without a trailing slash; the same after `restart`. */
  readonly url: string;
  readonly dataDir: string;
  /** Standard and error output of all runs. */
  output(): string;
  /** Sends SIGTERM and waits; throws after 10 s. */
  stop(): Promise<ProcessEnd>;
  /** Sends SIGKILL and waits. */
  kill(): Promise<ProcessEnd>;
  /** Stops it, then starts it on the same port with the same data. */
  restart(env?: Readonly<Record<string, string>>): Promise<void>;
  /** Kills it and removes its default data directory. */
  dispose(): Promise<void>;
}

interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<ProcessEnd>;
}

/** Starts a gateway on a free port; resolves once it has printed its address. */
export async function startGateway(options: GatewayOptions = {}): Promise<GatewayProcess> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'vps-backups-e2e-')));
  const entry = options.entry ?? BUILT_GATEWAY;
  const written: string[] = [];
  let env = options.env ?? {};
  let run: Run;

  async function removeData(): Promise<void> {
    if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true, maxRetries: 3 });
  }

  async function launch(port: string): Promise<string> {
    const overrides = { DATA_DIR: dataDir, PORT: port, ...env };
    run = spawnGateway(entry, gatewayEnvironment(process.env, overrides), written);
    return await addressOf(run, written);
  }

  async function end(signal: NodeJS.Signals): Promise<ProcessEnd> {
    run.child.kill(signal);
    const outcome = await within(STOP_LIMIT_MS, run.ended);
    if (outcome !== undefined) return outcome;
    run.child.kill('SIGKILL');
    await run.ended;
    throw new Error(`The gateway had not ended ${STOP_LIMIT_MS} ms after ${signal}:\n${written.join('')}`);
  }

  let url: string;
  try {
    url = await launch('0');
  } catch (error) {
    await removeData();
    throw error;
  }

  return {
    url,
    dataDir,
    output: () => written.join(''),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    restart: async (changed) => {
      await end('SIGTERM');
      env = { ...env, ...changed };
      await launch(new URL(url).port);
    },
    dispose: async () => {
      await end('SIGKILL');
      await removeData();
    },
  };
}

function spawnGateway(entry: string, env: NodeJS.ProcessEnv, written: string[]): Run {
  const child = spawn(process.execPath, [entry], {
    cwd: PROJECT_ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // A dying worker must not leave gateways behind.
  const killWithUs = (): void => void child.kill('SIGKILL');
  process.once('exit', killWithUs);
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => written.push(text));
  }
  const ended = new Promise<ProcessEnd>((resolve) => {
    const settle = (code: number | null, signal: NodeJS.Signals | null): void => {
      process.off('exit', killWithUs);
      resolve({ code, signal });
    };
    child.once('error', (error) => {
      written.push(`${error.message}\n`);
      settle(null, null);
    });
    // Unlike `exit`, `close` comes after the last output.
    child.once('close', settle);
  });
  return { child, ended };
}

/** Waits for the line with the address; ignores output of earlier runs. */
async function addressOf(run: Run, written: readonly string[]): Promise<string> {
  const before = written.length;
  const said = new Promise<string>((resolve) => {
    run.child.stdout?.on('data', () => {
      const url = announcedUrl(written.slice(before).join(''));
      if (url !== undefined) resolve(url);
    });
  });
  const first = await within(START_LIMIT_MS, Promise.race([said, run.ended]));
  if (typeof first === 'string') return first;
  run.child.kill('SIGKILL');
  await run.ended;
  const what = first === undefined ? `said no address in ${START_LIMIT_MS} ms` : 'ended before it was ready';
  throw new Error(`The gateway ${what}:\n${written.slice(before).join('')}`);
}

/** The value of a promise, or undefined after the limit. */
async function within<Value>(limitMs: number, promise: Promise<Value>): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), limitMs);
  });
  try {
    return await Promise.race([promise, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
