import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { setPreferences } from '../../browser/storage/preferences';
import { withEntries, withEntry } from '../../testing/faults';
import {
  en,
  findTable,
  renderApp,
  rowButton,
  rowOf,
  rowsOf,
  type TestApp,
  toasts,
} from '../../testing/pages/app';

const SMALL = { fleet: { servers: 3, backups: 12 } };
/** The demo fleet's best known server: a running backup (502), completed ones (501, 499, 495). */
const WEB_SERVER = '/backups?server=12345&type=manual';

/** How often a row says when it was made or expires: it does so once whenever it is drawn. */
function countRowDrawings(): () => number {
  const spy = vi.spyOn(Date.prototype, 'getDay');
  return () => spy.mock.calls.length;
}

/** The nodes that change from now on. */
function watchDom(target: Node): () => readonly Node[] {
  const touched: Node[] = [];
  const note = (records: readonly MutationRecord[]) =>
    touched.push(...records.map((record) => record.target));
  const observer = new MutationObserver(note);
  observer.observe(target, { subtree: true, childList: true, characterData: true, attributes: true });
  return () => {
    note(observer.takeRecords());
    return touched;
  };
}

function cellsOf(row: HTMLElement): string[] {
  return within(row)
    .getAllByRole('cell')
    .map((cell) => cell.textContent ?? '');
}

async function refresh(app: TestApp): Promise<void> {
  await app.user.click(screen.getByRole('button', { name: 'Refresh' }));
  await app.settled();
}

describe('the table, to assistive technology', () => {
  it('names its columns, counts its rows and says its order', async () => {
    await renderApp({ sandboxOptions: SMALL });
    const table = await findTable();
    expect(table.getAttribute('aria-rowcount')).toBe('13');
    const headers = within(table).getAllByRole('columnheader');
    expect(headers.map((header) => [header.textContent, header.getAttribute('aria-sort')])).toEqual([
      ['', null],
      ['Server', null],
      ['Type', null],
      ['Status', null],
      ['Size', null],
      ['Created', 'descending'],
      ['Expires', null],
      ['Description', null],
      ['Actions', null],
    ]);
    const rows = within(table).getAllByRole('row');
    expect(rows.map((row) => row.getAttribute('aria-rowindex'))).toEqual(
      Array.from({ length: 13 }, (_, index) => String(index + 1)),
    );
    expect(rows.slice(1).every((row) => within(row).getAllByRole('cell').length === headers.length)).toBe(
      true,
    );
  });

  it('shows when a backup expires, relative and as a date, or unknown', async () => {
    setPreferences({ timeZone: 'utc' });
    await renderApp({
      path: '/backups?server=12345&sort=-created',
      before: ({ fault }) =>
        fault(
          'GET /backups/',
          withEntries((entries) =>
            entries.map((entry) => {
              if (entry['id'] === 501) return { ...entry, expires_at: '2025-02-15T04:02:00Z' };
              if (entry['id'] === 499) return { ...entry, expires_at: 'whenever' };
              return entry['id'] === 495 ? { ...entry, expires_at: null } : entry;
            }),
          ),
          99,
        ),
    });
    const table = await findTable();
    const expires = (id: number) => cellsOf(rowOf(table, id))[6];
    expect(expires(501)).toBe('Sat 15 Feb');
    fireEvent.pointerEnter(rowOf(table, 501));
    expect(within(rowOf(table, 501)).getByText('Sat 15 Feb').getAttribute('title')).toBe(
      'in 30 days: Sat 15 Feb 2025, 04:02 UTC',
    );
    // Manual, with a date that cannot be read; automatic, without one.
    expect(expires(499)).toBe('unknown');
    expect(expires(495)).toBe('unknown');
    expect(expires(502)).toBe('never');
  });

  it('shows type, status and size of a backup in words', async () => {
    await renderApp({ path: '/backups?q=web-server-01' });
    const table = await findTable();
    expect(cellsOf(rowOf(table, 501)).slice(2, 5)).toEqual(['Automatic', 'Completed', '4.5 GB']);
    const running = cellsOf(rowOf(table, 502));
    expect(running[2]).toBe('Manual');
    expect(running[3]).toBe('In progress3 min 12 s');
    expect(running[4]).toContain('size unknown');
    expect(running[6]).toContain('never');
    expect(running[7]).toBe('Pre-deployment backup');
  });

  it('shows undocumented values as sent, and unreadable times as unknown', async () => {
    await renderApp({
      path: '/backups?q=pre-',
      before: ({ fault }) =>
        fault(
          'GET /backups/',
          withEntry(499, {
            status: 'on_hold',
            backup_type: 'weekly',
            created_at: 'last week',
            size_mb: null,
          }),
          // The server is read again at once, as a backup of it runs.
          9,
        ),
    });
    const table = await findTable();
    const cells = cellsOf(rowOf(table, 499));
    expect(cells.slice(2, 4)).toEqual(['weekly', 'on_hold']);
    expect(cells[5]).toBe('time unknown');
    // It has no date to be sorted by, so it is last, and not in the way.
    expect(rowsOf(table).at(-1)?.textContent).toContain('#499');
  });

  it('shows markup in a description as text', async () => {
    await renderApp({
      path: WEB_SERVER,
      before: ({ fault }) =>
        fault('GET /backups/', withEntry(499, { description: '<img src=x onerror="alert(1)">' }), 9),
    });
    const row = rowOf(await findTable(), 499);
    expect(row.textContent).toContain('<img src=x onerror="alert(1)">');
    expect(row.querySelector('img')).toBeNull();
  });
});

