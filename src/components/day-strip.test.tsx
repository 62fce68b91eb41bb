import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { findTable, query, type TestApp } from '../testing/app';
import {
  backupsOf,
  daily,
  findServers,
  holdBackups,
  holdServers,
  hoursAgo,
  renderInUtc,
  serverRow,
} from '../testing/fleet';
import type { TestGateway } from '../testing/gateway';
import { logged, loggedBackup, openLog, unreadableLog } from '../testing/log';
import { dayPath } from './day-strip';

const WEB = { id: 7, name: 'web' };

/** Twenty daily backups, of which the one of 14 January failed and that of the 10th is missing; a manual one today. */
function held() {
  const runs = daily(100, 12, 20).filter(({ id }) => id !== 106);
  return backupsOf(WEB, [
    { id: 90, hoursAgo: 2, type: 'manual' },
    ...runs.map((run) => (run.id === 102 ? { ...run, status: 'failed' } : run)),
  ]);
}

async function openStrip(): Promise<{ app: TestApp; strip: HTMLElement }> {
  const app = await renderInUtc({
    before: (gateway) => {
      holdServers(gateway, [WEB]);
      holdBackups(gateway, held);
    },
  });
  const strip = within(serverRow(await findServers(), 'web')).getByRole('img');
  return { app, strip };
}

const days = (strip: HTMLElement) => [...strip.children];
/** The detail of the day that is pointed at, or walked to. */
const detail = () => document.querySelector('.day-tip')?.textContent ?? null;

