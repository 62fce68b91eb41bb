import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { pass, startClock } from '../../testing/clock';
import { unreachable } from '../../testing/faults';
import { logged, loggedBackup, openLog, type TestLog, unreadableLog } from '../../testing/log';
import {
  findDialog,
  findTable,
  query,
  renderApp,
  rowsOf,
  type TestApp,
  toasts,
} from '../../testing/pages/app';

function open(log: TestLog, path = '/activity'): Promise<TestApp> {
  return renderApp({ path, before: log.before });
}

function findLog(): Promise<HTMLElement> {
  return screen.findByRole('table', { name: 'Activity' });
}

/** How many rows the table has in all, drawn or not. */
async function rowCount(): Promise<number> {
  return Number((await findLog()).getAttribute('aria-rowcount')) - 1;
}

async function firstRow(): Promise<HTMLElement> {
  const [row] = rowsOf(await findLog());
  if (row === undefined) throw new Error('The table is empty.');
  return row;
}

/** What was asked last. */
function asked(log: TestLog): Readonly<Record<string, string>> {
  const { limit: _limit, ...rest } = log.queries.at(-1) ?? {};
  return rest;
}

describe('the log', () => {
  it('shows actor, action, backup, server, time and outcome', async () => {
    await open(openLog([logged(12)]));
    const row = await firstRow();
    for (const text of [
      'Backup deleted',
      'web-server-01',
      '#501',
      'Automatic · 4.5 GB · Thu 16 Jan',
      'Deleted',
      'ops@example.com',
      'nightly-ops',
      '12 minutes ago',
    ]) {
      expect(within(row).getByText(text)).toBeTruthy();
    }
    expect(await screen.findByText('1 entry')).toBeTruthy();
    expect(screen.getByText('This is the start of the log.')).toBeTruthy();
  });

  it('does not word a failed action as done, and gives the reason', async () => {
    await open(
      openLog([
        logged(1, {
          action: 'create_backup',
          backup: null,
          outcome: 'pending',
          description: 'Before the move',
        }),
        logged(2, { outcome: 'refused', reason: 'provider_conflict' }),
        logged(3, { action: 'restore_server', outcome: 'unknown', reason: 'upstream_timeout' }),
        logged(4, { action: 'restore_server', outcome: 'failed', reason: 'solar_flare' }),
      ]),
    );
    const texts = rowsOf(await findLog()).map((row) => row.textContent ?? '');
    expect(texts[0]).toMatch(/Create backup.*Before the move.*In progress/);
    expect(texts[1]).toMatch(/Delete backup.*Refused.*Another operation ran/);
    expect(texts[2]).toMatch(/Restore server.*Unknown.*No response in time/);
    expect(texts[3]).toMatch(/Restore server.*Failed.*solar_flare/);
  });

  it('shows how an accepted action ended, with a duration only where the end was seen', async () => {
    const made = { action: 'create_backup', backup: null, result_backup_id: 502 } as const;
    await open(
      openLog([
        logged(1, { ...made, outcome: 'accepted', ended_at: null }),
        logged(2, { ...made, outcome: 'completed', duration_ms: 252_000 }),
        logged(3, { ...made, outcome: 'failed', reason: 'backup_failed' }),
        logged(4, { action: 'restore_server', outcome: 'server_error' }),
        logged(5, { action: 'restore_server', outcome: 'unseen', ended_at: null }),
        logged(6, { action: 'unreadable', outcome: 'unknown', backup: null, server: null, actor: null }),
      ]),
    );
    const texts = rowsOf(await findLog()).map((row) => row.textContent ?? '');
    expect(texts[0]).toMatch(/Backup requested.*Accepted/);
    expect(texts[1]).toMatch(/Backup created.*Completed.*4 min 12 s/);
    expect(texts[2]).toMatch(/Create backup.*Failed.*Backup failed/);
    expect(texts[3]).toMatch(/Restore server.*Server in error/);
    expect(texts[4]).toMatch(/Restore requested.*End not seen/);
    expect(texts[5]).toMatch(/Unreadable entry/);
    expect(texts.join()).not.toMatch(/\d ms/);
  });

  it('links to the server, and to its other entries', async () => {
    const log = openLog([logged(1), logged(2, { server: { id: 7, name: 'gone-01' } })]);
    const app = await open(log);
    const row = await firstRow();
    expect(within(row).getByRole('link', { name: 'web-server-01' }).getAttribute('href')).toBe(
      '/servers/12345',
    );
    await app.user.click(within(row).getByRole('link', { name: 'Only server #12345' }));
    await waitFor(() => expect(asked(log)).toEqual({ server: '12345' }));
    expect(query()).toEqual({ server: '12345' });
    await waitFor(async () => expect(await rowCount()).toBe(1));
  });

  it('is in Dutch', async () => {
    const log = openLog([logged(12)]);
    await renderApp({ path: '/activity', language: 'nl', before: log.before });
    const table = await screen.findByRole('table', { name: 'Activiteit' });
    expect(table.textContent).toMatch(/Back-up verwijderd.*Verwijderd/);
  });
});

