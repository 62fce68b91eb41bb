import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { daily, renderWeb, type ToldBackup } from '../../testing/fleets/fleet';
import { withPlainSpaces } from '../../testing/format';
import type { TestApp } from '../../testing/pages/app';

async function openChart(
  backups: readonly ToldBackup[],
  language: 'en' | 'nl' = 'en',
): Promise<{ app: TestApp; panel: HTMLElement }> {
  const app = await renderWeb(backups, { language });
  const name = language === 'en' ? 'Size over time' : 'Verloop van de grootte';
  return { app, panel: await screen.findByRole('region', { name }) };
}

/** Six automatic ones of 4.0 to 4.5 GB, the newest of all failed; a manual one among them. */
const MIXED: readonly ToldBackup[] = [
  { id: 90, hoursAgo: 3, status: 'failed' },
  ...daily(100, 27, 6).map((one, index) => ({ ...one, sizeMb: 4500 - index * 100 })),
  { id: 95, hoursAgo: 60, type: 'manual', sizeMb: 3900 },
];

const chartIn = (panel: HTMLElement) => within(panel).getByRole('img');
const detailIn = (panel: HTMLElement) => withPlainSpaces(within(panel).getByRole('status').textContent ?? '');
const ticksIn = (panel: HTMLElement) =>
  [...panel.querySelectorAll('text')].map(({ textContent }) => withPlainSpaces(textContent));