describe('thirty days of a server', () => {
  it('are one picture, with a sentence that says all of it', async () => {
    const { strip } = await openStrip();
    expect(strip.getAttribute('aria-label')).toBe(
      '30 days: 1 failed, 18 with a good backup, 10 before the oldest one listed, 1 missed. ' +
        'Today: 1 automatic, 1 manual completed',
    );
    expect(within(strip).queryAllByRole('img')).toEqual([]);
    expect(strip.textContent).toBe('');
    expect(days(strip)).toHaveLength(30);
  });

  it('show each day as what it was', async () => {
    const { strip } = await openStrip();
    const kinds = days(strip).map((day) => day.getAttribute('data-kind'));
    expect(kinds.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 'before'));
    expect(kinds.slice(-8)).toEqual(['good', 'missed', 'good', 'good', 'good', 'failed', 'good', 'good']);
    expect(days(strip).at(-1)?.hasAttribute('data-manual')).toBe(true);
  });

  it('tell of a day on pointing at it, and stop when the pointer leaves', async () => {
    const { app, strip } = await openStrip();
    const [missed, failed] = [days(strip).at(-7), days(strip).at(-3)];
    if (missed === undefined || failed === undefined) throw new Error('No such days.');
    await app.user.hover(missed);
    expect(detail()).toContain('10 Jan 2025 expected backup missing');
    await app.user.hover(failed);
    expect(detail()).toContain('14 Jan 2025 1 failed');
    expect(document.querySelectorAll('[data-shown]')).toHaveLength(1);
    await app.user.hover(screen.getByRole('heading', { level: 1 }));
    expect(detail()).toBeNull();
  });

  it('are walked over by the arrow keys, from today back, no further than they go', async () => {
    const { app, strip } = await openStrip();
    strip.focus();
    expect(detail()).toBeNull();
    await app.user.keyboard('{ArrowLeft}');
    expect(detail()).toContain('16 Jan 2025 1 automatic, 1 manual completed');
    // What is shown is said, and how to go on.
    expect(screen.getByText(/^Arrow keys: day by day/).closest('[role="status"]')).not.toBeNull();
    await app.user.keyboard('{ArrowLeft}{ArrowLeft}');
    expect(detail()).toContain('14 Jan 2025 1 failed');
    await app.user.keyboard('{ArrowRight}');
    expect(detail()).toContain('15 Jan 2025');
    await app.user.keyboard('{ArrowLeft>40/}');
    // Past the first day the keys lead out of the strip, as from everything else in a row.
    expect(document.activeElement).not.toBe(strip);
    expect(detail()).toBeNull();
  });

  it('lead with Enter to the backups of the day walked to', async () => {
    const { app, strip } = await openStrip();
    strip.focus();
    await app.user.keyboard('{Enter}');
    expect(window.location.pathname).toBe('/');
    await app.user.keyboard('{ArrowLeft}{ArrowLeft}{ArrowLeft}{Enter}');
    const table = await findTable();
    expect(query()).toEqual({ server: '7', from: '2025-01-14', to: '2025-01-14' });
    expect(within(table).getAllByText('#102')).toHaveLength(1);
    expect(table.getAttribute('aria-rowcount')).toBe('2');
    expect(detail()).toBeNull();
  });

  it('lead with a click to the backups of the day clicked', async () => {
    const { app, strip } = await openStrip();
    const today = days(strip).at(-1);
    if (today === undefined) throw new Error('No today.');
    await app.user.click(today);
    const table = await findTable();
    expect(query()).toEqual({ server: '7', from: '2025-01-16', to: '2025-01-16' });
    expect(table.getAttribute('aria-rowcount')).toBe('3');
    await app.back();
    expect(await findServers()).toBeTruthy();
  });

  it('do not call a day missed whose backup was deleted here, as soon as the log tells of it', async () => {
    const of10January = { server: WEB, backup: loggedBackup({ id: 106, created_at: hoursAgo(156) }) };
    const log = openLog([
      logged(1, { ...of10January, outcome: 'failed' }),
      logged(2, { ...of10January, server: { id: 8, name: 'other' } }),
    ]);
    const before = (gateway: TestGateway) => {
      log.before(gateway);
      holdServers(gateway, [WEB]);
      holdBackups(gateway, held);
    };
    const app = await renderInUtc({ before });
    const findStrip = async () => within(serverRow(await findServers(), 'web')).getByRole('img');
    const kindIn = (strip: HTMLElement) => days(strip).at(-7)?.getAttribute('data-kind');
    const strip = await findStrip();
    await waitFor(() => expect(log.queries).toHaveLength(1));
    await app.settled();
    expect(kindIn(strip)).toBe('missed');

    log.entries = [logged(0, of10January), ...log.entries];
    app.reload();
    const reloaded = await findStrip();
    await waitFor(() => expect(kindIn(reloaded)).toBe('gone'));
    expect(reloaded.getAttribute('aria-label')).toContain('1 with no backup any more');
    expect(reloaded.getAttribute('aria-label')).not.toContain('missed');
  });

  it('do without the log: nobody is asked while nothing is missed, and a day stays missed where it cannot be read', async () => {
    const log = openLog([]);
    log.fail(unreadableLog);
    let backups = backupsOf(WEB, daily(100, 12, 20));
    const app = await renderInUtc({
      before: (gateway) => {
        log.before(gateway);
        holdServers(gateway, [WEB]);
        holdBackups(gateway, () => backups);
      },
    });
    const strip = within(serverRow(await findServers(), 'web')).getByRole('img');
    await app.settled();
    expect(log.queries).toEqual([]);
    backups = held();
    await app.user.click(screen.getByRole('button', { name: 'Refresh' }));
    await waitFor(() => expect(log.queries).toHaveLength(1));
    await app.settled();
    expect(days(strip).at(-7)?.getAttribute('data-kind')).toBe('missed');
    expect(within(screen.getByRole('main')).queryByRole('alert')).toBeNull();
  });

  it('show the manual backup of a day beside the automatic one, which leads', async () => {
    await renderInUtc({
      before: (gateway) => {
        holdServers(gateway, [WEB]);
        holdBackups(gateway, () =>
          backupsOf(WEB, [
            { id: 91, hoursAgo: 2, type: 'manual', status: 'failed' },
            { id: 92, hoursAgo: 26, type: 'manual' },
            { id: 93, hoursAgo: 36, status: 'failed' },
            { id: 94, hoursAgo: 12 },
            ...daily(100, 60, 10),
          ]),
        );
      },
    });
    const strip = within(serverRow(await findServers(), 'web')).getByRole('img');
    const shown = days(strip).map((day) => [day.getAttribute('data-kind'), day.getAttribute('data-manual')]);
    expect(shown.slice(-2)).toEqual([
      ['failed', 'good'],
      ['good', 'failed'],
    ]);
    expect(strip.getAttribute('aria-label')).toContain(
      '1 with a good manual backup, 1 with a failed manual backup. ' +
        'Today: 1 automatic, 0 manual completed, 1 manual failed',
    );
  });

  it('stay where they are on a click between the days', async () => {
    const { strip } = await openStrip();
    fireEvent.click(strip);
    expect(window.location.pathname).toBe('/');
  });
});

describe('the address of a day', () => {
  it('keeps any id as it is', () => {
    expect(dayPath('a&b=c', '2025-01-14')).toBe('/backups?server=a%26b%3Dc&from=2025-01-14&to=2025-01-14');
  });
});
