import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { rememberDuration } from '../../components/backups/remember-duration';
import { refuse } from '../../testing/faults';
import {
  backupsOf,
  daily,
  findServers,
  holdBackups,
  holdServers,
  renderInUtc,
  serverRow,
  type ToldBackup,
} from '../../testing/fleets/fleet';
import { withPlainSpaces } from '../../testing/format';
import type { AppSetup, TestApp } from '../../testing/pages/app';
import { findDialog, findTable, query } from '../../testing/pages/app';

const WEB = { id: 7, name: 'web' };
const SHOP = { id: 8, name: 'shop' };

async function compare(search: string, setup: AppSetup = {}): Promise<TestApp> {
  const app = await renderInUtc({ path: `/compare?${search}`, ...setup });
  await app.settled();
  return app;
}

/** A provider with two servers and these backups. */
function two(web: readonly ToldBackup[], shop: readonly ToldBackup[] = []): AppSetup {
  return {
    before: (gateway) => {
      holdServers(gateway, [WEB, SHOP]);
      holdBackups(gateway, () => [...backupsOf(WEB, web), ...backupsOf(SHOP, shop)]);
    },
  };
}

const table = (name: string | RegExp = /^Compare/) => screen.getByRole('table', { name });

/** Values and difference of a row, as read out. */
function row(fact: string): readonly string[] {
  const header = within(table()).getByRole('rowheader', { name: fact });
  return [...(header.parentElement?.querySelectorAll('td') ?? [])].map((cell) =>
    withPlainSpaces(cell.textContent ?? '').trim(),
  );
}

const picker = (name: string) => screen.getByRole<HTMLInputElement>('combobox', { name });
const statuses = () =>
  within(screen.getByRole('main'))
    .getAllByRole('status')
    .map(({ textContent }) => textContent ?? '');

