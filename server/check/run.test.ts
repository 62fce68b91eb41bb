import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changedAgreement } from '../../src/core/agreements/agreement-change';
import { runReduce } from '../../src/core/schedules/run';
import { createRun } from '../../src/core/schedules/schedule-run';
import { nightly } from '../../src/testing/fleets/schedules';
import { createAgreementStore } from '../agreements/store';
import { openSqlite } from '../database/sqlite';
import { createSandbox } from '../sandbox/sandbox';
import { createRunStore } from '../schedules/run-store';
import { createScheduleStore } from '../schedules/schedule-store';
import { answerJson } from '../testing/http';
import { provider } from '../testing/provider/upstream';
import { runCheck } from './run';

const TOKEN = 'vps_canary-0123456789';
const AT = '2025-01-16T15:45:00.000Z';

const SERVER = { id: 1, name: 'web', status: 'active' };
const SCHEDULE = nightly({ servers: 'all' });

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
    // The sandbox has not simulated this time yet; reading must not trigger that.
    const before = readFileSync(file);
    const files = readdirSync(dir);
    const outcome = await run([], { SANDBOX_NOW: new Date(Date.now() + 5 * 86_400_000).toISOString() });
    expect(outcome).toMatchObject({ exitCode: 2, stderr: '' });
    expect(outcome.stdout).toMatch(/^CRITICAL: \d+ of 14 servers need attention\.\nDemo data: /);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(dir)).toEqual(files);
    sandbox.close();
  });

  it('creates no data if the program never ran: a forgotten token must not look like demo servers', async () => {
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
  it('applies them beside a running gateway: what is acknowledged or not watched is no trouble', async () => {
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

describe('with schedules', () => {
  it('reports failed and missed runs beside a running gateway, in every format', async () => {
    const sandbox = createSandbox({ file: join(dir, 'sandbox.sqlite') });
    const well = JSON.parse((await run(['--json'])).stdout);
    const [server] = well.servers.filter(({ state }: { state: string }) => state === 'protected');
    const database = await openSqlite(join(dir, 'activity.sqlite'));
    const schedules = createScheduleStore(database, null);
    const id = await schedules.add({ ...SCHEDULE, servers: [server.id] }, Date.parse(AT));
    const runs = createRunStore({ database, providerHost: null, account: '', holder: 'test' });
    const facts = { runId: `${id}-1`, scheduleId: id, scheduleName: 'Nightly', plannedAtMs: 1 };
    const known = {
      type: 'serversKnown',
      servers: [{ serverId: server.id, serverName: 'web', failuresBefore: 2 }],
    } as const;
    const begun = runReduce(createRun({ ...facts, trigger: 'planned' }, 1), known, 1);
    const failed = runReduce(begun, { type: 'stopped', reason: 'token_refused' }, 2);
    await runs.add({ id: facts.runId, account: '', session: null, record: { run: failed, isTold: true } }, 0);
    await database.close();
    const only = ['--server', String(server.id)];
    const text = await run(only);
    expect(text).toMatchObject({ exitCode: 2, stderr: '' });
    expect(text.stdout).toMatch(/^CRITICAL: .* Schedule Nightly needs attention\.$/m);
    expect(text.stdout).toContain('Schedule Nightly: no new backup of web.');
    expect((await run([...only, '--nagios'])).stdout).toMatch(/^BACKUPS CRITICAL - .*Schedule Nightly/);
    expect(JSON.parse((await run([...only, '--json'])).stdout)).toMatchObject({
      exitCode: 2,
      schedules: [{ name: 'Nightly', status: 'critical', rotationStopped: [String(server.id)] }],
    });
    sandbox.close();
  });
});

describe('on a provider', () => {
  it('uses the service token with sign-in, and the data stored for its account', async () => {
    const { baseUrl, seen } = await provider((outgoing, { url }) =>
      url === '/api/v1/account/me/'
        ? answerJson(outgoing, 200, { account: { id: 7 }, token: { name: 'service' } })
        : answerJson(outgoing, 200, { count: 1, results: url.startsWith('/api/v1/servers') ? [SERVER] : [] }),
    );
    const host = new URL(baseUrl).host;
    const database = await openSqlite(join(dir, 'activity.sqlite'));
    const runs = createRunStore({ database, providerHost: host, account: 'id:7', holder: 'test' });
    const id = await createScheduleStore(database, host, 'id:7').add(SCHEDULE, Date.parse(AT));
    const facts = {
      runId: `${id}-1`,
      scheduleId: id,
      scheduleName: 'Nightly',
      plannedAtMs: 1,
      missedCount: 2,
    };
    const run1 = createRun({ ...facts, trigger: 'missed' }, 1);
    await runs.add(
      { id: facts.runId, account: 'id:7', session: null, record: { run: run1, isTold: true } },
      0,
    );
    await database.close();
    const env = { SERVICE_TOKEN: TOKEN, VPS_API_URL: baseUrl, PUBLIC_URL: 'http://127.0.0.1:4173' };
    const outcome = await run([], env);
    expect(outcome.stdout).toContain('Schedule Nightly: 2 planned runs were not made.');
    expect(new Set(seen.map(({ headers }) => headers.authorization))).toEqual(new Set([`Bearer ${TOKEN}`]));
  });

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
