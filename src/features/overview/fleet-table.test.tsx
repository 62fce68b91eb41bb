import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import {
  backupsOf,
  daily,
  findServers,
  holdBackups,
  holdServers,
  namesIn,
  renderInUtc,
  serverRow,
  type ToldBackup,
} from '../../testing/fleets/fleet';
import { en, findDialog, query, renderApp, rowsOf } from '../../testing/pages/app';

/** The demo data's servers, worst first. */
const WORST_FIRST = [
  ['staging-01', 'Never backed up', 'This server has no backups.'],
  ['metrics-01', 'Unprotected', 'All 14 backups failed.'],
  ['db-server-01', 'Failing', 'The last 2 automatic backups failed, the first 1 d 13 h ago.'],
  [
    'customer-portal-production-read-replica-02',
    'Missed',
    'Usually every 1 d; last good backup 3 d 12 h ago.',
  ],
  ['mail-01', 'Late', 'Usually every 1 d; last good backup 1 d 16 h ago.'],
  [
    'shop-01',
    'Expiring',
    'The last good backup expires in 2 days (Sat 18 Jan 2025); no new one is due before then.',
  ],
  ['büro-archiv-01', 'Old', 'No regular schedule detected; last good backup 23 d 1 h ago.'],
] as const;
const PROTECTED = ['build-01', 'media-01', 'billing-01', 'web-server-01', 'edge-03', 'api-01', 'cache-02'];

