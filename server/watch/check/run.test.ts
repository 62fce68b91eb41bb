import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changedAgreement } from '../../../src/core/agreements/agreement-change';
import { createAgreementStore } from '../../agreements/store';
import { openSqlite } from '../../database/sqlite';
import { createSandbox } from '../../sandbox/sandbox';
import { answerJson } from '../../testing/http';
import { provider } from '../../testing/upstream';
import { runCheck } from './run';

const TOKEN = 'vps_canary-0123456789';
const AT = '2025-01-16T15:45:00.000Z';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'check-test-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});

const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  runCheck({ args, env: { DATA_DIR: dir, ...env } });

describe('on the demo data', () => {
  it('reads it beside a running gateway without changing it', async () => {
    const file = join(dir, 'sandbox.sqlite');
    const sandbox = createSandbox({ file });
    // Time that the gateway has not lived through yet: looking must not bring it about.
    const before = readFileSync(file);
    const files = readdirSync(dir);
    const outcome = await run([], { SANDBOX_NOW: new Date(Date.now() + 5 * 86_400_000).toISOString() });
    expect(outcome).toMatchObject({ exitCode: 2, stderr: '' });
    expect(outcome.stdout).toMatch(/^CRITICAL: \d+ of 14 servers need attention\.\nDemo data: /);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(dir)).toEqual(files);
    sandbox.close();
  });

  it('creates none where the program never ran: a forgotten token must not look like demo servers', async () => {
    const outcome = await run(['--nagios']);
    expect(outcome).toMatchObject({ exitCode: 3 });
    expect(outcome.stdout).toMatch(/^BACKUPS UNKNOWN - VPS_API_TOKEN is not set, and there is no demo data/);
    expect(readdirSync(dir)).toEqual([]);
  });

  it.each([
    ['expired-token', /does not accept the token/],
    ['server-error', /500/],
    ['html', /502/],
    ['cut', /was lost/],
  ])('is unknown in the scenario %s', async (scenario, reason) => {
    const sandbox = createSandbox({ file: join(dir, 'sandbox.sqlite') });
    sandbox.update({ scenario });
    sandbox.close();
    const { exitCode, stdout } = await run([]);
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(reason);
  });
});

describe('with what people agreed', () => {
  it('judges by it beside a running gateway: what is acknowledged or not watched is no trouble', async () => {
    const sandbox = createSandbox({ file: join(dir, 'sandbox.sqlite') });
    const before = JSON.parse((await run(['--json'])).stdout);
    const ailing: { id: number; state: string }[] = before.servers.filter(
      ({ state }: { state: string }) => state !== 'protected',
    );
    const database = await openSqlite(join(dir, 'activity.sqlite'));
    const store = createAgreementStore({ database, providerHost: null, account: null });
    for (const { id } of ailing) {
      await store.changeServer(id, 0, (none) =>
        changedAgreement(none, { kind: 'stop_watching', reason: 'Test' }, { at: AT, by: null }),
      );
    }
    const after = await run([]);
    await database.close();
    sandbox.close();
    expect(ailing.length).toBeGreaterThan(3);
    expect(after).toMatchObject({ exitCode: 0, stderr: '' });
    expect(after.stdout).toMatch(
      new RegExp(`^OK: No server needs attention, ${ailing.length} not watched\\.`),
    );
  });
});

describe('on a provider', () => {
  it('sends the token and shows it nowhere', async () => {
    const { baseUrl, seen } = await provider((outgoing, { url }) =>
      url === '/api/v1/servers/'
        ? answerJson(outgoing, 200, { count: 0, results: [] })
        : answerJson(outgoing, 401, { detail: `Bad token ${TOKEN}` }),
    );
    const outcomes = await Promise.all(
      [['--json'], ['--nagios'], []].map((args) => run(args, { VPS_API_TOKEN: TOKEN, VPS_API_URL: baseUrl })),
    );
    for (const { exitCode, stderr, stdout } of outcomes) {
      expect(exitCode).toBe(3);
      expect(stdout).toContain('does not accept the token');
      expect(stdout + stderr).not.toContain(TOKEN);
    }
    expect(new Set(seen.map(({ headers }) => headers.authorization))).toEqual(new Set([`Bearer ${TOKEN}`]));
    expect(new Set(seen.map(({ method }) => method))).toEqual(new Set(['GET']));
  });

  it('gives up after --timeout', async () => {
    const { baseUrl } = await provider(() => {});
    const outcome = await run(['--timeout', '1'], { VPS_API_TOKEN: TOKEN, VPS_API_URL: baseUrl });
    expect(outcome.exitCode).toBe(3);
    expect(outcome.stdout).toMatch(/^UNKNOWN: The provider did not respond/);
  });
});

describe('what prevents a check', () => {
  it.each([
    ['a wrong option', ['--servers'], {}, /^UNKNOWN: .*--servers/],
    ['a wrong setting', [], { VPS_API_URL: 'ftp://x' }, /^UNKNOWN: VPS_API_URL must/],
    ['a token of another form', ['--json'], { VPS_API_TOKEN: 'x' }, /"code": "settings"/],
    ['a provider without a token', [], { VPS_API_URL: 'https://vps.example' }, /VPS_API_TOKEN/],
  ])('%s', async (_name, args, env, words) => {
    const { exitCode, stdout } = await run(args, env);
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(words);
  });

  it('prints its usage on a wrong command line and on --help', async () => {
    expect((await run(['--oops'])).stderr).toContain('Usage: node dist/server/check-backups.js');
    expect(await run(['--help'])).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('Exit code: 0'),
    });
  });
});
