import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { pass, startClock } from '../../testing/clock';
import { announcing, refuse, withEntries, withEntry } from '../../testing/faults';
import {
  backupsOf,
  daily,
  findServers,
  holdBackups,
  holdServers,
  namesIn,
  renderInUtc,
} from '../../testing/fleets/fleet';
import { findTable, query, renderApp } from '../../testing/pages/app';

const FORBIDDEN = refuse(403, { detail: 'This token may not read servers.' });
const ALWAYS = Number.POSITIVE_INFINITY;

/** A figure as assistive technology reads it, without the short label for phones. */
function tileText(name: RegExp): string {
  return [...tile(name).querySelectorAll(':scope > :not([aria-hidden])')]
    .map(({ textContent }) => textContent)
    .join('');
}

function tile(name: RegExp): HTMLAnchorElement {
  return screen.getByRole<HTMLAnchorElement>('link', { name });
}

function heading(): string | null {
  return screen.getByRole('heading', { level: 1 }).textContent;
}

/** The line below the verdict. */
function worstCase(): HTMLElement {
  const line = screen.getByText('Worst:').closest('p');
  if (line === null) throw new Error('The worst case stands in no line.');
  return line;
}

describe('the verdict and its figures', () => {
  it('show the state of the fleet and its worst server', async () => {
    await renderApp({ path: '/' });
    await findServers();
    expect(heading()).toBe('7 of 14 servers need attention');
    const worst = worstCase();
    expect(worst.textContent).toBe('Worst: staging-01. This server has no backups.');
    expect(within(worst).getByText('staging-01').closest('b')).not.toBeNull();
  });

  it('match the lists they link to', async () => {
    const app = await renderInUtc();
    const all = await app.backups();
    await findServers();
    expect(tileText(/^Protected/)).toMatch(
      /^Protected7 of 14 servers1 never backed up · 1 unprotected · 1 failing · 1 missed · 1 late · 1 expiring · 1 old$/,
    );
    expect(tileText(/^Running now/)).toMatch(/^Running now1web-server-01, 3 min \d+ s$/);
    const failed = all.filter(
      ({ status, created_at }) => status === 'failed' && created_at >= '2025-01-10T00:00:00',
    );
    expect(tileText(/^Failed, last 7 days/)).toBe(`Failed, last 7 days${failed.length}on 2 servers`);
    expect(tileText(/^Stored/)).toMatch(
      /^Stored8\.3 TB1 of unknown size · 28\.\d GB larger in 30 days \(9\/14 servers\) · \d+ expire this week$/,
    );

    await app.user.click(tile(/^Protected/));
    expect(query()).toEqual({ state: 'protected' });
    await waitFor(async () => expect(namesIn(await findServers())).toHaveLength(7));
    await app.user.click(tile(/^Running now/));
    expect((await findTable()).getAttribute('aria-rowcount')).toBe('2');
    expect(query()).toEqual({ status: 'in_progress' });
    await app.back();
    await findServers();
    await app.user.click(tile(/^Failed, last 7 days/));
    expect((await findTable()).getAttribute('aria-rowcount')).toBe(String(failed.length + 1));
    expect(query()).toEqual({ status: 'failed', from: '2025-01-10' });
    // The same seven days in the figure, the list and the filter's name.
    expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'Created' }).value).toBe('last7');
    await app.back();
    await findServers();
    await app.user.click(tile(/^Stored/));
    await findTable();
    expect(query()).toEqual({ sort: '-size' });
    expect(await screen.findByText(/^\d+ backups on 14 servers, 8\.3 TB/)).toBeTruthy();
  });

  it('are calm if nothing is wrong', async () => {
    const server = { id: 1, name: 'web' };
    await renderInUtc({
      before: (gateway) => {
        holdServers(gateway, [server]);
        holdBackups(gateway, () => backupsOf(server, daily(1, 3, 20)));
      },
    });
    await findServers();
    expect(heading()).toBe('Your server is protected');
    expect(
      screen.getByText(/^Every server’s newest good backup is within its usual interval\.$/),
    ).toBeTruthy();
    expect(tileText(/^Protected/)).toBe('Protected1 of 1 serverNothing late, missed or failing');
    expect(tileText(/^Running now/)).toBe('Running now0Nothing running');
    expect(tileText(/^Failed/)).toBe('Failed, last 7 days0No backup failed');
    expect(tileText(/^Stored/)).toContain('growth in 30 days not known yet');
  });

  it('count servers without a known interval, and those whose growth is measured', async () => {
    const [web, db] = [
      { id: 1, name: 'web' },
      { id: 2, name: 'db' },
    ];
    await renderInUtc({
      before: (gateway) => {
        holdServers(gateway, [web, db]);
        holdBackups(gateway, () => [
          ...backupsOf(web, [
            ...daily(1, 3, 20).map((one) => ({ ...one, sizeMb: 4000 })),
            { id: 90, hoursAgo: 30 * 24, sizeMb: 5000 },
          ]),
          ...backupsOf(db, [{ id: 91, hoursAgo: 30, type: 'manual' }]),
        ]);
      },
    });
    await findServers();
    expect(heading()).toBe('All 2 servers are protected');
    expect(
      screen.getByText(
        'Nothing is late. 1 server has no regular schedule; its newest good backup is at most 7 days old.',
      ),
    ).toBeTruthy();
    expect(tileText(/^Stored/)).toContain('1 GB smaller in 30 days (1/2 servers)');
  });

  it('link to servers that need attention where none is protected', async () => {
    await renderInUtc({
      before: (gateway) => {
        holdServers(gateway, [{ id: 1, name: 'web' }]);
        holdBackups(gateway, () => []);
      },
    });
    await findServers();
    expect(heading()).toBe('Your server needs attention');
    expect(tile(/^Protected/).getAttribute('href')).toBe('/?state=attention');
  });

  it('claim nothing about an empty account', async () => {
    await renderApp({
      path: '/',
      sandboxOptions: { fleet: { servers: 1, backups: 0 } },
      before: (gateway) => {
        holdServers(gateway, []);
      },
    });
    expect(await screen.findByRole('heading', { name: 'No servers found' })).toBeTruthy();
    expect(heading()).toBe('No servers');
    expect(screen.queryByText(/protected$/, { ignore: '[aria-hidden]' })).toBeNull();
  });
});