describe('the table of servers', () => {
  it('shows every state with its reason, the worst first', async () => {
    await renderApp({ path: '/' });
    const table = await findServers();
    expect(namesIn(table)).toEqual([...WORST_FIRST.map(([name]) => name), ...PROTECTED]);
    for (const [name, state, reason] of WORST_FIRST) {
      const row = serverRow(table, name);
      expect(within(row).getByText(state)).toBeTruthy();
      expect(within(row).getByText(reason)).toBeTruthy();
    }
    for (const name of PROTECTED) {
      expect(within(serverRow(table, name)).getByText('Protected')).toBeTruthy();
    }
    const header = within(table).getByRole('columnheader', { name: 'Protection' });
    expect(header.getAttribute('aria-sort')).toBe('ascending');
  });

  it('shows the last good backup of each server, and what is unusual about it', async () => {
    await renderApp({ path: '/' });
    const table = await findServers();
    const cells = (name: string) =>
      within(serverRow(table, name))
        .getAllByRole('cell')
        .map((cell) => cell.textContent ?? '');
    expect(cells('shop-01')).toEqual([
      '',
      'shop-01198.51.100.56 · us-west',
      'ExpiringThe last good backup expires in 2 days (Sat 18 Jan 2025); no new one is due before then.',
      '',
      '5 d 11 h',
      '0/10',
      'in 2 days',
      'Back up',
    ]);
    expect(cells('billing-01')[5]).toBe('10/10');
    expect(cells('billing-01')[6]).toBe('never');
    expect(cells('staging-01').slice(4, 7)).toEqual(['–none', '0/10', 'no good backup']);
    expect(cells('büro-archiv-01')[2]).toContain('Stopped');
    const newest = within(serverRow(table, 'shop-01')).getByText('5 d 11 h');
    fireEvent.pointerEnter(serverRow(table, 'shop-01'));
    expect(newest.getAttribute('title')).toContain('Sat 11 Jan 2025, 03:');
    expect(newest.getAttribute('title')).toContain('UTC');
  });

  it('shows a running backup beside the state', async () => {
    await renderApp({ path: '/' });
    const row = serverRow(await findServers(), 'web-server-01');
    expect(within(row).getByText('Protected')).toBeTruthy();
    expect(within(row).getByText(/^Backing up, 3 min \d+ s$/)).toBeTruthy();
  });

  it('keeps a server that was never backed up in that state while its first backup runs', async () => {
    await renderInUtc({
      before: (gateway) =>
        holdBackups(gateway, () =>
          backupsOf({ id: 12367, name: 'staging-01' }, [{ id: 1, hoursAgo: 0.5, status: 'in_progress' }]),
        ),
    });
    const row = serverRow(await findServers(), 'staging-01');
    expect(within(row).getByText('Never backed up')).toBeTruthy();
    expect(within(row).getByText('Backing up, 30 min')).toBeTruthy();
    expect(within(row).getByText('The first backup is running, 30 min so far.')).toBeTruthy();
  });

  const rowOf = async (backups: readonly ToldBackup[]) => {
    await renderInUtc({
      before: (gateway) => {
        holdServers(gateway, [{ id: 7, name: 'web' }]);
        holdBackups(gateway, () => backupsOf({ id: 7, name: 'web' }, backups));
      },
    });
    return within(serverRow(await findServers(), 'web'))
      .getAllByRole('cell')
      .map(({ textContent }) => textContent);
  };

  it('leaves a server failing after a manual backup, and says that there is one', async () => {
    const failed = { status: 'failed' };
    const cells = await rowOf([
      { id: 9, hoursAgo: 1 / 6, type: 'manual' },
      { id: 8, hoursAgo: 2, ...failed },
      { id: 7, hoursAgo: 26, ...failed },
      ...daily(10, 50, 9),
    ]);
    expect(cells[2]).toBe('FailingAutomatic backups are failing; a manual backup of 10 min ago exists.');
    expect(cells[4]).toBe('10 min');
    expect(cells[6]).toBe('never');
  });

  it('marks suspiciously small newest backups, also for a protected server', async () => {
    const small = { sizeMb: 400 };
    const large = daily(10, 75, 20);
    const words = (count: string) => `${count} much smaller than usual: #1 holds only 400 MB, usually 4 GB.`;
    expect((await rowOf([{ id: 1, hoursAgo: 3, ...small }, ...daily(2, 27, 20)]))[2]).toBe(
      `Protected${words('The newest backup is')}`,
    );
    cleanup();
    const [one, two] = [
      { id: 1, hoursAgo: 3, ...small },
      { id: 2, hoursAgo: 27, sizeMb: 900 },
    ];
    expect((await rowOf([one, two, { id: 3, hoursAgo: 51, sizeMb: 1500 }, ...large]))[2]).toBe(
      `Missed${words('The newest 3 backups are')}`,
    );
  });

  it('lists deleted servers in a second table, without verdict or "Back up"', async () => {
    await renderApp({ path: '/' });
    expect(namesIn(await findServers())).not.toContain('legacy-02');
    const gone = await screen.findByRole('table', { name: 'Deleted servers with backups' });
    expect(namesIn(gone)).toEqual(['legacy-02']);
    const row = serverRow(gone, 'legacy-02');
    expect(within(row).getByText('Server no longer exists')).toBeTruthy();
    expect(within(row).queryByText('Old')).toBeNull();
    expect(within(row).queryByRole('button', { name: /Back up/ })).toBeNull();
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('7 of 14 servers need attention');
  });

  it('keeps the table of deleted servers unsorted, and includes it in the search', async () => {
    const app = await renderApp({ path: '/?sort=newest' });
    const gone = () => screen.queryByRole('table', { name: 'Deleted servers with backups' });
    await screen.findByRole('table', { name: 'Deleted servers with backups' });
    const headers = within(gone() ?? document.body).getAllByRole('columnheader');
    expect(headers.map((header) => header.getAttribute('aria-sort')).filter(Boolean)).toEqual([]);
    expect(headers.flatMap((header) => within(header).queryAllByRole('button'))).toEqual([]);
    await app.user.type(screen.getByRole('searchbox', { name: 'Search' }), 'legacy');
    expect(await screen.findByText(/1 deleted server matches; see below\.$/)).toBeTruthy();
    expect(gone()).not.toBeNull();
    await app.user.type(screen.getByRole('searchbox', { name: 'Search' }), 'x');
    await waitFor(() => expect(gone()).toBeNull());
    expect(screen.getByText('14 servers are hidden.')).toBeTruthy();
  });

  it('shows an unreadable date of a good backup as unknown, not as none', async () => {
    await renderInUtc({
      before: (gateway) =>
        holdBackups(gateway, () =>
          backupsOf({ id: 12367, name: 'staging-01' }, [{ id: 1, hoursAgo: 3, isUndated: true }]),
        ),
    });
    const row = serverRow(await findServers(), 'staging-01');
    expect(within(row).getAllByRole('cell')[4]?.textContent).toBe('unknown');
  });

  it('has rows of one height and few elements, whatever they contain', async () => {
    await renderInUtc({
      before: (gateway) =>
        holdBackups(gateway, () => [
          ...backupsOf({ id: 12345, name: 'web-server-01' }, daily(1, 3, 10)),
          ...backupsOf({ id: 12346, name: 'db-server-01' }, [
            { id: 50, hoursAgo: 1, status: 'in_progress' },
            { id: 51, hoursAgo: 3, status: 'failed' },
          ]),
        ]),
    });
    const table = await findServers();
    for (const row of rowsOf(table)) {
      expect(row.style.height, row.textContent ?? '').toMatch(/^(48|104)px$/);
      expect(row.style.height).toBe(serverRow(table, 'staging-01').style.height);
      expect(row.querySelectorAll('*').length, row.textContent ?? '').toBeLessThanOrEqual(26);
    }
  });

  it('shows a truncated reason in full on hover or focus', async () => {
    const app = await renderApp({ path: '/' });
    const table = await findServers();
    const reason = within(serverRow(table, 'mail-01')).getByText(/^Usually every/);
    expect(reason.title).toBe('');
    await app.user.hover(reason);
    expect(reason.title).toBe(reason.textContent);
    expect(reason.dataset['hint']).toBe('cut');
  });
});

