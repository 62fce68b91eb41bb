import { screen, waitFor } from '@testing-library/react';
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { pass, startClock } from '../../testing/clock';
import { backupsOf, holdBackups, renderInUtc } from '../../testing/fleets/fleet';
import type { TestApp } from '../../testing/pages/app';
import { hidePage } from '../../testing/pages/browser';

/** A server of the demo fleet without a running backup. */
const API_01 = 12358;
const KEY = 'vps-backups.durations';

/** A page that shows running backups only. */
async function openEmptyPage(): Promise<TestApp> {
  const app = await renderInUtc({ path: '/backups?q=nothing+is+called+this' });
  await running('web-server-01');
  return app;
}

/** Starts a backup outside the app, and refreshes the page. */
async function begin(app: TestApp, serverId: number): Promise<void> {
  const answer = await app.sandbox.fetch(
    new Request(`${app.sandbox.baseUrl}/backups/`, {
      method: 'POST',
      headers: { authorization: `Bearer ${app.sandbox.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ server_id: serverId, description: '' }),
    }),
  );
  expect(answer.status).toBe(201);
  await app.user.click(await screen.findByRole('button', { name: 'Refresh' }));
  await app.settled();
  await running('api-01');
}

/** The text beside the server's name in the sidebar. */
async function running(server: string): Promise<string> {
  const region = await screen.findByRole('region', { name: 'Running now' });
  await waitFor(() => expect(region.textContent).toContain(server));
  return region.textContent ?? '';
}

/** Waits until the server's backup has ended. */
async function watchToTheEnd(): Promise<void> {
  for (let second = 0; second < 60; second += 3) {
    await pass(3_000);
    const region = screen.queryByRole('region', { name: 'Running now' });
    if (!region?.textContent?.includes('api-01')) return;
  }
  throw new Error('The backup did not end within a minute.');
}

// Observations live in the module, which must not leak into other tests.
afterAll(() => {
  vi.resetModules();
});

const remembered = () => JSON.parse(localStorage.getItem(KEY) ?? '[]');

describe('RunningTime', () => {
  it('compares with three observed backups: usual, then slower, then probably stuck', async () => {
    startClock();
    const app = await openEmptyPage();

    for (const count of [1, 2, 3]) {
      await begin(app, API_01);
      // Too few observations: only the elapsed time is known.
      expect(await running('api-01')).not.toMatch(/usual|stuck/);
      await watchToTheEnd();
      await waitFor(() => expect(remembered()).toHaveLength(count));
    }
    const durations: number[] = remembered().map((each: { durationMs: number }) => each.durationMs);
    // The sandbox takes 10 to 40 s; polls are three seconds apart.
    expect(Math.min(...durations)).toBeGreaterThan(8_000);
    expect(Math.max(...durations)).toBeLessThan(43_000);

    app.sandbox.update({ creationSpeed: 0.05 });
    await begin(app, API_01);
    await pass(5_000);
    expect(await running('api-01')).toMatch(/api-01.* s · usually \d+–\d+ s/);
    await pass(45_000);
    expect(await running('api-01')).toMatch(/ s · slower than usual \(\d+–\d+ s\)/);
    await pass(90_000);
    expect(await running('api-01')).toMatch(/2 min.* · probably stuck \(usually \d+–\d+ s\)/);
    // No percentage.
    expect(document.body.textContent).not.toContain('%');
    expect(screen.queryAllByRole('progressbar')).toEqual([]);
  });

  it('does not compare for a server without observations', async () => {
    await renderInUtc({ path: '/' });
    expect(await running('web-server-01')).toMatch(/web-server-01\s*3 min \d+ s$/);
  });

  it('does not learn from a backup whose end was not seen', async () => {
    startClock();
    const app = await openEmptyPage();
    const before = remembered().length;
    await begin(app, API_01);
    const wake = hidePage();
    onTestFinished(wake);
    await pass(600_000);
    wake();
    await pass(4_000);
    await app.settled();
    await waitFor(() =>
      expect(screen.queryByRole('region', { name: 'Running now' })?.textContent ?? '').not.toContain(
        'api-01',
      ),
    );
    expect(remembered()).toHaveLength(before);
  });

  it('says after ten minutes that it is taking long, even without observations', async () => {
    const server = { id: 12351, name: 'mail-01' };
    await renderInUtc({
      path: '/backups',
      before: (gateway) =>
        holdBackups(gateway, () => backupsOf(server, [{ id: 1, hoursAgo: 11 / 60, status: 'in_progress' }])),
    });
    expect(await running('mail-01')).toMatch(/11 min, taking longer than usual$/);
  });
});