describe('a long log', () => {
  const LONG = Array.from({ length: 250 }, (_, at) => logged(at + 1));

  it('says that there are older entries until all are loaded', async () => {
    const app = await open(openLog(LONG));
    expect(await screen.findByText('The newest 100 entries; older ones exist')).toBeTruthy();
    await app.user.click(screen.getByRole('button', { name: 'Show older entries' }));
    expect(await screen.findByText('The newest 200 entries; older ones exist')).toBeTruthy();
    await app.user.click(screen.getByRole('button', { name: 'Show older entries' }));
    expect(await screen.findByText('250 entries')).toBeTruthy();
    expect(await rowCount()).toBe(250);
    expect(screen.queryByRole('button', { name: 'Show older entries' })).toBeNull();
  });

  it('keeps its entries when older ones cannot be read, and offers a retry', async () => {
    const log = openLog(LONG);
    const app = await open(log);
    const button = await screen.findByRole('button', { name: 'Show older entries' });
    log.fail(unreadableLog);
    await app.user.click(button);
    expect(await screen.findByText(/^Couldn’t load older entries\. /)).toBeTruthy();
    expect(await rowCount()).toBe(100);
    await app.user.click(button);
    expect(await screen.findByText('The newest 200 entries; older ones exist')).toBeTruthy();
    expect(screen.queryByText(/^Couldn’t load older entries\. /)).toBeNull();
  });

  it('stays complete over a refresh: new entries on top, no duplicates', async () => {
    const log = openLog(LONG.slice(0, 150));
    const app = await open(log);
    await app.user.click(await screen.findByRole('button', { name: 'Show older entries' }));
    expect(await screen.findByText('150 entries')).toBeTruthy();
    log.entries = [logged(0, { actor: { email: 'new@example.com', token_name: null } }), ...log.entries];
    await app.user.click(screen.getByRole('button', { name: 'Refresh' }));
    expect(await screen.findByText('151 entries')).toBeTruthy();
    expect(within(await firstRow()).getByText('new@example.com')).toBeTruthy();
  });
});