describe('sorting', () => {
  it('follows a clicked header, is kept in the URL, and Back restores the order', async () => {
    const app = await renderApp({ path: WEB_SERVER });
    const table = await findTable();
    const ids = () => rowsOf(table).map((row) => /#(\d+)/.exec(row.textContent ?? '')?.[1]);
    const newestFirst = ids();
    expect(newestFirst.slice(0, 2)).toEqual(['502', '499']);
    const size = within(table).getByRole('columnheader', { name: 'Size' });

    await app.user.click(within(size).getByRole('button'));
    expect(size.getAttribute('aria-sort')).toBe('descending');
    expect(within(table).getByRole('columnheader', { name: 'Created' }).getAttribute('aria-sort')).toBeNull();
    expect(ids()[0]).toBe('499');
    await app.user.click(within(size).getByRole('button'));
    expect(size.getAttribute('aria-sort')).toBe('ascending');
    expect(new URLSearchParams(window.location.search).get('sort')).toBe('size');

    await app.back();
    await app.back();
    expect(ids()).toEqual(newestFirst);
  });
});

describe('a long list', () => {
  it('draws only the rows in view, and End reaches the last one', async () => {
    const app = await renderApp({ sandboxOptions: { fleet: { servers: 60, backups: 5_000 } } });
    const table = await findTable();
    expect(table.getAttribute('aria-rowcount')).toBe('5001');
    expect(rowsOf(table).length).toBeLessThan(60);

    rowsOf(table)[0]?.focus();
    await app.user.keyboard('{End}');
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-rowindex')).toBe('5001'));
    expect(rowsOf(table).length).toBeLessThan(60);
    await app.user.keyboard('{Home}');
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-rowindex')).toBe('2'));
  });
});

describe('the keyboard', () => {
  it('moves between rows and the buttons of a row, and the table is one Tab stop', async () => {
    const app = await renderApp({ path: WEB_SERVER });
    const table = await findTable();
    expect(rowsOf(table).map((row) => row.tabIndex)).toEqual([
      0,
      ...rowsOf(table)
        .slice(1)
        .map(() => -1),
    ]);
    rowOf(table, 502).focus();
    await app.user.keyboard('{ArrowDown}');
    await waitFor(() => expect(document.activeElement).toBe(rowOf(table, 499)));
    expect(rowOf(table, 499).tabIndex).toBe(0);
    const stops: string[] = [];
    for (let step = 0; step < 6; step += 1) {
      await app.user.keyboard('{ArrowRight}');
      const stop = document.activeElement;
      stops.push(stop?.getAttribute('aria-label') ?? stop?.getAttribute('title') ?? '');
    }
    // The exact size and time are reached as well: their hints stand nowhere else.
    expect(stops).toEqual([
      'Select backup 499',
      'web-server-01',
      '4,456 MB',
      'Mon 13 Jan 2025, 10:30 UTC',
      'Restore backup 499',
      'Delete backup 499',
    ]);
    await app.user.keyboard('{ArrowLeft>6/}');
    expect(document.activeElement).toBe(rowOf(table, 499));
    await app.user.keyboard('{ArrowUp}{ArrowUp}');
    await waitFor(() => expect(document.activeElement).toBe(rowOf(table, 502)));
  });

  it('keeps the focus on its backup when a newer one is added above', async () => {
    const app = await renderApp({ path: WEB_SERVER });
    const table = await findTable();
    rowOf(table, 499).focus();
    app.fault(
      'GET /backups/',
      withEntries((entries) => {
        const newest = entries.find((entry) => entry['id'] === 502);
        return [...entries, { ...newest, id: 777, status: 'completed', created_at: '2025-01-16T15:44:00Z' }];
      }),
    );
    window.dispatchEvent(new Event('visibilitychange'));
    await within(table).findByText('#777');
    expect(document.activeElement).toBe(rowOf(table, 499));
    expect(rowOf(table, 499).getAttribute('aria-rowindex')).toBe('4');
  });
});

describe('a poll', () => {
  it('that brings nothing new draws no row again', async () => {
    const app = await renderApp({ path: '/backups?q=web' });
    const table = await findTable();
    await app.settled();
    const rows = rowsOf(table);
    const changes = watchDom(table);
    const drawings = countRowDrawings();
    await refresh(app);
    expect(app.calls.filter(({ path }) => path === '/backups/')).toHaveLength(2);
    expect(changes()).toEqual([]);
    expect(drawings()).toBe(0);
    expect(rowsOf(table)).toEqual(rows);
  });

  it('that brings one change draws one row', async () => {
    const app = await renderApp({ path: '/backups?q=web' });
    const table = await findTable();
    await app.settled();
    const rows = rowsOf(table);
    const changes = watchDom(table);
    const drawings = countRowDrawings();
    app.fault('GET /backups/', withEntry(499, { description: 'Renamed at the provider' }), 99);
    await refresh(app);
    expect(rowOf(table, 499).textContent).toContain('Renamed at the provider');
    expect(changes().length).toBeGreaterThan(0);
    expect(changes().every((node) => rowOf(table, 499).contains(node))).toBe(true);
    // Created; this one never expires.
    expect(drawings()).toBe(1);
    expect(rowsOf(table)).toEqual(rows);
  });
});

describe('Restore in a row', () => {
  it.each([
    ['completed', undefined],
    ['in_progress', en.t('backups.refused.running')],
    ['failed', en.t('backups.refused.failed')],
    ['on_hold', en.t('backups.refused.unknownStatus', { status: 'on_hold' })],
    ['Completed', en.t('backups.refused.unknownStatus', { status: 'Completed' })],
  ])('of a backup that is "%s": refused because %s', async (status, reason) => {
    const app = await renderApp({
      path: WEB_SERVER,
      before: ({ fault }) => fault('GET /backups/', withEntry(499, { status }), 99),
    });
    const button = rowButton(await findTable(), 'Restore', 499);
    expect(button.getAttribute('aria-disabled')).toBe(reason === undefined ? null : 'true');
    expect(button.getAttribute('title')).toBe(reason ?? 'Restore');
    await app.user.click(button);
    expect(new URLSearchParams(window.location.search).get('dialog')).toBe(
      reason === undefined ? 'restore:499' : null,
    );
  });
});

describe('the menu of a row', () => {
  it('copies the id, and curl commands for this gateway', async () => {
    const app = await renderApp({ path: WEB_SERVER });
    const more = within(rowOf(await findTable(), 499)).getByRole('button', {
      name: en.t('action.more', { id: '499' }),
    });
    const choose = async (item: string) => {
      await app.user.click(
        more.isConnected ? more : screen.getByRole('button', { name: en.t('action.more', { id: '499' }) }),
      );
      await app.user.click(await screen.findByRole('menuitem', { name: item }));
      return navigator.clipboard.readText();
    };
    expect(await choose('Copy id')).toBe('499');
    expect(toasts()).toEqual(['Id 499 copied.']);
    const restore = await choose('Copy as curl: restore');
    expect(restore).toContain('/servers/12345/restore/');
    expect(restore).toContain('{"backup_id":499}');
    expect(await choose('Copy as curl: delete')).toContain(
      `DELETE '${window.location.origin}/api/v1/backups/499/'`,
    );
    const list = await choose('Copy as curl: list');
    for (const command of [restore, list]) {
      expect(command).not.toContain('admin.vps.org');
      expect(command).not.toContain(app.sandbox.token);
    }
  });

  it('says so when the browser does not allow copying', async () => {
    const app = await renderApp({ path: WEB_SERVER });
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('No', 'NotAllowedError'));
    const row = rowOf(await findTable(), 499);
    await app.user.click(within(row).getByRole('button', { name: en.t('action.more', { id: '499' }) }));
    await app.user.click(await screen.findByRole('menuitem', { name: 'Copy id' }));
    await waitFor(() => expect(toasts()).toEqual([en.t('backups.copied.failed')]));
  });
});

describe('on the page of one server', () => {
  it('the rows do not repeat its name', async () => {
    await renderApp({ path: '/servers/12374' });
    const table = await findTable();
    expect(within(table).getAllByRole('columnheader')[1]?.textContent).toBe('Backup');
    expect(rowsOf(table)).toHaveLength(2);
    expect(table.textContent).not.toContain('büro-archiv-01');
  });
});
