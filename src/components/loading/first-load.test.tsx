import { act, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { pass, startClock } from '../../testing/clock';
import { refuse, unreachable } from '../../testing/faults';
import type { TestGateway } from '../../testing/gateway';
import { openLog, unreadableLog } from '../../testing/log';
import { renderApp, type TestApp } from '../../testing/pages/app';
import { hidePage } from '../../testing/pages/browser';

const LIST = 'GET /backups/';
const SLOW_DOWN = refuse(429, { detail: 'Slow down.' }, { 'retry-after': '4' });
const OUT_OF_ORDER = refuse(500, { detail: 'Disk on fire.' });

const failing =
  (match: string, answer: Parameters<TestGateway['fault']>[1], times = 1) =>
  ({ fault }: TestGateway) =>
    fault(match, answer, times);

const reads = ({ calls }: TestApp) => calls.filter(({ path }) => path === '/backups/').length;
const retry = () => screen.getByRole('button', { name: 'Try again' });
const countdown = () =>
  document.querySelector('.state-message__text [aria-hidden="true"]')?.textContent ?? null;

describe('a failed first load', () => {
  it.each([
    ['the Overview', '/', LIST, 'Servers'],
    ['the list', '/backups', LIST, 'Backups'],
    ['the page of a server', '/servers/12345', LIST, 'Backups'],
  ])('%s is retried after the pause that the provider asks for', async (_name, path, match, table) => {
    startClock();
    await renderApp({ path, before: failing(match, SLOW_DOWN) });
    await screen.findByRole('heading', { name: 'Too many requests' });
    expect(countdown()).toBe('Trying again in 4 s.');
    expect(retry().getAttribute('aria-disabled')).toBe('true');
    await pass(2_000);
    expect(countdown()).toMatch(/^Trying again in [12] s\.$/);
    await pass(3_000);
    expect(await screen.findByRole('table', { name: table })).toBeDefined();
  });

  it('of the account is retried', async () => {
    startClock();
    await renderApp({ path: '/settings', before: failing('GET /account/me/', OUT_OF_ORDER) });
    await screen.findByText('The provider says: “Disk on fire.”');
    await pass(6_000);
    expect(screen.queryByText('The provider says: “Disk on fire.”')).toBeNull();
    expect(screen.getAllByText('ops@example.com').length).toBeGreaterThan(0);
  });

  it.each(['/', '/?view=wall'])('of the servers on %s is retried, with a countdown', async (path) => {
    startClock();
    const app = await renderApp({ path, before: failing('GET /servers/', OUT_OF_ORDER) });
    const notice = (await screen.findByText(/“Disk on fire\.”/)).closest('[role="status"]');
    expect(notice?.textContent).toContain('Trying again in 5 s.');
    await pass(6_000);
    expect(screen.queryByText(/“Disk on fire\.”/)).toBeNull();
    expect(app.calls.filter(({ path: asked }) => asked === '/servers/')).toHaveLength(2);
  });

  it('of the activity log is retried', async () => {
    startClock();
    const log = openLog([]);
    log.fail(unreadableLog);
    await renderApp({ path: '/activity', before: log.before });
    await screen.findByText('Couldn’t read the activity log');
    await pass(6_000);
    expect(screen.queryByText('Couldn’t read the activity log')).toBeNull();
  });

  it("of a backup's dialog is retried", async () => {
    startClock();
    await renderApp({ path: '/settings?dialog=delete:499', before: failing(LIST, OUT_OF_ORDER) });
    await screen.findByRole('heading', { name: 'The provider has a problem' });
    await pass(6_000);
    expect(await screen.findByText('#499')).toBeDefined();
  });

  it('of the check before a restore is retried', async () => {
    startClock();
    await renderApp({
      path: '/settings?dialog=restore:499',
      before: failing('GET /backups/?server_id=12345', OUT_OF_ORDER, 2),
    });
    await screen.findByText(/^Couldn’t check the backup, so nothing can be restored now\./);
    expect(countdown()).toBe('Trying again in 5 s.');
    await pass(20_000);
    expect(await screen.findByRole('textbox', { name: 'Type web-server-01 to confirm' })).toBeDefined();
  });

  it('is retried after 5, 10, 30 and 60 seconds, announced once each time', async () => {
    startClock();
    const app = await renderApp({ before: failing(LIST, OUT_OF_ORDER, 5) });
    const title = await screen.findByRole('heading', { name: 'The provider has a problem' });
    const alert = title.closest('[role=alert]');
    for (const [index, seconds] of [5, 10, 30].entries()) {
      expect(reads(app)).toBe(index + 1);
      const said = screen.getByText(`Trying again in ${seconds} s.`, { selector: '.visually-hidden' });
      await pass((seconds - 2) * 1000);
      expect(said.textContent).toBe(`Trying again in ${seconds} s.`);
      expect(reads(app)).toBe(index + 1);
      await pass(2_200);
    }
    // It stays during the retry, so that it is not announced again.
    expect(title.closest('[role=alert]')).toBe(alert);
    expect(alert?.isConnected).toBe(true);
  });

  it('is retried at once when the browser is back online', async () => {
    startClock();
    const app = await renderApp({ before: failing(LIST, unreachable) });
    await screen.findByRole('heading', { name: 'Can’t reach the provider' });
    expect(reads(app)).toBe(1);
    await act(async () => {
      window.dispatchEvent(new Event('online'));
    });
    expect(await screen.findByRole('table', { name: 'Backups' })).toBeDefined();
  });

  it('pauses in a hidden tab and is retried as soon as the tab is shown', async () => {
    startClock();
    const app = await renderApp({ before: failing(LIST, OUT_OF_ORDER) });
    await screen.findByRole('heading', { name: 'The provider has a problem' });
    const show = hidePage();
    await pass(20_000);
    expect(reads(app)).toBe(1);
    await act(async () => show());
    expect(await screen.findByRole('table', { name: 'Backups' })).toBeDefined();
  });

  it('is not retried if that would not help', async () => {
    startClock();
    const app = await renderApp({ before: failing(LIST, refuse(403, { detail: 'Not yours.' })) });
    await screen.findByRole('heading', { name: 'Not permitted' });
    expect(countdown()).toBeNull();
    await pass(120_000);
    expect(reads(app)).toBe(1);
  });

  it.each([
    [401, 'key-round'],
    [429, 'hourglass'],
    [503, 'server-crash'],
  ])('%i has its own icon', async (status, icon) => {
    await renderApp({ before: failing(LIST, refuse(status, {})) });
    const alert = (await screen.findByRole('button', { name: 'Try again' })).closest('[role=alert]');
    expect(alert?.querySelector('.state-message__icon svg')?.classList.contains(`lucide-${icon}`)).toBe(true);
  });
});
