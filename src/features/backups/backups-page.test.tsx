import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { dayBefore } from '../../components/filters/time-presets';
import { pass, startClock } from '../../testing/clock';
import { refuse, unreachable, withChange, withEntries } from '../../testing/faults';
import { en, findTable, renderApp, rowOf, rowsOf } from '../../testing/pages/app';

const SMALL = { fleet: { servers: 3, backups: 12 } };
const EMPTY = { fleet: { servers: 2, backups: 0 } };

function query(): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(window.location.search));
}

function search(): HTMLInputElement {
  return screen.getByRole<HTMLInputElement>('searchbox', { name: 'Search' });
}

/** Total number of rows of the table, rendered or not. */
async function rowCount(): Promise<number> {
  return Number((await findTable()).getAttribute('aria-rowcount')) - 1;
}

describe('the filtered list', () => {
  it('is counted: all at first, then matches out of the total', async () => {
    const app = await renderApp();
    const all = await app.backups();
    const servers = new Set(all.map(({ server }) => server.name)).size;
    const summary = await screen.findByText(new RegExp(`^${all.length} backups on ${servers} servers`));
    await app.user.click(screen.getByRole('button', { name: 'Manual' }));
    const manual = all.filter((each) => each.backup_type === 'manual').length;
    expect(await rowCount()).toBe(manual);
    expect(summary.textContent).toMatch(new RegExp(`^${manual} of ${all.length} shown, \\S+ GB`));
    // The sizes of failed backups are unknown, which is not 0 MB.
    await app.user.click(screen.getByRole('button', { name: 'All types' }));
    await app.user.selectOptions(screen.getByRole('combobox', { name: 'Status' }), 'Failed');
    expect(summary.textContent).toMatch(new RegExp(`^[1-9]\\d* of ${all.length} shown$`));
  });

  it('applies type and status, alone and together', async () => {
    const app = await renderApp();
    const all = await app.backups();
    await findTable();
    const type = screen.getByRole('group', { name: 'Type' });
    await app.user.click(within(type).getByRole('button', { name: 'Automatic' }));
    await app.user.selectOptions(screen.getByRole('combobox', { name: 'Status' }), 'Failed');
    const isFailed = ({ status }: { status: string }) => status === 'failed';
    expect(await rowCount()).toBe(
      all.filter((each) => isFailed(each) && each.backup_type === 'automatic').length,
    );
    expect(within(type).getByRole('button', { name: 'Automatic' }).getAttribute('aria-pressed')).toBe('true');
    expect(query()).toEqual({ type: 'automatic', status: 'failed' });
    await app.user.click(within(type).getByRole('button', { name: 'All types' }));
    expect(await rowCount()).toBe(all.filter(isFailed).length);
    expect(query()).toEqual({ status: 'failed' });
  });

  it('keeps ended backups in the "running" filter until the page is left, and says so', async () => {
    startClock();
    const app = await renderApp({ path: '/backups?status=in_progress' });
    const table = await findTable();
    await within(table).findByText('#502');
    const summary = await screen.findByText(/^1 of \d+ shown/);
    await pass(5 * 60_000);
    const row = rowOf(table, 502);
    expect(row.textContent).toContain('Completed');
    expect(row.textContent).toContain('no longer running');
    expect(summary.textContent).toContain('1 no longer running');
    await app.user.click(screen.getByRole('link', { name: 'Settings' }));
    await app.user.click(await screen.findByRole('link', { name: 'Backups' }));
    await app.user.selectOptions(await screen.findByRole('combobox', { name: 'Status' }), 'In progress');
    await screen.findByText('No backups match these filters');
  });

  it('offers an undocumented status, kept in the URL over a reload', async () => {
    const app = await renderApp({
      path: '/backups?status=on_hold',
      sandboxOptions: SMALL,
      before: ({ fault }) =>
        fault(
          'GET /backups/',
          withEntries((entries) =>
            entries.map((each, at) => (at < 2 ? { ...each, status: 'on_hold' } : each)),
          ),
          99,
        ),
    });
    expect(await rowCount()).toBe(2);
    expect(screen.getByRole('option', { name: 'on_hold', selected: true })).toBeDefined();
    app.reload();
    expect(await rowCount()).toBe(2);
    expect(query()).toEqual({ status: 'on_hold' });
  });

  it('follows the server chosen by typing, with or without accents', async () => {
    const app = await renderApp({ path: '/backups?type=manual' });
    await findTable();
    await app.user.type(screen.getByRole('combobox', { name: 'Server' }), 'BURO{ArrowDown}{Enter}');
    expect(query()).toEqual({ type: 'manual', server: '12374' });
    expect(await rowCount()).toBe(2);
    await app.user.click(screen.getByRole('button', { name: 'Clear selection' }));
    expect(query()).toEqual({ type: 'manual' });
  });

  it('applies the time range, in days of the displayed time zone', async () => {
    const app = await renderApp({ path: '/backups?server=12345&type=manual' });
    expect(await rowCount()).toBe(4);
    const time = screen.getByRole('combobox', { name: 'Created' });
    await app.user.selectOptions(time, 'Last 7 days');
    expect(await rowCount()).toBe(2);
    const today = en.format.dayKey(Date.now());
    expect(query()).toMatchObject({ from: dayBefore(today, 6) });
    await app.user.selectOptions(time, 'Last 30 days');
    expect(await rowCount()).toBe(2);
    await app.user.selectOptions(time, 'Any time');
    expect(await rowCount()).toBe(4);
    await app.user.selectOptions(time, 'From … to …');
    await app.user.type(screen.getByLabelText('From'), '2024-11-01');
    await app.user.type(screen.getByLabelText('To'), '2024-12-31');
    expect(query()).toMatchObject({ from: '2024-11-01', to: '2024-12-31' });
    expect(await rowCount()).toBe(2);
  });
});

