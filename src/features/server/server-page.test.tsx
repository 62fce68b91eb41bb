import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { pass, startClock } from '../../testing/clock';
import { refuse, withChange } from '../../testing/faults';
import {
  backupsOf,
  daily,
  holdBackups,
  holdServers,
  renderInUtc,
  type ToldBackup,
} from '../../testing/fleets/fleet';
import { withPlainSpaces } from '../../testing/format';
import { factsOf, findDialog, findTable, type TestApp } from '../../testing/pages/app';

async function openServer(id: number, name: string): Promise<TestApp> {
  const app = await renderInUtc({ path: `/servers/${id}` });
  await screen.findByRole('heading', { level: 1, name });
  return app;
}

/** The page of a provider's only server, which has these backups. */
async function openServerWith(backups: readonly ToldBackup[]): Promise<void> {
  const web = { id: 7, name: 'web' };
  await renderInUtc({
    path: '/servers/7',
    before: (gateway) => {
      holdServers(gateway, [web]);
      holdBackups(gateway, () => backupsOf(web, backups));
    },
  });
  await screen.findByRole('heading', { level: 1, name: 'web' });
}

const region = (name: string) => screen.getByRole('region', { name });
const reasons = () =>
  within(region('Protection'))
    .getAllByRole('listitem')
    .map(({ textContent }) => withPlainSpaces(textContent ?? ''));
const tiles = () =>
  [...document.querySelectorAll('.tile')].map(({ textContent }) => withPlainSpaces(textContent ?? ''));

