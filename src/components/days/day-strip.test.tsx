import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import {
  backupsOf,
  daily,
  findServers,
  holdBackups,
  holdServers,
  hoursAgo,
  renderInUtc,
  serverRow,
} from '../../testing/fleets/fleet';
import type { TestGateway } from '../../testing/gateway';
import { logged, loggedBackup, openLog, unreadableLog } from '../../testing/log';
import { findTable, query, type TestApp } from '../../testing/pages/app';
import { dayPath } from './day-strip';

const WEB = { id: 7, name: 'web' };

/** Twenty daily backups: 14 January failed, 10 January is missing; a manual one today. */
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

/** A strip of 30 days that is 210 px wide. */
function layOut(strip: HTMLElement): void {
  strip.getBoundingClientRect = () => DOMRect.fromRect({ x: 100, y: 50, width: 210, height: 24 });
}

/** Noon, N days ago. */
const at = (daysAgo: number) => ({ clientX: 100 + (29 - daysAgo) * 7 + 2.5, clientY: 60 });

/** How a day is drawn: the whole of it, or its lower part first. */
function looksOf(strip: HTMLElement, daysAgo: number): (string | null)[] {
  const x = (29 - daysAgo) * 7;
  return [...strip.querySelectorAll('path')]
    .filter((path) => new RegExp(`M${x}(\\.5)? `).test(path.getAttribute('d') ?? ''))
    .map((path) => path.getAttribute('data-shape'));
}

/** The hint of the current day. */
const detail = () => document.querySelector('.hint')?.textContent ?? null;

describe('the day strip', () => {
  it('is one image with a sentence that describes it', async () => {
    const { strip } = await openStrip();
    expect(strip.getAttribute('aria-label')).toBe(
      '30 days: 1 failed, 18 with a good backup, 10 before the oldest one listed, 1 missed. ' +
        'Today: 1 automatic, 1 manual completed',
    );
    expect(within(strip).queryAllByRole('img')).toEqual([]);
    expect(strip.textContent).toBe('');
  });

  it('shows the kind of each day, in a few elements', async () => {
    const { strip } = await openStrip();
    expect(looksOf(strip, 29)).toEqual(['before']);
    expect(looksOf(strip, 20)).toEqual(['before']);
    expect(looksOf(strip, 19)).toEqual(['good']);
    expect(looksOf(strip, 6)).toEqual(['missed']);
    expect(looksOf(strip, 2)).toEqual(['failed', 'hatch']);
    expect(looksOf(strip, 0)).toEqual(['good', 'manual']);
    expect(strip.querySelectorAll('*').length).toBeLessThan(8);
  });

  it('shows a tooltip while a day is hovered', async () => {
    const { app, strip } = await openStrip();
    layOut(strip);
    await app.user.pointer({ target: strip, coords: at(6) });
    expect(detail()).toContain('Fri 10 Jan 2025: expected backup missing');
    await app.user.pointer({ target: strip, coords: at(2) });
    expect(detail()).toContain('Tue 14 Jan 2025: 1 failed');
    expect(document.querySelectorAll('[data-shown]')).toHaveLength(1);
    await app.user.hover(screen.getByRole('heading', { level: 1 }));
    expect(detail()).toBeNull();
  });

  it('moves over the days with the arrow keys, from today to the first day', async () => {
    const { app, strip } = await openStrip();
    strip.focus();
    expect(detail()).toBeNull();
    await app.user.keyboard('{ArrowLeft}');
    expect(detail()).toContain('Thu 16 Jan 2025: 1 automatic, 1 manual completed');
    // It is announced, and the strip's description names its keys.
    expect(document.querySelector('.hint')?.getAttribute('role')).toBe('status');
    expect(strip.getAttribute('aria-description')).toMatch(/^Arrow keys: move between days/);
    await app.user.keyboard('{ArrowLeft}{ArrowLeft}');
    expect(detail()).toContain('Tue 14 Jan 2025: 1 failed');
    await app.user.keyboard('{ArrowRight}');
    expect(detail()).toContain('Wed 15 Jan 2025');
    await app.user.keyboard('{ArrowLeft>40/}');
    // Beyond the first day the keys leave the strip, as they do other controls of a row.
    expect(document.activeElement).not.toBe(strip);
    expect(detail()).toBeNull();
  });

  it('opens the backups of the current day with Enter', async () => {
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

  it('opens the backups of the clicked day', async () => {
    const { app, strip } = await openStrip();
    layOut(strip);
    await app.user.pointer({ keys: '[MouseLeft]', target: strip, coords: at(0) });
    const table = await findTable();
    expect(query()).toEqual({ server: '7', from: '2025-01-16', to: '2025-01-16' });
    expect(table.getAttribute('aria-rowcount')).toBe('3');
    await app.back();
    expect(await findServers()).toBeTruthy();
  });

  it('does not call a day missed if the log says that its backup was deleted here', async () => {
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
    const strip = await findStrip();
    await waitFor(() => expect(log.queries).toHaveLength(1));
    await app.settled();
    expect(looksOf(strip, 6)).toEqual(['missed']);

    log.entries = [logged(0, of10January), ...log.entries];
    app.reload();
    const reloaded = await findStrip();
    await waitFor(() => expect(looksOf(reloaded, 6)).toEqual(['gone']));
    expect(reloaded.getAttribute('aria-label')).toContain('1 with no backup left');
    expect(reloaded.getAttribute('aria-label')).not.toContain('missed');
  });

  it('does not read the log while nothing is missed; a day stays missed if the log cannot be read', async () => {
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
    expect(looksOf(strip, 6)).toEqual(['missed']);
    expect(within(screen.getByRole('main')).queryByRole('alert')).toBeNull();
  });

  it('shows the manual backup of a day beside the automatic one, which determines its kind', async () => {
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
    // Yesterday the automatic one failed; today the manual one did.
    expect(looksOf(strip, 1)).toEqual(['failed', 'manual', 'hatch']);
    expect(looksOf(strip, 0)).toEqual(['good', 'failed', 'hatch']);
    expect(strip.getAttribute('aria-label')).toContain(
      '1 with a good manual backup, 1 with a failed manual backup. ' +
        'Today: 1 automatic, 0 manual completed, 1 manual failed',
    );
  });

  it('ignores a click beside the days', async () => {
    const { app, strip } = await openStrip();
    layOut(strip);
    await app.user.pointer({
      keys: '[MouseLeft]',
      target: strip,
      coords: { clientX: 320, clientY: 60 },
    });
    expect(window.location.pathname).toBe('/');
  });

  it('ignores the click of a screen reader, which means the whole strip and lands in its middle', async () => {
    const { strip } = await openStrip();
    layOut(strip);
    fireEvent.click(strip, { clientX: 205, clientY: 62 });
    expect(window.location.pathname).toBe('/');
    expect(detail()).toBeNull();
  });
});

describe('dayPath', () => {
  it('keeps any id', () => {
    expect(dayPath('a&b=c', '2025-01-14')).toBe('/backups?server=a%26b%3Dc&from=2025-01-14&to=2025-01-14');
  });
});