describe('searching', () => {
  it('matches all words in description, server and id, ignoring accents and case', async () => {
    const app = await renderApp({ path: '/backups?q=muller' });
    expect(await rowCount()).toBe(1);
    expect(search().value).toBe('muller');
    await app.user.clear(search());
    await app.user.type(search(), 'ZOE Billing');
    await waitFor(async () => expect(await rowCount()).toBe(1));
    expect((await findTable()).textContent).toContain('After VAT change, tested by Zoë');
    await app.user.clear(search());
    await app.user.type(search(), '499');
    await waitFor(async () => expect(rowsOf(await findTable())[0]?.textContent).toContain('#499'));
    await waitFor(() => expect(query()).toEqual({ q: '499' }));
  });

  it('adds one history entry per search, not one per letter', async () => {
    const app = await renderApp({ path: '/settings', sandboxOptions: SMALL });
    await app.user.click(screen.getByRole('link', { name: 'Backups' }));
    await findTable();
    await app.user.type(search(), 'web');
    await waitFor(() => expect(query()).toEqual({ q: 'web' }));
    await app.back();
    expect(window.location.pathname).toBe('/settings');
  });

  it('ends with Escape', async () => {
    const app = await renderApp({ path: '/backups?q=nothing-like-it', sandboxOptions: SMALL });
    await screen.findByText('No backups match these filters');
    await app.user.type(search(), '{Escape}');
    expect(search().value).toBe('');
    expect(await rowCount()).toBe(12);
    await waitFor(() => expect(query()).toEqual({}));
  });
});

describe('filters in the URL', () => {
  it('are ignored if invalid, while the rest applies', async () => {
    await renderApp({
      path: '/backups?type=weekly&status=%3Cb%3E&from=2025-02-31&to=tomorrow&sort=price&server=12374&x=1',
    });
    expect(await rowCount()).toBe(2);
    expect(screen.getByRole('columnheader', { name: 'Created' }).getAttribute('aria-sort')).toBe(
      'descending',
    );
  });

  it('come back with Back', async () => {
    const app = await renderApp({ path: '/backups?server=12345' });
    const before = await rowCount();
    await app.user.click(screen.getByRole('button', { name: 'Manual' }));
    expect(await rowCount()).toBe(4);
    await app.back();
    expect(await rowCount()).toBe(before);
  });

  it('are cleared by one button, and the order stays', async () => {
    const app = await renderApp({ path: '/backups?server=12345&type=manual&q=Pre&sort=size' });
    await findTable();
    await app.user.click(screen.getByRole('button', { name: 'Clear all' }));
    await waitFor(() => expect(query()).toEqual({ sort: 'size' }));
    expect(search().value).toBe('');
    expect(await rowCount()).toBe((await app.backups()).length);
    expect(screen.queryByRole('button', { name: 'Clear all' })).toBeNull();
  });
});

describe('a list without rows', () => {
  it('shows the total and a button to clear the filters, if those emptied it', async () => {
    const app = await renderApp({ path: '/backups?q=nothing-like-it&type=manual', sandboxOptions: SMALL });
    expect(await screen.findByText('12 backups are hidden.')).toBeDefined();
    expect(screen.queryByText('No backups yet')).toBeNull();
    const [button] = screen.getAllByRole('button', { name: 'Clear all' });
    if (button !== undefined) await app.user.click(button);
    expect(await rowCount()).toBe(12);
  });

  it('blames no filter if there are no backups', async () => {
    await renderApp({ path: '/backups?status=failed', sandboxOptions: EMPTY });
    expect(await screen.findByRole('heading', { name: 'No backups yet' })).toBeDefined();
    expect(screen.queryByText('No backups match these filters')).toBeNull();
  });

  it('offers to create the first backup', async () => {
    const app = await renderApp({ sandboxOptions: EMPTY });
    const title = await screen.findByRole('heading', { name: 'No backups yet' });
    expect(screen.queryByRole('search')).toBeNull();
    expect(screen.queryByText('No backups match these filters')).toBeNull();
    const state = title.parentElement ?? title;
    await app.user.click(within(state).getByRole('button', { name: 'Create backup' }));
    expect(await screen.findByRole('dialog', { name: 'Create backup' })).toBeDefined();
  });
});

