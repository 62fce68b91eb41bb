import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { setPreferences } from '../../browser/storage/preferences';
import { findTable, query, renderApp } from '../../testing/pages/app';

const PAGES = [
  ['/backups', 'Created'],
  ['/activity', 'Time'],
] as const;

describe.each(PAGES)('the time filter of %s', (path, label) => {
  /** Thursday 16 January 2025 in UTC. */
  async function open(search = '') {
    setPreferences({ timeZone: 'utc' });
    const app = await renderApp({ path: `${path}${search}` });
    if (path === '/backups') await findTable();
    return { app, filter: await screen.findByRole<HTMLSelectElement>('combobox', { name: label }) };
  }

  it.each([
    ['Today', { from: '2025-01-16', to: '2025-01-16' }],
    ['Yesterday', { from: '2025-01-15', to: '2025-01-15' }],
    ['Last Tue 14 Jan', { from: '2025-01-14', to: '2025-01-14' }],
    ['Last Thu 9 Jan', { from: '2025-01-09', to: '2025-01-09' }],
    ['Last 7 days', { from: '2025-01-10' }],
  ])('puts the days of "%s" into the URL', async (choice, days) => {
    const { app, filter } = await open();
    await app.user.selectOptions(filter, choice);
    await waitFor(() => expect(query()).toEqual(days));
    expect(filter.selectedOptions[0]?.textContent).toBe(choice);
  });

  it('names the days of a link as they are today', async () => {
    const { filter } = await open('?from=2025-01-12&to=2025-01-12');
    expect(filter.selectedOptions[0]?.textContent).toBe('Last Sun 12 Jan');
    expect(within(filter).getAllByRole('option')).toHaveLength(13);
  });
});
