import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { answerJson, deferred, OWN_PAGE, send, startServer } from './testing/http';

const TOKEN = 'vps_canary-0123456789';
const TIME_LIMIT_MS = 30_000;

let dir: string;
const running: ChildProcess[] = [];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'gateway-main-'));
});
afterEach(async () => {
  await Promise.all(
    running.splice(0).map(async (child) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    }),
  );
  rmSync(dir, { recursive: true });
});

interface Started {
  readonly child: ChildProcess;
  /** Resolves with the first match in stdout. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  /** Exit code and everything printed. */
  readonly ended: Promise<{ code: number | null; stdout: string; stderr: string }>;
}

/** The built server in its own process, without this environment's settings. */
function start(env: Readonly<Record<string, string>>): Started {
  const child = spawn(process.execPath, [join(inject('serverDir'), 'main.js')], {
    env: { PATH: process.env['PATH'] ?? '', PORT: '0', DATA_DIR: join(dir, 'data'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  const output = { stdout: '', stderr: '' };
  const watchers = new Set<() => void>();
  child.stdout.on('data', (chunk: Buffer) => {
    output.stdout += chunk.toString();
    for (const watch of watchers) watch();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output.stderr += chunk.toString();
  });
  return {
    child,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const watch = () => {
          const match = pattern.exec(output.stdout);
          if (match === null) return;
          watchers.delete(watch);
          resolve(match);
        };
        watchers.add(watch);
        child.once('exit', () => reject(new Error(`ended early: ${output.stdout}${output.stderr}`)));
        watch();
      }),
    ended: new Promise((resolve) => {
      child.once('close', (code: number | null) => resolve({ code, ...output }));
    }),
  };
}

async function portOf(started: Started): Promise<number> {
  const [, port] = await started.printed(/ready at http:\/\/127\.0\.0\.1:(\d+) /);
  return Number(port);
}

describe('the program', { timeout: TIME_LIMIT_MS }, () => {
  it('starts the sandbox when nothing is set, and stops cleanly on SIGINT', async () => {
    const started = start({ SANDBOX_NOW: '2025-01-16T12:00:00Z', SANDBOX_SCENARIO: 'rate-limited' });
    const port = await portOf(started);
    const gateway = await send({ port, path: '/api/gateway' });
    expect(JSON.parse(gateway.text)).toMatchObject({ mode: 'sandbox', provider_host: null });
    const sandbox = await send({ port, path: '/api/sandbox' });
    expect(JSON.parse(sandbox.text)).toMatchObject({
      scenario: 'rate-limited',
      now: '2025-01-16T12:00:00.000Z',
    });
    const limited = await send({ port, path: '/api/v1/backups/' });
    expect([limited.status, limited.headers['retry-after']]).toEqual([429, expect.stringMatching(/^\d+$/)]);
    const body = '{"scenario":null}';
    await send({ port, method: 'PUT', path: '/api/sandbox', headers: OWN_PAGE, body });
    const backups = await send({ port, path: '/api/v1/backups/' });
    expect(JSON.parse(backups.text)).toMatchObject({ count: expect.any(Number), results: expect.any(Array) });
    started.child.kill('SIGINT');
    expect(await started.ended).toMatchObject({ code: 0, stderr: '' });
  });

  it('finishes a change in progress on SIGTERM and never prints the token', async () => {
    const arrived = deferred();
    const release = deferred();
    const provider = await startServer((outgoing, { method }) => {
      if (method === 'GET') return answerJson(outgoing, 401, { detail: 'Invalid token.' });
      arrived.resolve();
      void release.promise.then(() => answerJson(outgoing, 201, { id: 7 }));
    });
    const started = start({ VPS_API_URL: provider.baseUrl, VPS_API_TOKEN: TOKEN });
    const port = await portOf(started);
    await send({ port, path: '/api/v1/account/me/' });
    const body = '{"server_id":1}';
    const call = send({ port, method: 'POST', path: '/api/v1/backups/', headers: OWN_PAGE, body });
    await arrived.promise;
    started.child.kill('SIGTERM');
    await started.printed(/"stopping"/);
    await expect(send({ port, path: '/healthz' })).rejects.toThrow(/ECONNREFUSED/);
    release.resolve();
    expect(await call).toMatchObject({ status: 201, text: '{"id":7}' });
    const { code, stdout, stderr } = await started.ended;
    expect([code, stderr]).toEqual([0, '']);
    const tokens = new Set(provider.seen.map(({ headers }) => headers.authorization));
    expect([...tokens]).toEqual([`Bearer ${TOKEN}`]);
    expect(stdout).toContain('"status":201');
    expect(stdout).not.toContain('canary');
    await provider.close();
  });

  it('lets people sign in when a provider is set without a token, and logs what is missing for production', async () => {
    const provider = await startServer((outgoing, { headers }) => {
      const isKnown = headers.authorization === `Bearer ${TOKEN}`;
      answerJson(outgoing, isKnown ? 200 : 401, isKnown ? { account: { email: 'ops@example.com' } } : {});
    });
    const started = start({ VPS_API_URL: provider.baseUrl, PUBLIC_URL: 'https://backups.example.com' });
    const port = await portOf(started);
    const body = JSON.stringify({ token: TOKEN });
    const signedIn = await send({ port, method: 'POST', path: '/api/session', headers: OWN_PAGE, body });
    expect(signedIn.status).toBe(201);
    const cookie = signedIn.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    expect((await send({ port, path: '/api/v1/account/me/', headers: { cookie } })).status).toBe(200);
    started.child.kill('SIGTERM');
    const { code, stdout, stderr } = await started.ended;
    await provider.close();
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('"event":"session_secret_random"');
    expect(stdout).toContain('"event":"trusted_proxies_missing"');
    expect(stdout).not.toContain(TOKEN);
  });

  it('prints one line and no log with LOG=silent', async () => {
    const started = start({ LOG: 'silent' });
    const port = await portOf(started);
    await send({ port, path: '/nothing.txt' });
    started.child.kill('SIGTERM');
    const { stdout, stderr } = await started.ended;
    expect(stdout).toMatch(/^VPS Backups is ready at [^\n]+\n$/);
    expect(stderr).toBe('');
  });

  it.each([
    ['an invalid token', { VPS_API_TOKEN: 'canary' }, /^VPS_API_TOKEN must start with vps_/],
    [
      'an impossible fleet',
      { SANDBOX_SERVERS: '1', SANDBOX_BACKUPS: '1000000' },
      /^SANDBOX_SERVERS, SANDBOX_BACKUPS: /,
    ],
    ['an address of another machine', { HOST: '192.0.2.1' }, /^HOST 192\.0\.2\.1 cannot be listened on /],
  ])('does not start with %s and reports it in one line', async (_name, env, line) => {
    const { code, stdout, stderr } = await start(env).ended;
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(line);
    expect(stderr.split('\n')).toEqual([expect.any(String), '']);
    expect(stderr).not.toContain('canary');
  });

  it('does not start on a port in use', async () => {
    const other = await startServer(() => {});
    const { code, stderr } = await start({ PORT: String(other.port) }).ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`^PORT ${other.port} is already in use [^\\n]+\\n$`));
    await other.close();
  });

  it('does not start on the data of a running gateway, names it, and starts once it has ended', async () => {
    const first = start({});
    await portOf(first);
    const { code, stdout, stderr } = await start({}).ended;
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      new RegExp(
        `^DATA_DIR \\S+ is in use by another VPS Backups \\(process ${first.child.pid} on [^\\n]+\\. Stop that one[^\\n]+\\n$`,
      ),
    );
    // The lock file remains, as after a power cut.
    first.child.kill('SIGKILL');
    await first.ended;
    await portOf(start({}));
  }, 90_000);

  it('changes nothing once its lock file is gone, because another gateway may have the data by then', async () => {
    const port = await portOf(start({}));
    rmSync(join(dir, 'data/gateway.lock'));
    const path = '/api/v1/backups/999999/';
    const answer = await send({ port, method: 'DELETE', path, headers: OWN_PAGE });
    expect([answer.status, answer.headers['x-gateway-error']]).toEqual([503, 'activity_unavailable']);
  });

  it('does not start without a writable data directory', async () => {
    writeFileSync(join(dir, 'file'), '');
    const { code, stderr } = await start({ DATA_DIR: join(dir, 'file/below') }).ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^DATA_DIR [^\n]+file\/below cannot be written to [^\n]+\n$/);
  });
});
