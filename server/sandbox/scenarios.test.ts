import { afterEach, describe, expect, it, vi } from 'vitest';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../src/core/lib/time-units';
import { SCENARIO_NAMES, SCENARIOS } from './scenarios';
import { openTrial } from './testing';

const WEB = 12345;

function inScenario(scenario: string, options: Parameters<typeof openTrial>[0] = {}) {
  const trial = openTrial(options);
  trial.sandbox.update({ scenario });
  const off = () => trial.sandbox.update({ scenario: null });
  return { ...trial, off };
}

afterEach(() => {
  vi.useRealTimers();
});

describe('scenarios', () => {
  it('are all offered, each with a sentence', () => {
    expect(openTrial().sandbox.state().scenarios).toEqual([
      'slow',
      'cut',
      'rate-limited',
      'server-error',
      'html',
      'expired-token',
      'failing-backup',
      'failing-restore',
    ]);
    expect(SCENARIO_NAMES).toEqual(openTrial().sandbox.state().scenarios);
    for (const { description } of SCENARIOS) expect(description).toMatch(/^[A-Z].{20,}\.$/);
  });

  it.each([
    [
      'rate-limited',
      429,
      'application/json',
      { 'retry-after': '20' },
      'Request was throttled. Expected available in 20 seconds.',
    ],
    ['server-error', 500, 'application/json', {}, 'Internal server error'],
    ['expired-token', 401, 'application/json', {}, 'Token has expired.'],
    ['html', 502, 'text/html; charset=utf-8', {}, null],
  ])('%s answers everything with %d and does nothing', async (scenario, status, type, headers, detail) => {
    const trial = inScenario(scenario);
    for (const [method, path, body] of [
      ['GET', '/backups/', undefined],
      ['GET', '/account/me/', undefined],
      ['POST', '/backups/', { server_id: WEB }],
      ['DELETE', '/backups/501/', undefined],
      ['POST', '/servers/12345/restore/', { backup_id: 501 }],
    ] as const) {
      const response = await trial.call(method, path, body);
      expect(response.status).toBe(status);
      expect(response.headers.get('content-type')).toBe(type);
      expect(response.headers.get('date')).not.toBeNull();
      for (const [name, value] of Object.entries(headers)) expect(response.headers.get(name)).toBe(value);
      const text = await response.text();
      if (detail === null) expect(text).toContain('<!doctype html>');
      else expect(JSON.parse(text)).toEqual({ detail });
    }
    trial.off();
    expect(await trial.backups()).toEqual(await openTrial().backups());
    expect((await trial.server(WEB)).status).toBe('active');
  });
});

describe('cut', () => {
  const cut = { name: 'TypeError', message: 'fetch failed', cause: { code: 'ECONNRESET' } };

  it('breaks off reads the way Node does', async () => {
    const trial = inScenario('cut');
    await expect(trial.call('GET', '/backups/')).rejects.toMatchObject(cut);
  });

  it('breaks off writes after carrying them out, so that their outcome is unknown', async () => {
    const trial = inScenario('cut');
    await expect(
      trial.call('POST', '/backups/', { server_id: WEB, description: 'cut' }),
    ).rejects.toMatchObject(cut);
    await expect(trial.call('DELETE', '/backups/501/')).rejects.toMatchObject(cut);
    trial.off();
    const backups = await trial.backups(`?server_id=${WEB}`);
    expect(backups.filter((backup) => backup.description === 'cut')).toHaveLength(1);
    expect(backups.some((backup) => backup.id === 501)).toBe(false);
  });
});