describe('the filters', () => {
  it('apply alone and together, are kept in the URL, and are cleared together', async () => {
    const log = openLog([
      logged(1),
      logged(2, { action: 'create_backup', outcome: 'refused' }),
      logged(3, { action: 'create_backup' }),
    ]);
    const app = await open(log);
    await findLog();
    await app.user.selectOptions(screen.getByRole('combobox', { name: 'Action' }), 'Create backup');
    await waitFor(async () => expect(await rowCount()).toBe(2));
    await app.user.selectOptions(screen.getByRole('combobox', { name: 'Outcome' }), 'Refused');
    expect(await screen.findByText('1 entry matches the filters')).toBeTruthy();
    expect(query()).toEqual({ action: 'create_backup', outcome: 'refused' });
    expect(asked(log)).toEqual({ action: 'create_backup', outcome: 'refused' });
    await app.back();
    await waitFor(async () => expect(await rowCount()).toBe(2));
    await app.user.click(screen.getByRole('button', { name: 'Clear all' }));
    await waitFor(async () => expect(await rowCount()).toBe(3));
    expect(query()).toEqual({});
  });

  it('find an actor by part of the name, with one request a word', async () => {
    const log = openLog([
      logged(1),
      logged(2, { actor: { email: 'eva@example.com', token_name: 'Laptop' } }),
    ]);
    const app = await open(log);
    await findLog();
    const before = log.queries.length;
    const field = screen.getByRole<HTMLInputElement>('searchbox', { name: 'User' });
    await app.user.type(field, 'laptop');
    await waitFor(async () => expect(await rowCount()).toBe(1));
    expect(log.queries.slice(before).map(({ actor }) => actor)).toEqual(['laptop']);
    expect(query()).toEqual({ actor: 'laptop' });
    expect(document.activeElement).toBe(field);
  });

  it('offer every server of the account or the log, and accept any other id', async () => {
    const log = openLog([logged(1, { server: { id: 777, name: 'long-gone' } })]);
    const app = await open(log);
    await findLog();
    await app.settled();
    const server = screen.getByRole<HTMLInputElement>('combobox', { name: 'Server' });
    await app.user.type(server, 'long-gone');
    await app.user.click(await screen.findByRole('option', { name: /long-gone/ }));
    await waitFor(() => expect(query()).toEqual({ server: '777' }));
    await app.user.click(screen.getByRole('button', { name: 'Clear selection' }));
    await app.user.type(server, 'no-such-id');
    await app.user.click(await screen.findByRole('option', { name: /#no-such-id/ }));
    await waitFor(() => expect(query()).toEqual({ server: 'no-such-id' }));
    expect(await screen.findByText('No entries match these filters')).toBeTruthy();
    expect(server.value).toBe('#no-such-id');
  });

  it('use days of the displayed time zone, the last one included', async () => {
    const log = openLog([logged(1)]);
    const app = await open(log, '/activity?from=2025-01-10&to=2025-01-12');
    expect(await screen.findByText('No entries match these filters')).toBeTruthy();
    expect(asked(log)).toEqual({ from: expect.stringMatching(/^2025-01-(09|10)T/), to: expect.any(String) });
    const { from = '', to = '' } = asked(log);
    expect(Date.parse(to) - Date.parse(from)).toBe(3 * 86_400_000);
    await app.user.selectOptions(screen.getByRole('combobox', { name: 'Time' }), 'Last 7 days');
    await waitFor(async () => expect(await rowCount()).toBe(1));
    expect(query()).toEqual({ from: expect.stringMatching(/^2025-01-\d\d$/) });
  });

  it('ignore invalid values of a link', async () => {
    const log = openLog([logged(1)]);
    await open(log, '/activity?action=drop&outcome=1&from=never&server=');
    expect(await rowCount()).toBe(1);
    expect(log.queries).toEqual([{ limit: '100' }]);
  });
});

describe('where there is nothing to show', () => {
  it('an empty log explains what it will show', async () => {
    await open(openLog([]));
    expect(await screen.findByText('No activity yet')).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'Export as CSV' })).toBeNull();
  });

  it('filters without a match can be cleared in place', async () => {
    const app = await open(openLog([logged(1)]), '/activity?outcome=failed');
    expect(await screen.findByText('No entries match these filters')).toBeTruthy();
    const [clear] = screen.getAllByRole('button', { name: 'Clear all' }).slice(-1);
    if (clear === undefined) throw new Error('There is no way to clear the filters.');
    await app.user.click(clear);
    expect(await rowCount()).toBe(1);
  });

  it('a log that cannot be read shows an error with a retry', async () => {
    const log = openLog([logged(1)]);
    log.fail(unreadableLog);
    const app = await open(log);
    const title = await screen.findByText('Couldn’t read the activity log');
    expect(title.closest('[role="alert"]')?.textContent).toContain('SQLITE_CORRUPT');
    await app.user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await rowCount()).toBe(1);
  });

  it('unreadable entries are counted', async () => {
    await open(openLog([logged(1), { id: 'odd' }, logged(2)]));
    expect(await screen.findByText('1 log entry couldn’t be read and isn’t shown.')).toBeTruthy();
    expect(await rowCount()).toBe(2);
  });

  it('a log of unreadable entries is not called empty', async () => {
    await open(openLog([{ id: 'odd' }, { id: 'odder' }]));
    expect(await screen.findByText('No entry can be shown')).toBeTruthy();
    expect(screen.queryByText('No activity yet')).toBeNull();
  });

  it('the backups are there even if the log is not', async () => {
    const log = openLog([]);
    log.fail(unreadableLog, 99);
    const app = await open(log);
    await screen.findByText('Couldn’t read the activity log');
    await app.user.click(screen.getByRole('link', { name: 'Backups' }));
    expect(rowsOf(await findTable()).length).toBeGreaterThan(0);
  });
});