describe('without the Servers API', () => {
  it('a token without the right to read servers sees what is missing; all else works', async () => {
    const app = await renderApp({
      path: '/',
      before: ({ fault }) => fault('GET /servers/', FORBIDDEN, ALWAYS),
    });
    const table = await findServers();
    const notice = screen.getByText(/This token may not read servers/).closest('[role="status"]');
    expect(notice?.textContent).toMatch(/without (any |a )?backup/);
    expect(within(screen.getByRole('main')).queryByRole('alert')).toBeNull();
    // A server without a backup can't be known, and none can be called deleted.
    expect(namesIn(table)).not.toContain('staging-01');
    expect(namesIn(table)).toContain('legacy-02');
    expect(screen.queryByRole('table', { name: 'Deleted servers with backups' })).toBeNull();
    expect(heading()).toBe('7 of 14 servers need attention');
    await app.user.click(within(table).getByRole('link', { name: 'mail-01' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'mail-01' })).toBeTruthy();
    expect(screen.getByText('Usually every 1 d; last good backup 1 d 16 h ago.')).toBeTruthy();
    expect(screen.getByText(/^Couldn’t read the server’s details\. /)).toBeTruthy();
    await app.settled();
    // A refused call is not repeated over and over.
    expect(app.calls.filter(({ path }) => path === '/servers/').length).toBeLessThan(5);
  });

  it('a failed read can be retried, and then all servers are there', async () => {
    const app = await renderApp({
      path: '/',
      before: ({ fault }) => fault('GET /servers/', refuse(500, { detail: 'Oops' })),
    });
    expect(namesIn(await findServers())).not.toContain('staging-01');
    const notice = screen.getByText(/“Oops”/).closest<HTMLElement>('[role="status"]');
    if (notice === null) throw new Error('No notice.');
    await app.user.click(within(notice).getByRole('button', { name: 'Try again' }));
    await waitFor(async () => expect(namesIn(await findServers())).toContain('staging-01'));
    expect(screen.queryByText(/“Oops”/)).toBeNull();
  });

  it('a retry keeps what is shown meanwhile', async () => {
    const app = await renderApp({
      path: '/',
      before: ({ fault }) => fault('GET /servers/', FORBIDDEN),
    });
    const table = await findServers();
    const notice = screen
      .getByText(/This token may not read servers/)
      .closest<HTMLElement>('[role="status"]');
    if (notice === null) throw new Error('No notice.');
    const { arrived, release } = app.hold('GET /servers/', FORBIDDEN);
    await app.user.click(within(notice).getByRole('button', { name: 'Try again' }));
    await arrived;
    expect(table.isConnected).toBe(true);
    expect(notice.isConnected).toBe(true);
    expect(heading()).toBe('7 of 14 servers need attention');
    release();
    await app.settled();
    expect(table.isConnected).toBe(true);
    expect(notice.isConnected).toBe(true);
  });

  it('a partial list of servers is called partial, and no server deleted', async () => {
    await renderApp({
      path: '/',
      before: ({ fault }) =>
        fault(
          'GET /servers/',
          async (carryOut, call) => {
            const cut = await withEntries((entries) => entries.slice(0, 3))(carryOut, call);
            return Response.json({ ...JSON.parse(await cut.text()), count: 14 });
          },
          ALWAYS,
        ),
    });
    const table = await findServers();
    expect(namesIn(table)).toHaveLength(14);
    expect(screen.queryByRole('table', { name: 'Deleted servers with backups' })).toBeNull();
    expect(screen.getByText(/14/, { selector: '.notice *' }).textContent).toContain('3');
  });

  it('a server with an unreadable entry is not called deleted, and the verdict says what is missing', async () => {
    await renderApp({
      path: '/',
      before: ({ fault }) => fault('GET /servers/', withEntry(12367, { id: null }), ALWAYS),
    });
    const table = await findServers();
    // Named only by backups: with a complete list of servers it would count as deleted.
    expect(namesIn(table)).toContain('legacy-02');
    expect(screen.queryByRole('table', { name: 'Deleted servers with backups' })).toBeNull();
    expect(screen.getByText(/^1 server couldn’t be read and may be missing\./)).toBeTruthy();
    expect(worstCase().textContent).toMatch(/This may be incomplete: not all/);
  });

  it('stale servers are shown with their age', async () => {
    startClock();
    const app = await renderInUtc();
    await findServers();
    expect(screen.queryByText(/^Couldn’t refresh the list of servers/)).toBeNull();
    app.fault('GET /servers/', refuse(503, { detail: 'Maintenance' }));
    await pass(61_000);
    const notice = await screen.findByText(/^Couldn’t refresh the list of servers\. /);
    expect(notice.textContent).toMatch(/“Maintenance” Showing servers from 15:45 UTC\.$/);
    // What was read stays.
    expect(heading()).toBe('7 of 14 servers need attention');
    const status = notice.closest<HTMLElement>('[role="status"]');
    if (status === null) throw new Error('No notice.');
    await app.user.click(within(status).getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(status.isConnected).toBe(false));
  });
});

describe('without the list of backups', () => {
  it('a failed first load shows one error, and a retry succeeds', async () => {
    const app = await renderApp({
      path: '/',
      before: ({ fault }) => {
        fault('GET /backups/', refuse(503, { detail: 'Maintenance' }));
        fault('GET /servers/', refuse(503, { detail: 'Maintenance' }));
      },
    });
    const alert = await within(screen.getByRole('main')).findByRole('alert');
    expect(alert.textContent).toContain('“Maintenance”');
    expect(screen.getAllByText(/“Maintenance”/)).toHaveLength(1);
    // Nothing is known yet, so nothing is claimed.
    expect(heading()).toBe('Overview');
    await app.user.click(within(alert).getByRole('button', { name: 'Try again' }));
    await findServers();
    expect(heading()).toBe('7 of 14 servers need attention');
  });

  it('a partial list is never shown as complete', async () => {
    await renderApp({
      path: '/',
      before: ({ fault }) => fault('GET /backups/', announcing(999), ALWAYS),
    });
    await findServers();
    expect(await screen.findByText(/999/, { selector: '.notice *' })).toBeTruthy();
  });
});
