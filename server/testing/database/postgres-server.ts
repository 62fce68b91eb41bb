import { type ChildProcess, execFileSync, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const DEBIAN_ROOT = '/usr/lib/postgresql';
const PASSWORD = 'canary-database-password';
const START_LIMIT_MS = 30_000;
/** A new database takes half of the time with these. Data outlives the server, but not the machine. */
const SETTINGS = [
  'fsync=off',
  'full_page_writes=off',
  'autovacuum=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  'shared_buffers=32MB',
].flatMap((setting) => ['-c', setting]);

/** The database of which tests get copies: creating the tables takes longer. */
export const TEMPLATE = 'with_tables';

/** A PostgreSQL server on a free port of 127.0.0.1, with its data in a temporary directory. */
export interface PostgresServer {
  /** For a superuser; names the database `postgres`. */
  readonly url: string;
  /** Kills the server; every connection breaks. */
  crash(): Promise<void>;
  /** Starts it again, on the same port with the same data. */
  restart(): Promise<void>;
  /** Stops it and removes its data. */
  dispose(): Promise<void>;
}

/** Starts the PostgreSQL that Debian's package installed; null where it is not installed. */
export async function startPostgresServer(): Promise<PostgresServer | null> {
  const bin = findBinaries();
  return bin === null ? null : start(bin);
}

function findBinaries(): string | null {
  if (!existsSync(DEBIAN_ROOT)) return null;
  const bins = readdirSync(DEBIAN_ROOT)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(DEBIAN_ROOT, version, 'bin'));
  return bins.find((bin) => existsSync(join(bin, 'initdb')) && existsSync(join(bin, 'postgres'))) ?? null;
}

async function runToEnd(
  program: string,
  parameters: readonly string[],
  options: SpawnOptions,
): Promise<{ readonly code: number | null; readonly errors: string }> {
  const child = spawn(program, parameters, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    errors = (errors + chunk.toString()).slice(-10_000);
  });
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, errors: error.message }));
    child.once('close', (code) => resolve({ code, errors }));
  });
}

/** PostgreSQL does not run as root. */
function serverUser(): { readonly uid: number; readonly gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function start(bin: string): Promise<PostgresServer> {
  const user = serverUser();
  const dir = mkdtempSync(join(tmpdir(), 'gateway-postgres-'));
  const data = join(dir, 'data');
  const passwordFile = join(dir, 'password');
  writeFileSync(passwordFile, PASSWORD);
  if (user !== null) for (const path of [dir, passwordFile]) chownSync(path, user.uid, user.gid);
  const as = { cwd: dir, ...user, env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C.UTF-8' } };
  try {
    const parameters = ['-D', data, '-U', 'postgres', '-A', 'scram-sha-256', '--pwfile', passwordFile, '-N'];
    const made = await runToEnd(join(bin, 'initdb'), parameters, as);
    if (made.code !== 0) throw new Error(`initdb: ${made.errors.trim()}`);
    return await run(join(bin, 'postgres'), as, dir, data);
  } catch (error) {
    rmSync(dir, { recursive: true, force: true });
    throw error;
  }
}

async function run(
  program: string,
  as: { readonly cwd: string },
  dir: string,
  data: string,
): Promise<PostgresServer> {
  const port = await freePort();
  const parameters = ['-D', data, '-k', dir, '-h', '127.0.0.1', '-p', String(port), ...SETTINGS];
  let server: ChildProcess;
  // PostgreSQL's immediate shutdown: no checkpoint, as after a crash.
  const kill = () => void server.kill('SIGQUIT');
  // A process that dies must not leave servers behind.
  process.once('exit', kill);
  const launch = async () => {
    server = spawn(program, parameters, { ...as, stdio: ['ignore', 'ignore', 'pipe'] });
    await ready(server);
  };
  const end = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    kill();
    await ended;
  };
  await launch();
  return {
    url: `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`,
    crash: end,
    restart: async () => {
      await end();
      await launch();
    },
    async dispose() {
      await end();
      process.off('exit', kill);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Resolves when the server accepts connections. */
function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = '';
    const fail = (reason: string) => {
      clearTimeout(timer);
      reject(new Error(`postgres: ${reason} ${text.trim().split('\n').at(-1) ?? ''}`));
    };
    const timer = setTimeout(() => fail('did not start in time.'), START_LIMIT_MS);
    server.once('error', (error) => fail(error.message));
    server.once('exit', () => fail('ended.'));
    server.stderr?.on('data', (chunk: Buffer) => {
      text = (text + chunk.toString()).slice(-10_000);
      if (!text.includes('ready to accept connections')) return;
      clearTimeout(timer);
      resolve();
    });
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