describe('the page of a server', () => {
  it.each([
    [
      12367,
      'staging-01',
      'Never backed up',
      ['This server has no backups.', 'There is no good backup to fall back on.'],
    ],
    [
      12346,
      'db-server-01',
      'Failing',
      [
        'The last 2 automatic backups failed, the first 1 d 13 h ago.',
        'Usually every 1 d; last good backup 2 d 13 h ago.',
        'There is a good manual backup; it doesn’t expire.',
      ],
    ],
    [
      12385,
      'shop-01',
      'Expiring',
      [
        'The last good backup expires in 2 days (Sat 18 Jan 2025); no new one is due before then.',
        'No regular schedule detected; last good backup 5 d 11 h ago.',
        'Only one good backup is left.',
      ],
    ],
  ])('says how %s (%s) is protected, with every reason as a sentence', async (id, name, state, sentences) => {
    await openServer(id, name);
    expect(within(region('Protection')).getByText(state)).toBeTruthy();
    expect(reasons()).toEqual(sentences);
  });

  it('names the suspicious backup of a server that is still protected', async () => {
    await openServer(12391, 'media-01');
    expect(within(region('Protection')).getByText('Protected')).toBeTruthy();
    expect(reasons().join(' ')).toMatch(
      /The newest backup is much smaller than usual: #\d+ holds only 12\.\d GB, usually 11\d GB\./,
    );
  });

  it('shows a running backup beside the state', async () => {
    await openServer(12345, 'web-server-01');
    const badges = within(region('Protection'));
    expect(badges.getByText('Protected')).toBeTruthy();
    expect(badges.getByText(/^Backing up, 3 min \d+ s$/)).toBeTruthy();
  });

  it('shows four figures, or unknown', async () => {
    await openServer(12385, 'shop-01');
    expect(tiles()).toEqual([
      expect.stringMatching(/^Newest good backup5 days agoSat 11 Jan 2025, 03:\d\d UTC$/),
      'Stored6.8 GB0 manual, 1 automatic',
      'Manual slots0/10',
      'Last good expiresin 2 daysSat 18 Jan 2025',
    ]);
  });

  it('shows the figures of a server without backups', async () => {
    await openServer(12367, 'staging-01');
    expect(tiles()).toEqual([
      'Newest good backupnone',
      'Stored0 MB0 manual, 0 automatic',
      'Manual slots0/10',
      'Last good expiresno good backupWhen the last good backup expires if no new one is made.',
    ]);
  });

  it('shows the stored size as unknown without known sizes, not as 0 MB', async () => {
    await openServerWith([{ id: 1, hoursAgo: 3, sizeMb: null }]);
    await waitFor(() => expect(tiles()).toContain('Storedunknown0 manual, 1 automatic, 1 of unknown size'));
  });

  it('shows an unreadable date of a good backup as unknown, not as none', async () => {
    await openServerWith([{ id: 1, hoursAgo: 3, isUndated: true }]);
    expect(tiles()[0]).toBe('Newest good backupunknown');
  });

  it('counts completed backups of unknown size separately', async () => {
    await openServer(12360, 'cache-02');
    expect(tiles()[1]).toMatch(/0 manual, \d+ automatic, 1 of unknown size$/);
    expect(reasons()).toContain('The size of 1 completed backup is unknown.');
  });

  it('has the facts of the server, and its own backups only', async () => {
    await openServer(12385, 'shop-01');
    expect(factsOf(region('Details'))).toEqual({
      'Host name': 'shop-01.example.com',
      Address: '198.51.100.56',
      Location: 'us-west',
      Plan: 'Starter 1: 1 vCPU, 1 GB memory, 25 GB storage',
      'Operating system': 'Ubuntu 24.04 LTS',
      Created: 'Fri 29 Nov 2024',
    });
    expect((await findTable()).getAttribute('aria-rowcount')).toBe('2');
  });

  it('creates a backup of this server', async () => {
    const app = await openServer(12385, 'shop-01');
    await app.user.click(screen.getByRole('button', { name: 'Create backup' }));
    const dialog = await findDialog('Back up shop-01');
    expect(within(dialog).getByRole<HTMLInputElement>('combobox', { name: 'Server' }).value).toBe('shop-01');
  });

  it('says that a server is gone, and does not offer to back it up', async () => {
    await openServer(12207, 'legacy-02');
    expect(screen.getByText(/^This server no longer exists\./)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Create backup' })).toBeNull();
    expect(screen.getByText('Server no longer exists')).toBeTruthy();
    expect(screen.queryByText('Old')).toBeNull();
    expect((await findTable()).getAttribute('aria-rowcount')).toBe('3');
  });

  it('says that an unknown server is unknown', async () => {
    await renderInUtc({ path: '/servers/99999' });
    expect(await screen.findByRole('heading', { level: 1, name: 'Server 99999 not found' })).toBeTruthy();
    expect(screen.getByRole('main').textContent).not.toMatch(/provider/i);
    expect(
      within(screen.getByRole('main'))
        .getByRole('link', { name: /overview/ })
        .getAttribute('href'),
    ).toBe('/');
  });

  it('shows a server that is not in the list yet, such as a new one', async () => {
    const app = await renderInUtc({
      path: '/servers/12385',
      before: (gateway) => {
        holdServers(gateway, [{ id: 7, name: 'web' }]);
        holdBackups(gateway, () => backupsOf({ id: 7, name: 'web' }, daily(1, 3, 10)));
      },
    });
    expect(await screen.findByRole('heading', { level: 1, name: 'shop-01' })).toBeTruthy();
    expect(app.calls.filter(({ path }) => path === '/servers/12385/')).toHaveLength(1);
  });

  it('shows that a server is being restored', async () => {
    await renderInUtc({
      path: '/servers/12385',
      before: ({ fault }) => {
        fault(
          'GET /servers/',
          async (carryOut) => {
            const text = await (await carryOut()).text();
            return new Response(text.replaceAll('"status":"active"', '"status":"restoring"'));
          },
          99,
        );
        fault('GET /servers/12385/', withChange({ status: 'restoring' }), 99);
      },
    });
    expect(await screen.findByText(/^This server is being restored\./)).toBeTruthy();
  });

  it('shows when the servers were last read', async () => {
    startClock();
    const app = await renderInUtc({ path: '/servers/12385' });
    await screen.findByRole('heading', { level: 1, name: 'shop-01' });
    app.fault('GET /servers/', refuse(503, { detail: 'Maintenance' }), 99);
    await pass(61_000);
    expect(await screen.findByText(/Showing servers from 15:45 UTC\.$/)).toBeTruthy();
  });

  it('shows one error for a failed first load, and a retry succeeds', async () => {
    const app = await renderInUtc({
      path: '/servers/12385',
      before: ({ fault }) => fault('GET /backups/', refuse(500, { detail: 'Oops' })),
    });
    const alert = await within(screen.getByRole('main')).findByRole('alert');
    expect(screen.getAllByText(/“Oops”/)).toHaveLength(1);
    await app.user.click(within(alert).getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(reasons()).toHaveLength(3));
  });
});