describe('the size of the backups over time', () => {
  it('is an image whose description gives count, dates and sizes', async () => {
    const { panel } = await openChart(MIXED);
    expect(withPlainSpaces(chartIn(panel).getAttribute('aria-label') ?? '')).toBe(
      // The failed one has no size, and is none of those counted.
      'Sizes of 7 backups from Fri 10 Jan 2025 to Thu 16 Jan 2025: between 3.9 GB and 4.5 GB, newest 4.5 GB. ' +
        'Arrow keys: move between backups.',
    );
  });

  it('has an axis from 0, and labels each day once', async () => {
    const { panel } = await openChart(MIXED);
    const ticks = ticksIn(panel);
    expect(ticks[0]).toBe('0 MB');
    expect(ticks).toContain('4 GB');
    const days = ticks.filter((text) => / Jan/.test(text));
    expect(days[0]).toBe('10 Jan 2025');
    expect(days.at(-1)).toBe('16 Jan');
    expect(new Set(days).size).toBe(days.length);
  });

  it('marks manual and failed backups by shape, not by colour alone', async () => {
    const { panel } = await openChart(MIXED);
    expect(panel.querySelectorAll('circle')).toHaveLength(6);
    expect(panel.querySelectorAll('rect')).toHaveLength(1);
    expect(panel.querySelectorAll('path.size-chart__failed')).toHaveLength(1);
    // One stroke from automatic to automatic.
    const line = panel.querySelector('path.size-chart__line')?.getAttribute('d') ?? '';
    expect(line.match(/[ML]/g)?.join('')).toBe('MLLLLL');
    expect(line).not.toContain('NaN');
  });

  it('is navigated by arrow keys, from the first to the last backup', async () => {
    const { app, panel } = await openChart(MIXED);
    chartIn(panel).focus();
    expect(detailIn(panel)).toBe('');
    await app.user.keyboard('{ArrowLeft}');
    expect(detailIn(panel)).toBe('Thu 16 Jan 2025, 12:45 UTC: Failed');
    await app.user.keyboard('{ArrowLeft}');
    expect(detailIn(panel)).toBe('Wed 15 Jan 2025, 12:45 UTC: Automatic, 4.5 GB');
    await app.user.keyboard('{ArrowLeft}{ArrowLeft}');
    expect(detailIn(panel)).toBe('Tue 14 Jan 2025, 03:45 UTC: Manual, 3.9 GB');
    await app.user.keyboard('{ArrowLeft>20/}');
    expect(detailIn(panel)).toBe('Fri 10 Jan 2025, 12:45 UTC: Automatic, 4 GB');
    await app.user.keyboard('{ArrowRight>20/}');
    expect(detailIn(panel)).toBe('Thu 16 Jan 2025, 12:45 UTC: Failed');
    await app.user.tab();
    expect(detailIn(panel)).toBe('');
  });

  it('describes the backup nearest to the pointer', async () => {
    const { panel } = await openChart(MIXED);
    const chart = chartIn(panel);
    chart.getBoundingClientRect = () => new DOMRect(100, 0, 590, 220);
    // jsdom has no pointer events; one of the mouse has the same place.
    const pointTo = (clientX: number) =>
      fireEvent(chart, new MouseEvent('pointermove', { clientX, bubbles: true }));
    pointTo(100);
    expect(detailIn(panel)).toBe('Fri 10 Jan 2025, 12:45 UTC: Automatic, 4 GB');
    pointTo(690);
    expect(detailIn(panel)).toBe('Thu 16 Jan 2025, 12:45 UTC: Failed');
    fireEvent.pointerLeave(chart);
    expect(detailIn(panel)).toBe('');
  });

  it('can be read as a table instead, newest first, with exact sizes', async () => {
    const { app, panel } = await openChart(MIXED);
    await app.user.click(within(panel).getByRole('button', { name: 'Show as a table' }));
    expect(within(panel).queryByRole('img')).toBeNull();
    const rows = within(panel).getAllByRole('row');
    const cells = rows.map((row) => [...row.children].map(({ textContent }) => textContent ?? ''));
    expect(cells.slice(0, 4)).toEqual([
      ['Created', 'Type', 'Size'],
      ['Thu 16 Jan 2025, 12:45 UTC', 'Failed', '–'],
      ['Wed 15 Jan 2025, 12:45 UTC', 'Automatic', '4,500 MB'],
      ['Tue 14 Jan 2025, 12:45 UTC', 'Automatic', '4,400 MB'],
    ]);
    expect(rows).toHaveLength(9);
    // What scrolls can be reached by keyboard.
    expect(within(panel).getByRole('table').closest('[tabindex="0"]')).not.toBeNull();
    await app.user.click(within(panel).getByRole('button', { name: 'Show as a chart' }));
    expect(chartIn(panel)).toBeTruthy();
  });

  it('names a suspiciously small backup, with the usual names of types', async () => {
    const { app, panel } = await openChart([
      { id: 80, hoursAgo: 1, sizeMb: 12 },
      ...daily(100, 25, 6),
      { id: 70, hoursAgo: 170, type: 'weekly', sizeMb: 5000 },
    ]);
    chartIn(panel).focus();
    await app.user.keyboard('{ArrowLeft}');
    expect(detailIn(panel)).toBe('Thu 16 Jan 2025, 14:45 UTC: Automatic, 1 suspiciously small, 12 MB');
    await app.user.keyboard('{ArrowLeft>20/}');
    expect(detailIn(panel)).toBe('Thu 9 Jan 2025, 13:45 UTC: weekly, 5 GB');
    await app.user.click(within(panel).getByRole('button', { name: 'Show as a table' }));
    expect(within(panel).getByRole('cell', { name: 'weekly' })).toBeTruthy();
  });

  it('says how many backups it leaves out, and why, in the chart and in the table', async () => {
    const { app, panel } = await openChart([
      ...MIXED,
      { id: 60, hoursAgo: 30, sizeMb: null },
      { id: 61, hoursAgo: 31, sizeMb: null },
      { id: 62, hoursAgo: 32, isUndated: true },
    ]);
    const says = () => [
      within(panel).queryByText('2 completed backups aren’t shown: their size is unknown.'),
      within(panel).queryByText('1 backup isn’t shown: it has no readable date.'),
    ];
    expect(panel.querySelectorAll('circle')).toHaveLength(6);
    expect(says().every((line) => line !== null)).toBe(true);
    await app.user.click(within(panel).getByRole('button', { name: 'Show as a table' }));
    expect(within(panel).getAllByRole('row')).toHaveLength(9);
    expect(says().every((line) => line !== null)).toBe(true);
  });

  it('names the year again where it changes', async () => {
    const { panel } = await openChart(daily(1, 3, 28));
    const days = ticksIn(panel).filter((text) => / (Dec|Jan)/.test(text));
    expect(days[0]).toBe('20 Dec 2024');
    expect(days.filter((text) => text.endsWith(' 2025'))).toHaveLength(1);
    expect(days.at(-1)).toBe('16 Jan');
  });

  it('is a table where fewer than three backups show no trend', async () => {
    await renderWeb([
      { id: 1, hoursAgo: 3, sizeMb: 4000 },
      { id: 2, hoursAgo: 27, sizeMb: 0 },
    ]);
    const [panel] = await screen.findAllByRole('region', { name: 'Size over time' });
    if (panel === undefined) throw new Error('No panel.');
    expect(within(panel).queryByRole('img')).toBeNull();
    expect(within(panel).queryByRole('button')).toBeNull();
    expect(within(panel).getAllByRole('row')).toHaveLength(3);
    expect(within(panel).getByText(/^Thu 16 Jan 2025/)).toBeTruthy();
  });

  it('works with backups that hold nothing', async () => {
    const { panel } = await openChart(daily(1, 3, 3).map((one) => ({ ...one, sizeMb: 0 })));
    expect(ticksIn(panel)[0]).toBe('0 MB');
    expect(panel.querySelector('svg')?.outerHTML).not.toMatch(/NaN|Infinity/);
  });

  it.each<[string, readonly ToldBackup[]]>([
    ['none', []],
    ['only failed ones', [{ id: 1, hoursAgo: 3, status: 'failed' }]],
    ['only unknown sizes', [{ id: 1, hoursAgo: 3, sizeMb: null }]],
    ['only a running one', [{ id: 1, hoursAgo: 0.1, status: 'in_progress' }]],
  ])('draws nothing where there is nothing to draw: %s', async (_name, backups) => {
    const { panel } = await openChart(backups);
    expect(panel.textContent).toContain('No completed backup with a known size yet.');
    expect(within(panel).queryByRole('img')).toBeNull();
    expect(within(panel).queryByRole('button')).toBeNull();
  });

  it('is in Dutch too', async () => {
    const { app, panel } = await openChart(MIXED, 'nl');
    expect(chartIn(panel).getAttribute('aria-label')).not.toMatch(/[{}]|backups from/);
    expect(ticksIn(panel)).toContain('4 GB');
    chartIn(panel).focus();
    await app.user.keyboard('{ArrowLeft}{ArrowLeft}');
    expect(detailIn(panel)).toMatch(/^wo 15 jan\.? 2025, 12:45 UTC: Automatisch, 4,5 GB$/);
  });
});