describe('two servers', () => {
  it('are side by side, with how far apart they are and which is better off', async () => {
    await compare('servers=12345,12346');
    expect(screen.getByRole('heading', { level: 1, name: 'Compare servers' })).toBeTruthy();
    expect(document.title).toContain('Compare web-server-01 and db-server-01');
    expect(row('Protection')).toEqual([
      expect.stringMatching(/^Protected.*Better.*Usually every 1 d; last good backup 12 h \d+ min ago\.$/),
      expect.stringMatching(/^Failing.*The last 2 automatic backups failed, the first 1 d 13 h ago\.$/),
      'Different',
    ]);
    expect(row('Newest good backup')).toEqual([
      expect.stringMatching(/^Thu 16 Jan 2025, 03:\d\d UTC Less lost#501 A restore now would lose 12 h/),
      expect.stringMatching(/^Tue 14 Jan 2025, 02:\d\d UTC #464 A restore now would lose 2 d 13 h/),
      expect.stringMatching(/^2 d/),
    ]);
    expect(row('Failed, last 7 days')).toEqual([
      '0 Fewer',
      expect.stringMatching(/^2 last on Thu 16 Jan/),
      '2',
    ]);
    expect(row('Usual interval')).toEqual(['1 d', '1 d', 'Same']);
    expect(row('Size of the newest good')).toEqual([
      expect.stringMatching(/^4\.5 GB usually 4\.4 GB · \+\d%$/),
      expect.stringMatching(/^4\d(\.\d)? GB usually/),
      expect.stringMatching(/^4\d\.\d GB$/),
    ]);
    expect(row('Manual slots')).toEqual(['4/10', '1/10', '3']);
    expect(statuses()).toContainEqual('8 of 10 facts differ.');
  });

  it('leave out what neither has, and claim nothing about unknown values', async () => {
    await compare('servers=7,8', two([{ id: 1, hoursAgo: 3, sizeMb: null }], daily(10, 3, 2)));
    expect(row('Size of the newest good')).toEqual(['unknown', '4 GB', '–none']);
    expect(row('Stored')).toEqual(['unknown 1 of unknown size', '8 GB', '–none']);
    for (const fact of ['Expectation', 'Tags', 'Note', 'Locked']) {
      expect(within(table()).queryByRole('rowheader', { name: fact })).toBeNull();
    }
  });

  it('show agreements, whether they are met, tags and notes', async () => {
    await compare('servers=7,8', {
      before: (gateway) => {
        two(daily(1, 3, 3), daily(10, 3, 3)).before?.(gateway);
        const rules = { max_age_hours: null, free_days: [], time_zone: 'UTC', reach_back_days: null };
        const agree = (key: string, change: object) =>
          gateway.agreements.changeServer(key, 0, (before) => ({ ...before, version: 1, ...change }));
        void agree('7', { expectation: { ...rules, min_good: 7 }, tags: ['db', 'eu'] });
        void agree('8', { expectation: { ...rules, min_good: 3 }, note: 'Ask Jo first' });
      },
    });
    await screen.findByRole('rowheader', { name: 'Expectation' });
    expect(row('Expectation')).toEqual([
      'at least 7 good backups not met',
      'at least 3 good backups Met',
      'Different',
    ]);
    expect(row('Protection')[1]).toMatch(/Better/);
    expect(row('Tags')).toEqual(['db · eu', '–none', 'Different']);
    expect(row('Note')).toEqual(['–none', 'Ask Jo first', 'Different']);
  });

  it.each<[string, string, string]>([
    ['servers=12345,99999', 'Server 99999 not found', 'No server and no backup has this id.'],
    ['servers=12345,12345', 'Both sides are web-server-01.', 'Choose another server on one side.'],
  ])('with %s one is there, and a sentence says why the other is not', async (search, ...sentences) => {
    await compare(search);
    await waitFor(() => expect(statuses().join()).toContain(sentences[0]));
    for (const sentence of sentences) expect(statuses().join()).toContain(sentence);
    expect(row('Protection')).toEqual([expect.stringMatching(/^Protected/), '', '']);
  });

  it('ask for a missing choice', async () => {
    await compare('servers=');
    expect(screen.getByRole('heading', { name: 'Choose two servers' })).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(picker('First server')));
  });

  it('name a server that could not be read, and retry it', async () => {
    const app = await compare('servers=7,12385', {
      before: (gateway) => {
        two(daily(1, 3, 3)).before?.(gateway);
        gateway.fault('GET /servers/12385/', refuse(503, { detail: 'Maintenance' }));
      },
    });
    await waitFor(() => expect(statuses().join()).toMatch(/Couldn’t read server 12385\..*Maintenance/));
    expect(row('Protection')[0]).toMatch(/^Protected/);
    await app.user.click(screen.getByRole('button', { name: 'Try again' }));
    // It is in no list, and no backup names it.
    await waitFor(() => expect(row('Protection')[1]).toMatch(/^Never backed up/));
    expect(within(table()).getByRole('link', { name: 'shop-01' })).toBeTruthy();
    expect(statuses().join()).not.toContain('Couldn’t read');
  });

  it('are known from their backups if servers cannot be read', async () => {
    await compare('servers=12345,12346', {
      before: ({ fault }) => fault('GET /servers/', refuse(403, { detail: 'No' }), 99),
    });
    await waitFor(() => expect(row('Server')[0]).toMatch(/^#12345/));
    expect(row('Protection')[1]).toMatch(/^Failing/);
  });

  it('are chosen and swapped by keyboard; each choice adds a history entry', async () => {
    const app = await compare('servers=12345');
    await waitFor(() => expect(document.activeElement).toBe(picker('Second server')));
    await app.user.keyboard('db-server{Enter}');
    await waitFor(() => expect(query()).toEqual({ servers: '12345,12346' }));
    expect(row('Protection')[1]).toMatch(/^Failing/);
    await app.user.click(screen.getByRole('button', { name: 'Swap sides' }));
    await waitFor(() => expect(query()).toEqual({ servers: '12346,12345' }));
    expect(row('Protection')[0]).toMatch(/^Failing/);
    expect(picker('First server').value).toBe('db-server-01');
    await app.back();
    await app.back();
    expect(query()).toEqual({ servers: '12345' });
    await app.user.click(picker('Second server'));
    expect(screen.queryByRole('option', { name: /^web-server-01/ })).toBeNull();
  });

  it('can be restored and backed up through the usual dialogs', async () => {
    const app = await compare('servers=12345,12367');
    await app.user.click(screen.getByRole('button', { name: 'Restore newest good of web-server-01' }));
    await findDialog('Restore web-server-01');
    expect(query()).toEqual({ servers: '12345,12367', dialog: 'restore:501' });
    await app.back();
    const noGood = screen.getByRole('button', { name: 'Restore newest good of staging-01' });
    expect([noGood.getAttribute('aria-disabled'), noGood.title]).toEqual([
      'true',
      'This server has no good backup.',
    ]);
    await app.user.click(screen.getByRole('button', { name: 'Back up staging-01' }));
    await findDialog('Back up staging-01');
    expect(app.writes()).toEqual([]);
  });

  it('say why nothing can be changed in a read-only dashboard', async () => {
    await compare('servers=12345,12346', { isReadOnly: true });
    const button = screen.getByRole('button', { name: 'Back up db-server-01' });
    await waitFor(() => expect(button.title).toContain('READ_ONLY'));
    expect(button.getAttribute('aria-disabled')).toBe('true');
  });
});

describe('two backups of one server', () => {
  it('are side by side, with what a restore of each would lose', async () => {
    rememberDuration({
      serverKey: '12345',
      backupKey: '499',
      sizeMb: 4456,
      durationMs: 252_000,
      observedAtMs: 1,
    });
    await compare('backups=501,499');
    expect(screen.getByRole('heading', { level: 1, name: 'Compare backups of web-server-01' })).toBeTruthy();
    expect(row('Created')).toEqual([
      expect.stringMatching(/^Thu 16 Jan 2025, 03:\d\d UTC 13 hours ago$/),
      'Mon 13 Jan 2025, 10:30 UTC 3 days ago',
      '2 d 16 h',
    ]);
    expect(row('A restore would lose')).toEqual([
      expect.stringMatching(/^12 h \d+ min Less lost/),
      expect.stringMatching(/^3 d 5 h \d newer good backups are kept\.$/),
      '2 d 16 h',
    ]);
    expect(row('Size')).toEqual(['4.5 GB 4,523 MB', '4.5 GB 4,456 MB', '67 MB']);
    expect(row('Type')).toEqual(['Automatic', 'Manual', 'Different']);
    expect(row('Completed in')).toEqual(['not watched by this browser', '4 min 12 s', '–none']);
    expect(row('Expires')[1]).toBe('never Lasts longer');
    expect(row('Status')).toEqual(['Completed', 'Completed', 'Same']);
  });

  it("one that failed can't be restored, and its button says so", async () => {
    await compare('backups=1,2', two([{ id: 1, hoursAgo: 3, status: 'failed' }, ...daily(2, 27, 5)]));
    expect(row('Status')).toEqual(['Failed', 'Completed Better', 'Different']);
    expect(row('A restore would lose')[0]).toBe('nothing to restore');
    const button = screen.getByRole('button', { name: 'Restore backup 1' });
    expect(button.title).toBe('This backup failed, so there is nothing to restore.');
  });

  it.each<[string, readonly string[]]>([
    ['backups=501,9', ['Backup #9 isn’t in the list']],
    ['backups=501,501', ['Both sides are backup #501.']],
    [
      'backups=501,464',
      [
        'Backup #501 belongs to web-server-01, and #464 to db-server-01.',
        'Only backups of one server can be compared.',
      ],
    ],
  ])('with %s one is there, and a sentence says why the other is not', async (search, sentences) => {
    await compare(search);
    for (const sentence of sentences) expect(statuses().join()).toContain(sentence);
    expect(row('Status')).toEqual(['Completed', '', '']);
  });

  it('of two servers offer to compare the servers', async () => {
    const app = await compare('backups=501,464');
    await app.user.click(screen.getByRole('link', { name: 'Compare the servers' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Compare servers' })).toBeTruthy();
    expect(query()).toEqual({ servers: '12345,12346' });
  });

  it('are not reported as deleted because of an incomplete list', async () => {
    await compare('backups=1,9', {
      before: (gateway) => {
        holdServers(gateway, [WEB]);
        gateway.fault(
          'GET /backups/',
          () => Response.json({ count: 5, results: backupsOf(WEB, daily(1, 3, 3)) }),
          99,
        );
      },
    });
    expect(statuses().join()).toContain('Backup #9 wasn’t received.');
  });

  it('one deleted meanwhile is reported as gone; the other stays', async () => {
    const told = daily(1, 3, 6);
    let isDeleted = false;
    const app = await compare('backups=1,2', {
      before: (gateway) => {
        holdServers(gateway, [WEB]);
        holdBackups(gateway, () => backupsOf(WEB, isDeleted ? told.slice(1) : told));
      },
    });
    expect(row('Status')).toEqual(['Completed', 'Completed', 'Same']);
    isDeleted = true;
    await app.user.click(screen.getByRole('button', { name: 'Refresh' }));
    await waitFor(() => expect(statuses().join()).toContain('Backup #1 isn’t in the list'));
    expect(row('Status')).toEqual(['', 'Completed', '']);
  });

  it('are chosen among the backups of their server', async () => {
    const app = await compare('backups=501');
    await waitFor(() => expect(document.activeElement).toBe(picker('Second backup')));
    await app.user.keyboard('#49');
    const offered = screen.getAllByRole('option').map(({ textContent }) => textContent);
    expect(offered).toEqual([
      expect.stringMatching(/^#495 · .*Automatic · 4\.4 GB$/),
      expect.stringMatching(/^#499 · .*Manual · 4\.5 GB$/),
    ]);
    await app.user.keyboard('9{Enter}');
    await waitFor(() => expect(query()).toEqual({ backups: '501,499' }));
  });
});

it('show one error if nothing could be read, and can retry', async () => {
  const app = await compare('servers=12345,12346', {
    before: ({ fault }) => fault('GET /backups/', refuse(500, { detail: 'Oops' })),
  });
  const alert = await within(screen.getByRole('main')).findByRole('alert');
  await app.user.click(within(alert).getByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(row('Protection')[1]).toMatch(/^Failing/));
});

describe('the ways to it', () => {
  const menu = async (app: TestApp, button: string) => {
    await app.user.click(screen.getByRole('button', { name: button }));
    await app.user.click(
      within(await screen.findByRole('menu')).getByRole('menuitem', { name: 'Compare with…' }),
    );
  };

  it('from the menu of a server: that side is filled, and the other has the focus', async () => {
    const app = await renderInUtc({ path: '/' });
    serverRow(await findServers(), 'db-server-01');
    await menu(app, 'More actions for db-server-01');
    await waitFor(() => expect(document.activeElement).toBe(picker('Second server')));
    expect(picker('First server').value).toBe('db-server-01');
  });

  it('from the menu of a backup', async () => {
    const app = await renderInUtc({ path: '/servers/12345' });
    await findTable();
    await menu(app, 'More actions for backup 501');
    await waitFor(() => expect(document.activeElement).toBe(picker('Second backup')));
    expect(query()).toEqual({ backups: '501' });
  });

  it('from a selection of two servers', async () => {
    const app = await renderInUtc({ path: '/', ...two(daily(1, 3, 2), daily(11, 3, 2)) });
    await findServers();
    const select = (name: string) => app.user.click(screen.getByRole('checkbox', { name: `Select ${name}` }));
    await select('shop');
    await screen.findByRole('button', { name: 'Back up 1' });
    expect(screen.queryByRole('link', { name: 'Compare' })).toBeNull();
    await select('web');
    const link = screen.getByRole('link', { name: 'Compare' });
    expect(link.getAttribute('href')).toBe('/compare?servers=8,7');
  });

  it.each([
    ['of one server', [1, 2], '/compare?backups=1,2'],
    ['of two servers', [1, 11], undefined],
  ])('from a selection of two backups %s', async (_name, ids, href) => {
    const app = await renderInUtc({ path: '/backups', ...two(daily(1, 3, 2), daily(11, 3, 2)) });
    await findTable();
    for (const id of ids) {
      await app.user.click(screen.getByRole('checkbox', { name: `Select backup ${id}` }));
    }
    await screen.findByRole('button', { name: 'Delete 2' });
    expect(screen.queryByRole('link', { name: 'Compare' })?.getAttribute('href')).toBe(href);
  });
});

it('is available in Dutch', async () => {
  await compare('servers=12345,12346', { language: 'nl' });
  const shown = screen.getByRole('table', { name: 'Servers vergelijken' });
  expect(shown.textContent).toMatch(/Beschermd.*Beter.*Anders.*Minder verlies.*Gelijk/s);
});