describe('a partial list', () => {
  it('without entries is not taken for an account without backups', async () => {
    await renderApp({
      sandboxOptions: EMPTY,
      before: ({ fault }) => fault('GET /backups/', () => Response.json({ count: 9, results: [] }), 99),
    });
    expect(await screen.findByRole('heading', { name: en.t('list.empty.partialTitle') })).toBeTruthy();
    expect(screen.queryByText('No backups yet')).toBeNull();
  });
});

describe('reading the list', () => {
  it('announces that it takes long', async () => {
    const held: { release?: () => void } = {};
    await renderApp({
      sandboxOptions: SMALL,
      before: ({ hold }) => {
        held.release = hold('GET /backups/').release;
      },
    });
    const waiting = await screen.findAllByText('Loading backups…');
    expect(waiting.some((each) => each.closest('[role=status]') !== null)).toBe(true);
    held.release?.();
    expect(await rowCount()).toBe(12);
    expect(screen.queryByText('Loading backups…')).toBeNull();
  });

  it.each([
    ['forbidden', refuse(403, { detail: 'No scope backups:read.' }), 'Not permitted'],
    ['unauthorized', refuse(401, { detail: 'Token has expired.' }), 'Token not accepted'],
    ['unreachable', unreachable, 'Can’t reach the provider'],
  ])('that fails (%s) is told in its place, and read again on demand', async (_name, answer, title) => {
    const app = await renderApp({
      sandboxOptions: SMALL,
      before: ({ fault }) => fault('GET /backups/', answer),
    });
    const alert = (await screen.findByRole('heading', { name: title })).closest<HTMLElement>('[role=alert]');
    expect(alert).not.toBeNull();
    expect(screen.queryByText('Loading backups…')).toBeNull();
    expect(screen.queryByText('No backups yet')).toBeNull();
    await app.user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await rowCount()).toBe(12);
    expect(screen.queryByRole('heading', { name: title })).toBeNull();
  });

  it('keeps the rows when a refresh fails, with one polite notice until the next success', async () => {
    const app = await renderApp({ sandboxOptions: SMALL });
    expect(await rowCount()).toBe(12);
    app.fault('GET /backups/', refuse(500, { detail: 'Disk on fire' }));
    await app.user.click(screen.getByRole('button', { name: 'Refresh' }));
    const notice = await screen.findByText(/Disk on fire/);
    expect(notice.closest('[role]')?.getAttribute('role')).toBe('status');
    expect(notice.textContent).toMatch(/^Couldn’t refresh\. /);
    expect(await rowCount()).toBe(12);
    await app.user.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(screen.queryByText(/Disk on fire/)).toBeNull());
  });

  it('says when the page has lost its gateway', async () => {
    const app = await renderApp({ sandboxOptions: SMALL });
    await findTable();
    app.unplug();
    await app.user.click(screen.getByRole('button', { name: 'Refresh' }));
    expect(await screen.findByText(new RegExp(en.t('error.gateway.text')))).toBeDefined();
  });

  it('is repeated when the tab is shown again', async () => {
    const app = await renderApp({ sandboxOptions: SMALL });
    expect(await rowCount()).toBe(12);
    app.fault(
      'GET /backups/',
      withEntries((entries) => entries.slice(1)),
    );
    window.dispatchEvent(new Event('visibilitychange'));
    await waitFor(async () => expect(await rowCount()).toBe(11));
  });

  it('never shows a partial list as complete', async () => {
    await renderApp({
      sandboxOptions: SMALL,
      before: ({ fault }) => fault('GET /backups/', withChange({ count: 40 })),
    });
    expect(await screen.findByText(en.t('list.partial', { expected: 40, received: 12 }))).toBeDefined();
  });

  it('counts unreadable entries, and shows the others', async () => {
    await renderApp({
      sandboxOptions: SMALL,
      before: ({ fault }) =>
        fault(
          'GET /backups/',
          withEntries((entries) => [...entries.slice(2), { id: null }, { nonsense: true }]),
        ),
    });
    expect(await screen.findByText(en.t('list.skipped', { count: 2 }))).toBeDefined();
    expect(await rowCount()).toBe(10);
  });
});

describe("on a server's page", () => {
  it('the offer to create a first backup is for that server', async () => {
    const app = await renderApp({ path: '/servers/12367' });
    const text = await screen.findByText(en.t('list.empty.serverText'));
    const state = text.parentElement ?? text;
    await app.user.click(within(state).getByRole('button', { name: 'Create backup' }));
    const dialog = await screen.findByRole('dialog', { name: 'Back up staging-01' });
    expect(within(dialog).getByRole<HTMLInputElement>('combobox', { name: 'Server' }).value).toBe(
      'staging-01',
    );
  });

  it('there is no server filter, and a server in the query changes nothing', async () => {
    await renderApp({ path: '/servers/12374?server=12345' });
    expect(await rowCount()).toBe(2);
    expect(screen.queryByRole('combobox', { name: 'Server' })).toBeNull();
  });
});