describe('slow', () => {
  it('gives the right answer three seconds late', async () => {
    const waits: number[] = [];
    const trial = inScenario('slow', {
      sleep: async (ms) => {
        waits.push(ms);
      },
    });
    expect((await trial.backups()).length).toBeGreaterThan(300);
    expect(waits).toEqual([3 * SECOND_MS]);
  });

  it('really waits, and stops when the caller gives up', async () => {
    vi.useFakeTimers();
    const trial = inScenario('slow');
    const { sandbox } = trial;
    const headers = { authorization: `Bearer ${sandbox.token}` };
    let isAnswered = false;
    const answer = sandbox
      .fetch(new Request(`${sandbox.baseUrl}/account/me/`, { headers }))
      .then((response) => {
        isAnswered = true;
        return response.status;
      });
    await vi.advanceTimersByTimeAsync(2999);
    expect(isAnswered).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await answer).toBe(200);

    const caller = new AbortController();
    const request = new Request(`${sandbox.baseUrl}/account/me/`, { headers, signal: caller.signal });
    const given = expect(sandbox.fetch(request)).rejects.toMatchObject({ name: 'AbortError' });
    await vi.advanceTimersByTimeAsync(1000);
    // Compared with the moment before, because other code in this process may have timers too.
    const timers = vi.getTimerCount();
    caller.abort();
    await given;
    expect(vi.getTimerCount()).toBe(timers - 1);
  });

  it('does not carry out a call that was given up before', async () => {
    const { sandbox, backups } = openTrial();
    const request = new Request(`${sandbox.baseUrl}/backups/501/`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${sandbox.token}` },
      signal: AbortSignal.abort(),
    });
    await expect(sandbox.fetch(request)).rejects.toMatchObject({ name: 'AbortError' });
    expect((await backups()).some((backup) => backup.id === 501)).toBe(true);
  });
});

describe('failing-backup', () => {
  it('accepts manual and automatic backups and lets them fail until it is switched off', async () => {
    const trial = inScenario('failing-backup');
    const before = new Set((await trial.backups()).map((backup) => backup.id));
    const { id, status } = await trial.create(WEB);
    expect(status).toBe('in_progress');
    trial.pass(25 * 60 * MINUTE_MS);
    const made = (await trial.backups()).filter((backup) => !before.has(backup.id));
    expect(made.length).toBeGreaterThan(10);
    expect(made.find((backup) => backup.id === id)).toMatchObject({ status: 'failed', size_mb: null });
    for (const backup of made) expect(backup.status).toBe('failed');
    // Backups that were running before end well.
    expect((await trial.backups()).find((backup) => backup.id === 502)?.status).toBe('completed');
    trial.off();
    const again = await trial.create(WEB);
    trial.pass(MINUTE_MS);
    expect((await trial.backups()).find((backup) => backup.id === again.id)?.status).toBe('completed');
    const failedOf = async (server: number) =>
      (await trial.backups(`?server_id=${server}`)).filter((backup) => backup.status === 'failed').length;
    const failed = await failedOf(12370);
    trial.pass(2 * DAY_MS);
    expect(await failedOf(12370)).toBe(failed);
  });

  it('does not affect what happened before it was switched on', async () => {
    const trial = openTrial();
    const before = new Set((await trial.backups()).map((backup) => backup.id));
    trial.pass(DAY_MS);
    trial.sandbox.update({ scenario: 'failing-backup' });
    const made = (await trial.backups('?server_id=12370')).filter((backup) => !before.has(backup.id));
    expect(made.map((backup) => backup.status)).toEqual(['completed']);
  });
});

describe('failing-restore', () => {
  it('accepts a restore, shows "error" for a quarter of an hour, and then the earlier status', async () => {
    const trial = inScenario('failing-restore');
    const response = await trial.call('POST', '/servers/12345/restore/', { backup_id: 501 });
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({ message: expect.stringContaining('has started') });
    const statuses: string[] = [];
    for (const pass of [0, 90 * SECOND_MS, 13 * MINUTE_MS, 2 * MINUTE_MS]) {
      trial.pass(pass);
      statuses.push((await trial.server(WEB)).status);
    }
    expect(statuses).toEqual(['restoring', 'error', 'error', 'active']);
  });

  it('allows the next restore at once', async () => {
    const trial = inScenario('failing-restore');
    await trial.call('POST', '/servers/12345/restore/', { backup_id: 501 });
    trial.pass(90 * SECOND_MS);
    expect(await trial.servers('?status=error')).toHaveLength(1);
    trial.off();
    expect((await trial.call('POST', '/servers/12345/restore/', { backup_id: 501 })).status).toBe(202);
    expect((await trial.server(WEB)).status).toBe('restoring');
    trial.pass(90 * SECOND_MS);
    expect((await trial.server(WEB)).status).toBe('active');
  });
});
