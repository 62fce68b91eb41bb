import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { daily, renderWeb, type ToldBackup } from '../../testing/fleets/fleet';
import { findTable, query } from '../../testing/pages/app';

async function openCalendar(
  setup: { language?: 'en' | 'nl'; aheadHours?: number; more?: readonly ToldBackup[] } = {},
) {
  const { language = 'en', aheadHours, more = [] } = setup;
  const backups = [
    ...more,
    ...daily(100, 12, 20).filter(({ id }) => id !== 106),
    ...(aheadHours === undefined ? [] : [{ id: 200, hoursAgo: -aheadHours }]),
  ];
  const app = await renderWeb(backups, { language });
  const region = await screen.findByRole('region', { name: language === 'en' ? 'Days' : 'Dagen' });
  return { app, region };
}

describe('the calendar of a server', () => {
  it('has a row a week from Monday, and a link for each day that is not in the future', async () => {
    const { region } = await openCalendar();
    const links = within(region).getAllByRole('link');
    // Thursday 16 January is the fourth day of the sixth week.
    expect(links).toHaveLength(5 * 7 + 4);
    expect(links[0]?.getAttribute('aria-label')).toBe('Mon 9 Dec 2024: before the oldest backup listed');
    expect(links.at(-1)?.getAttribute('aria-label')).toBe('Thu 16 Jan 2025: 1 automatic, 0 manual completed');
    const numbers = [...region.querySelectorAll('.calendar__number')].map((each) => each.textContent);
    expect(numbers.slice(-7)).toEqual(['13', '14', '15', '16', '17', '18', '19']);
    const weekdays = [...region.querySelectorAll('.calendar__weekday')].map((each) => each.textContent);
    expect(weekdays).toEqual(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']);
  });

  it('describes itself in one sentence, without future days', async () => {
    const { region } = await openCalendar();
    expect(within(region).getByText(/^39 days: /).textContent).toBe(
      '39 days: 19 with a good backup, 19 before the oldest one listed, 1 missed. ' +
        'Today: 1 automatic, 0 manual completed',
    );
  });

  it('starts with the week of the oldest listed backup', async () => {
    const { region } = await openCalendar({ more: [{ id: 300, hoursAgo: 97 * 24, type: 'manual' }] });
    const links = within(region).getAllByRole('link');
    // From Monday 7 October 2024 on, fifteen weeks.
    expect(links).toHaveLength(14 * 7 + 4);
    expect(links[0]?.getAttribute('aria-label')).toBe('Mon 7 Oct 2024: before the oldest backup listed');
    expect(
      within(region).getByRole('link', { name: 'Fri 11 Oct 2024: 0 automatic, 1 manual completed' }),
    ).toBeTruthy();
    expect(within(region).getByText('since Mon 7 Oct 2024')).toBeTruthy();
    const months = [...region.querySelectorAll('.calendar__month')].map((each) => each.textContent);
    expect(months.filter(Boolean)).toEqual(['Oct2024', 'Nov', 'Dec', 'Jan2025']);
  });

  it('covers a year at most, and links to older backups', async () => {
    const { app, region } = await openCalendar({
      more: [
        { id: 300, hoursAgo: 800 * 24, type: 'manual' },
        { id: 301, hoursAgo: 500 * 24, type: 'manual' },
      ],
    });
    expect(within(region).getAllByRole('link', { name: /^\w+ \d+ \w+ \d{4}: / })).toHaveLength(52 * 7 + 4);
    await app.user.click(
      within(region).getByRole('link', { name: '2 older backups, the oldest of Tue 8 Nov 2022' }),
    );
    const table = await findTable();
    expect(query()).toEqual({ server: '7', to: '2024-01-14' });
    expect(table.getAttribute('aria-rowcount')).toBe('3');
  });

  it('is one Tab stop; arrow keys move by day and by week', async () => {
    const { app, region } = await openCalendar();
    const reachable = within(region)
      .getAllByRole('link')
      .filter(({ tabIndex }) => tabIndex === 0);
    expect(reachable.map((link) => link.getAttribute('aria-label'))).toEqual([
      'Thu 16 Jan 2025: 1 automatic, 0 manual completed',
    ]);
    reachable[0]?.focus();
    const at = () => document.activeElement?.getAttribute('aria-label')?.split(':')[0];
    const walked: (string | undefined)[] = [];
    for (const key of [
      'ArrowRight',
      'ArrowLeft',
      'ArrowUp',
      'ArrowDown',
      'ArrowDown',
      'Home',
      'ArrowLeft',
      'End',
    ]) {
      await app.user.keyboard(`{${key}}`);
      walked.push(at());
    }
    expect(walked).toEqual([
      'Thu 16 Jan 2025',
      'Wed 15 Jan 2025',
      'Wed 8 Jan 2025',
      'Wed 15 Jan 2025',
      'Wed 15 Jan 2025',
      'Mon 9 Dec 2024',
      'Mon 9 Dec 2024',
      'Thu 16 Jan 2025',
    ]);
  });

  it('does not count a backup dated in the future as one of today', async () => {
    const { region } = await openCalendar({ aheadHours: 20 });
    expect(within(region).getByText(/^39 days: /).textContent).toMatch(/Today: 1 automatic, 0 manual/);
    expect(within(region).getAllByRole('link').at(-1)?.getAttribute('aria-label')).toMatch(
      /^Fri 17 Jan 2025: /,
    );
  });

  it('links a day to its backups', async () => {
    const { app, region } = await openCalendar();
    await app.user.click(within(region).getByRole('link', { name: /^Tue 14 Jan 2025: / }));
    const table = await findTable();
    expect(query()).toEqual({ server: '7', from: '2025-01-14', to: '2025-01-14' });
    expect(within(table).getByText('#102')).toBeTruthy();
  });

  it('is in Dutch too', async () => {
    const { region } = await openCalendar({ language: 'nl' });
    const weekdays = [...region.querySelectorAll('.calendar__weekday')].map((each) => each.textContent);
    expect(weekdays).toEqual(['ma', 'di', 'wo', 'do', 'vr', 'za', 'zo']);
    expect(within(region).getByRole('link', { name: /^vr 10 jan\.? 2025: .*verwacht/ })).toBeTruthy();
  });
});
