import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  backupsOf,
  daily,
  findServers,
  holdBackups,
  holdServers,
  renderInUtc,
  renderWeb,
  type ToldBackup,
  WEB,
} from '../../testing/fleets/fleet';
import { findTable } from '../../testing/pages/app';

let icon: HTMLLinkElement;

beforeEach(() => {
  // As in the page that the browser loads.
  icon = Object.assign(document.createElement('link'), { rel: 'icon', href: '/favicon.svg' });
  document.head.append(icon);
});

afterEach(() => {
  icon.remove();
});

function openWith(backups: readonly ToldBackup[], path = '/') {
  return renderWeb(backups, { path });
}

describe('the tab of the browser', () => {
  it('shows the number that needs attention on every page, and turns red', async () => {
    const app = await renderInUtc();
    await findServers();
    await waitFor(() => expect(document.title).toBe('(7) Overview · VPS Backups'));
    expect(icon.getAttribute('href')).toBe('/favicon-bad.svg');
    const main = screen.getByRole('navigation', { name: 'Main' });
    await app.user.click(within(main).getByRole('link', { name: 'Backups' }));
    await findTable();
    expect(document.title).toBe('(7) Backups · VPS Backups');
    await app.user.click(within(main).getByRole('link', { name: 'Settings' }));
    await waitFor(() => expect(document.title).toBe('(7) Settings · VPS Backups'));
  });

  it('shows it on a page without the fleet', async () => {
    await renderInUtc({ path: '/settings' });
    await waitFor(() => expect(document.title).toBe('(7) Settings · VPS Backups'));
  });

  it('is plain and green where all is well', async () => {
    await openWith(daily(1, 3, 20));
    await waitFor(() => expect(icon.getAttribute('href')).toBe('/favicon-ok.svg'));
    expect(document.title).toBe('Overview · VPS Backups');
  });

  it('is yellow where the worst is that a backup is late', async () => {
    await openWith(daily(1, 41, 20));
    await waitFor(() => expect(icon.getAttribute('href')).toBe('/favicon-warn.svg'));
    expect(document.title).toBe('(1) Overview · VPS Backups');
  });

  it('is yellow where the only backup expires soon', async () => {
    await openWith([{ id: 1, hoursAgo: 3, keptDays: 2 }]);
    await waitFor(() => expect(icon.getAttribute('href')).toBe('/favicon-warn.svg'));
    expect(document.title).toBe('(1) Overview · VPS Backups');
  });

  it('follows what a refresh brings', async () => {
    let backups = daily(1, 41, 20);
    const app = await renderInUtc({
      before: (gateway) => {
        holdServers(gateway, [WEB]);
        holdBackups(gateway, () => backupsOf(WEB, backups));
      },
    });
    await waitFor(() => expect(document.title).toBe('(1) Overview · VPS Backups'));
    backups = [{ id: 90, hoursAgo: 0.1 }, ...backups];
    await app.user.click(screen.getByRole('button', { name: 'Refresh' }));
    await waitFor(() => expect(document.title).toBe('Overview · VPS Backups'));
    expect(icon.getAttribute('href')).toBe('/favicon-ok.svg');
  });

  it('shows no state before the data is there', async () => {
    const app = await renderInUtc({
      before: ({ fault }) =>
        fault('GET /backups/', () => Response.json({ detail: 'no' }, { status: 500 }), 99),
    });
    await within(screen.getByRole('main')).findByRole('alert');
    await app.settled();
    expect(document.title).toBe('Overview · VPS Backups');
    expect(icon.getAttribute('href')).toBe('/favicon.svg');
  });

  it('leaves out servers that are gone', async () => {
    await renderInUtc({
      before: (gateway) => {
        holdServers(gateway, [WEB]);
        holdBackups(gateway, () => [
          ...backupsOf(WEB, daily(1, 3, 20)),
          ...backupsOf({ id: 8, name: 'gone' }, [{ id: 50, hoursAgo: 900, type: 'manual' }]),
        ]);
      },
    });
    await screen.findByRole('table', { name: 'Deleted servers with backups' });
    await waitFor(() => expect(icon.getAttribute('href')).toBe('/favicon-ok.svg'));
    expect(document.title).toBe('Overview · VPS Backups');
  });
});
