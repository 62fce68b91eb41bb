import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { findDialog, findWhole, renderApp } from '../../testing/pages/app';
import { renderSignIn } from '../../testing/pages/sign-in';

const WATCHING = { state: 'watching', offReason: null } as const;
const KEY = 'vps-backups.first-run';
const findList = () => screen.findByRole('region', { name: 'Getting started' });
const list = () => screen.queryByRole('region', { name: /Getting started|All set/ });

describe('the checklist of a first run', () => {
  it('says what is done and what is not, and ends itself with the last step', async () => {
    const app = await renderSignIn({ path: '/', mode: 'token', isSignedIn: true });
    const region = await findList();
    const items = within(region)
      .getAllByRole('listitem')
      .map((item) => item.textContent);
    expect(items).toEqual([
      'Token accepted (done)',
      '14 servers found (done)',
      'No alerts yet (to do)Set up I have my own check',
      'First backup made (done)',
    ]);
    await app.user.click(within(region).getByRole('button', { name: 'I have my own check' }));
    await screen.findByRole('region', { name: 'All set' });
    await waitFor(() => expect(localStorage.getItem(KEY)).toContain('"isOver":true'));
    await app.user.click(screen.getByRole('link', { name: 'Activity' }));
    await screen.findByRole('heading', { level: 1, name: 'Activity' });
    expect(list()).toBeNull();
  });

  it('leads to the lines for alerts, filled in', async () => {
    const app = await renderSignIn({ path: '/', mode: 'token', isSignedIn: true });
    await app.user.click(within(await findList()).getByRole('link', { name: 'Set up' }));
    const card = await screen.findByRole('region', { name: 'Alerts' });
    const lines = await within(card).findByRole('region', { name: 'Environment' });
    expect(lines.textContent).toContain(`VPS_API_URL=${app.sandbox.baseUrl}`);
    expect(lines.textContent).toContain('VPS_API_TOKEN=vps_…');
    const check = within(card).getByRole('region', { name: 'Check from a shell or cron' });
    expect(check.textContent).toContain(`curl -fsS ${window.location.origin}/readyz`);
    expect(card.textContent).not.toContain(app.sandbox.token);
    expect(within(check).getByRole('button', { name: 'Copy: Check from a shell or cron' })).toBeDefined();
  });

  it('is dismissed for good', async () => {
    const app = await renderSignIn({ path: '/', mode: 'token', isSignedIn: true });
    await app.user.click(within(await findList()).getByRole('button', { name: 'Dismiss checklist' }));
    expect(list()).toBeNull();
    expect(localStorage.getItem(KEY)).toContain('"isOver":true');
  });

  it.each([
    ['everything was done before', { watch: WATCHING }],
    ['somebody dismissed it', { stored: '{"isOver":true,"hasOwnCheck":false}' }],
  ])(
    'is not shown where %s',
    async (_why, { watch, stored }: { watch?: typeof WATCHING; stored?: string }) => {
      if (stored !== undefined) localStorage.setItem(KEY, stored);
      const app = await renderSignIn({
        path: '/',
        mode: 'token',
        isSignedIn: true,
        ...(watch === undefined ? {} : { watch }),
      });
      await findWhole('Servers');
      if (watch !== undefined)
        await waitFor(() => expect(localStorage.getItem(KEY)).toContain('"isOver":true'));
      expect(app.calls.includes('GET /api/watch')).toBe(watch !== undefined);
      expect(list()).toBeNull();
    },
  );

  it('is not part of the demo', async () => {
    const app = await renderApp({ path: '/', sandboxOptions: { fleet: { servers: 2, backups: 0 } } });
    await findWhole('Servers');
    await app.settled();
    expect(list()).toBeNull();
  });

  it('offers the first backup', async () => {
    const app = await renderSignIn({
      path: '/',
      mode: 'token',
      isSignedIn: true,
      fleet: { servers: 2, backups: 0 },
    });
    await app.user.click(within(await findList()).getByRole('button', { name: 'Create a backup' }));
    await findDialog('Create backup');
  });
});