describe('using the table', () => {
  it('sorts by a column in both directions, kept in the URL', async () => {
    const app = await renderApp({ path: '/' });
    const table = await findServers();
    const sort = (name: string) => within(table).getByRole('button', { name });
    await app.user.click(sort('Server'));
    expect(namesIn(table).slice(0, 3)).toEqual(['api-01', 'billing-01', 'build-01']);
    expect(query()).toEqual({ sort: 'server' });
    await app.user.click(sort('Server'));
    expect(namesIn(table)[0]).toBe('web-server-01');
    expect(query()).toEqual({ sort: '-server' });
    const header = within(table).getByRole('columnheader', { name: 'Server' });
    expect(header.getAttribute('aria-sort')).toBe('descending');
    await app.user.click(sort('Newest good'));
    expect(namesIn(table)[0]).toBe('cache-02');
    await app.user.click(sort('Manual slots'));
    expect(namesIn(table)[0]).toBe('billing-01');
    const slots = within(table).getByRole('columnheader', { name: 'Manual slots' });
    expect(slots.getAttribute('aria-sort')).toBe('descending');
    await app.user.click(sort('Last good expires'));
    expect(namesIn(table).slice(0, 3)).toEqual(['staging-01', 'metrics-01', 'shop-01']);
    await app.back();
    expect(namesIn(table)[0]).toBe('billing-01');
    // Cards have no header, so a choice sorts them, fullest first as well.
    const choice = screen.getByRole('combobox', { name: en.t('backups.sortBy') });
    await app.user.selectOptions(choice, 'server');
    await app.user.selectOptions(choice, 'slots');
    expect(query()).toEqual({ sort: '-slots' });
  });

  it('searches by name, address and location, and can clear the search', async () => {
    const app = await renderApp({ path: '/' });
    const search = await screen.findByRole('searchbox', { name: 'Search' });
    await app.user.type(search, 'buro');
    await waitFor(async () => expect(namesIn(await findServers())).toEqual(['büro-archiv-01']));
    await waitFor(() => expect(query()).toEqual({ q: 'buro' }));
    await app.user.clear(search);
    await app.user.type(search, '203.0.113.11');
    await waitFor(async () => expect(namesIn(await findServers())).toEqual(['db-server-01']));
    await app.user.clear(search);
    await app.user.type(search, 'nothing is called this');
    const message = await screen.findByText('No server matches');
    expect(message.closest('[role="status"]')?.textContent).toContain('14 servers are hidden.');
    await app.user.click(screen.getByRole('button', { name: 'Clear all' }));
    expect(namesIn(await findServers())).toHaveLength(14);
    await waitFor(() => expect(query()).toEqual({}));
  });

  it('filters by state', async () => {
    const app = await renderApp({ path: '/?state=late' });
    expect(namesIn(await findServers())).toEqual(['mail-01']);
    const filter = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Protection' });
    expect(filter.value).toBe('late');
    expect([...filter.options].map(({ text }) => text)).toEqual([
      'All states',
      'Needs attention',
      'Acknowledged',
      'Not watched',
      'Never backed up',
      'Unprotected',
      'Failing',
      'Missed',
      'Late',
      'Too few backups',
      'Does not reach back',
      'Expiring',
      'Old',
      'Protected',
    ]);
    await app.user.selectOptions(filter, 'Needs attention');
    expect(namesIn(await findServers())).toEqual(WORST_FIRST.map(([name]) => name));
    expect(query()).toEqual({ state: 'attention' });
    await app.user.selectOptions(filter, 'All states');
    expect(query()).toEqual({});
  });

  it('backs up the server of the row, and opens the page of the server', async () => {
    const app = await renderApp({ path: '/' });
    const table = await findServers();
    await app.user.click(within(table).getByRole('button', { name: 'Back up mail-01' }));
    const dialog = await findDialog('Back up mail-01');
    const server = within(dialog).getByRole<HTMLInputElement>('combobox', { name: 'Server' });
    expect(server.value).toBe('mail-01');
    expect(app.writes()).toEqual([]);
    await app.back();
    await app.user.click(within(table).getByRole('link', { name: 'mail-01' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'mail-01' })).toBeTruthy();
    expect(window.location.pathname).toBe('/servers/12351');
  });

  it('moves between rows and into a row with the arrow keys', async () => {
    const app = await renderApp({ path: '/' });
    const table = await findServers();
    const [first, second] = rowsOf(table);
    first?.focus();
    await app.user.keyboard('{ArrowDown}');
    expect(document.activeElement).toBe(second);
    await app.user.keyboard('{ArrowRight} ');
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Select metrics-01');
    expect(second?.dataset['selected']).toBe('true');
    await app.user.keyboard(' {ArrowRight}');
    expect(document.activeElement?.textContent).toBe('metrics-01');
    await app.user.keyboard('{ArrowRight}');
    expect(document.activeElement?.getAttribute('role')).toBe('img');
    await app.user.keyboard('{ArrowRight}');
    expect(document.activeElement?.getAttribute('title')).toBe(en.t('exposure.hint'));
    await app.user.keyboard('{ArrowRight}');
    expect(document.activeElement?.textContent).toBe('Back up');
  });
});