describe('what happens meanwhile', () => {
  it('spins the refresh button for a click, not for a poll', async () => {
    startClock();
    const log = openLog([logged(2)]);
    await open(log);
    await firstRow();
    const isTurning = () =>
      screen.getByRole('button', { name: 'Refresh' }).querySelector('.freshness__spin') !== null;
    let answer: () => void = () => undefined;
    const hold = () =>
      log.fail(
        () => new Promise((resolve) => (answer = () => resolve(Response.json({ entries: [], next: null })))),
      );
    const asked = log.queries.length;
    hold();
    await pass(61_000);
    expect(log.queries).toHaveLength(asked + 1);
    expect(isTurning()).toBe(false);
    await act(async () => answer());
    hold();
    fireEvent.click(screen.getByRole('button', { name: 'Refresh' }));
    await waitFor(() => expect(log.queries).toHaveLength(asked + 2));
    expect(isTurning()).toBe(true);
    answer();
    await waitFor(() => expect(isTurning()).toBe(false));
  });

  it('appears within a minute', async () => {
    startClock();
    const log = openLog([logged(2, { outcome: 'pending' })]);
    await open(log);
    expect(within(await firstRow()).getByText('In progress')).toBeTruthy();
    log.entries = [logged(1, { action: 'restore_server', outcome: 'accepted' }), logged(2)];
    await pass(60_000);
    const texts = rowsOf(await findLog()).map((row) => row.textContent ?? '');
    expect(texts[0]).toContain('Restore requested');
    expect(texts[1]).toContain('Deleted');
  });

  it('appears when the page is shown again', async () => {
    const log = openLog([logged(2)]);
    await open(log);
    await findLog();
    log.entries = [logged(1), ...log.entries];
    fireEvent(window, new Event('visibilitychange'));
    expect(await screen.findByText('2 entries')).toBeTruthy();
  });

  it('appears at once when done in this browser, successful or not', async () => {
    const log = openLog([logged(2)]);
    const app = await open(log);
    await findLog();
    await app.settled();
    app.fault('POST /backups/', unreachable);
    await app.user.keyboard('n');
    const dialog = await findDialog('Create backup');
    await app.user.type(within(dialog).getByRole('combobox', { name: 'Server' }), 'api');
    const [option] = await screen.findAllByRole('option');
    if (option === undefined) throw new Error('No server is offered.');
    await app.user.click(option);
    log.entries = [logged(0, { action: 'create_backup', outcome: 'failed' }), ...log.entries];
    await app.user.click(within(dialog).getByRole('button', { name: 'Create backup' }));
    await waitFor(() => expect(app.writes()).toEqual(['POST /backups/']));
    expect(await screen.findByText('2 entries')).toBeTruthy();
    expect(toasts()).toEqual([]);
  });

  it('keeps its entries when a refresh fails, with the time they were read', async () => {
    const log = openLog([logged(2)]);
    const app = await open(log);
    await findLog();
    log.fail(unreadableLog);
    await app.user.click(screen.getByRole('button', { name: 'Refresh' }));
    expect(await screen.findByText(/^Couldn’t refresh\. .* Showing data from \d\d:\d\d\.$/)).toBeTruthy();
    expect(await rowCount()).toBe(1);
    await app.user.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(screen.queryByText(/^Couldn’t refresh\. /)).toBeNull());
  });
});

describe('the backup of a row', () => {
  it('is named by its id where no more is known', async () => {
    const bare = {
      type: null,
      status: null,
      size_mb: null,
      created_at: null,
      expires_at: null,
      description: null,
    };
    await open(openLog([logged(1, { backup: loggedBackup(bare) })]));
    expect(within(await firstRow()).getByText('no further details')).toBeTruthy();
  });

  it('is the new one where one was created', async () => {
    const made = {
      action: 'create_backup',
      backup: null,
      result_backup_id: 502,
      description: 'Pre-deployment',
    };
    await open(openLog([logged(1, { ...made, action: 'create_backup' })]));
    expect((await firstRow()).textContent).toMatch(/#502 new.*Pre-deployment/);
  });
});
