import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { findServers, serverRow } from '../../testing/fleets/fleet';
import { dialogIsGone, findDialog, query, renderApp, type TestApp, toasts } from '../../testing/pages/app';

async function openMenu(app: TestApp, server: string): Promise<HTMLElement> {
  await app.user.click(await screen.findByRole('button', { name: `More actions for ${server}` }));
  return screen.findByRole('menu');
}

const labels = (menu: HTMLElement) =>
  within(menu)
    .getAllByRole('menuitem')
    .map(({ textContent }) => textContent);

describe('the menu of a server on the Overview', () => {
  it('restores the newest good backup without leaving the page', async () => {
    const app = await renderApp({ path: '/' });
    const menu = await openMenu(app, 'mail-01');
    const item = within(menu).getByRole('menuitem', { name: /^Restore newest good: #\d+, 1 d 16 h old$/ });
    const id = /#(\d+)/.exec(item.textContent ?? '')?.[1];
    await app.user.click(item);
    await findDialog('Restore mail-01');
    expect(query()).toEqual({ dialog: `restore:${id}` });
    expect(window.location.pathname).toBe('/');
    expect(app.writes()).toEqual([]);
  });

  it('restores the newest good backup from before a moment', async () => {
    const app = await renderApp({ path: '/' });
    const menu = await openMenu(app, 'shop-01');
    await app.user.click(within(menu).getByRole('menuitem', { name: 'Restore a backup from before…' }));
    const dialog = await findDialog('Restore shop-01 from before…');
    const field = within(dialog).getByLabelText(/^Time of the incident or change/);
    expect(document.activeElement).toBe(field);
    fireEvent.change(field, { target: { value: '2025-01-16T09:30' } });
    expect(within(dialog).getByRole('status').textContent).toContain('Backup #443, made Sat 11 Jan 2025');
    await app.user.click(within(dialog).getByRole('button', { name: 'Restore this backup' }));
    await findDialog('Restore shop-01');
    expect(query()).toEqual({ dialog: 'restore:443' });
    // Back closes both at once.
    await app.back();
    await dialogIsGone();
  });

  it('gets the focus back when the dialog it opened closes', async () => {
    const app = await renderApp({ path: '/' });
    await app.user.click(
      within(await openMenu(app, 'mail-01')).getByRole('menuitem', { name: 'Back up now' }),
    );
    await findDialog('Back up mail-01');
    await app.user.keyboard('{Escape}');
    await dialogIsGone();
    await waitFor(() =>
      expect(document.activeElement).toBe(screen.getByRole('button', { name: 'More actions for mail-01' })),
    );
  });

  it("leads to the server's backups, page and activity, and copies its identifiers", async () => {
    const app = await renderApp({ path: '/' });
    const menu = await openMenu(app, 'mail-01');
    const way = (name: string) => within(menu).getByRole('menuitem', { name }).getAttribute('href');
    expect(way('Show its backups')).toBe('/backups?server=12351');
    expect(way('Open server')).toBe('/servers/12351');
    expect(way('Show in Activity')).toBe('/activity?server=12351');
    await app.user.click(within(menu).getByRole('menuitem', { name: 'Copy link' }));
    expect(await navigator.clipboard.readText()).toBe(`${window.location.origin}/servers/12351`);
    expect(toasts()).toEqual(['Link copied.']);
    await app.user.click(
      within(await openMenu(app, 'mail-01')).getByRole('menuitem', { name: 'Copy as curl: create' }),
    );
    expect(await navigator.clipboard.readText()).toContain(`-d '{"server_id":12351}'`);
  });

  it('says why nothing can be restored, and offers no change of a deleted server', async () => {
    const app = await renderApp({ path: '/' });
    const menu = await openMenu(app, 'staging-01');
    for (const name of [/^Restore newest good backup/, /^Restore a backup from before/]) {
      const item = within(menu).getByRole('menuitem', { name });
      expect(item.getAttribute('aria-disabled')).toBe('true');
      expect(item.textContent).toContain('This server has no good backup.');
    }
    await app.user.keyboard('{Escape}');
    expect(labels(await openMenu(app, 'legacy-02'))).toEqual([
      'Show its backups',
      'Open server',
      'Compare with…',
      'Show in Activity',
      'Copy link',
      'Copy id',
      'Copy as curl: list',
      'Copy as curl: create',
    ]);
  });

  it("is on the server's page too, without links to it", async () => {
    const app = await renderApp({ path: '/servers/12351' });
    await screen.findByRole('heading', { level: 1, name: 'mail-01' });
    const menu = await openMenu(app, 'mail-01');
    expect(labels(menu)).toContain('Back up now');
    expect(labels(menu)).not.toContain('Open server');
    await app.user.click(within(menu).getByRole('menuitem', { name: 'Back up now' }));
    await findDialog('Back up mail-01');
  });

  it('opens by keyboard from the row, and says if the dashboard is read-only', async () => {
    const app = await renderApp({ path: '/', isReadOnly: true });
    const row = serverRow(await findServers(), 'mail-01');
    row.focus();
    const more = within(row).getByRole('button', { name: 'More actions for mail-01' });
    for (let stops = 0; stops < 12 && document.activeElement !== more; stops += 1) {
      await app.user.keyboard('{ArrowRight}');
    }
    expect(document.activeElement).toBe(more);
    await app.user.keyboard('{Enter}');
    const menu = await screen.findByRole('menu');
    await waitFor(() => expect(menu.contains(document.activeElement)).toBe(true));
    const create = within(menu).getByRole('menuitem', { name: /^Back up now/ });
    expect(create.getAttribute('aria-disabled')).toBe('true');
  });
});
