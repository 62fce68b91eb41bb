import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { findTable, query, type TestApp } from '../../app/test-app';
import {
  backupsOf,
  daily,
  findServers,
  holdBackups,
  holdServers,
  renderInUtc,
  serverRow,
} from '../../app/test-fleet';
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
    expect(detail()).toContain('10 Jan 2025 a backup was expected, none is there');
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
