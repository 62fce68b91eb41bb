import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { preferences } from '../../browser/storage/preferences';
import { findTable, renderApp, rowOf, rowsOf } from '../../testing/pages/app';

const heads = (table: HTMLElement) =>
  within(table)
    .getAllByRole('columnheader')
    .map(({ textContent }) => textContent);

const rowHeight = (table: HTMLElement) => rowOf(table, 499).style.height;

it('the menu of the table leaves a column out and makes rows higher, and the browser remembers both', async () => {
  const app = await renderApp({ path: '/backups?server=12345' });
  const table = await findTable();
  expect(heads(table)).toContain('Size');
  const compact = rowHeight(table);
  await app.user.click(within(table).getByRole('button', { name: 'Columns and row height' }));
  const menu = await screen.findByRole('menu');
  const size = within(menu).getByRole('menuitemcheckbox', { name: 'Size' });
  expect(size.getAttribute('aria-checked')).toBe('true');
  await app.user.click(size);
  await waitFor(() => expect(heads(table)).not.toContain('Size'));
  // It stays open for the next choice.
  expect(size.getAttribute('aria-checked')).toBe('false');
  await app.user.click(within(menu).getByRole('menuitemradio', { name: 'Comfortable' }));
  await waitFor(() => expect(rowHeight(table)).toBe('56px'));
  expect(compact).toBe('44px');
  expect(preferences.get()).toMatchObject({ density: 'comfortable', hiddenOfBackups: ['size'] });
  app.reload();
  const again = await findTable();
  expect(heads(again)).not.toContain('Size');
  expect(rowHeight(again)).toBe('56px');
});

it('an order by a column that is hidden gives way to the usual one', async () => {
  const idsOf = (table: HTMLElement) => rowsOf(table).map((row) => /#\d+/.exec(row.textContent ?? '')?.[0]);
  const app = await renderApp({ path: '/backups?server=12345' });
  const byDate = idsOf(await findTable());
  preferences.set({ ...preferences.get(), hiddenOfBackups: ['size'] });
  window.history.replaceState(null, '', '/backups?server=12345&sort=size');
  app.reload();
  const table = await findTable();
  expect(idsOf(table)).toEqual(byDate);
  expect(within(table).getByRole('columnheader', { name: 'Created' }).getAttribute('aria-sort')).toBe(
    'descending',
  );
});

it('Settings has the same choices, for both tables', async () => {
  const app = await renderApp({ path: '/settings' });
  const tables = await screen.findByRole('region', { name: 'Tables' });
  const ofServers = within(tables).getByRole('group', { name: 'Columns of Overview' });
  await app.user.click(within(ofServers).getByRole('checkbox', { name: 'Manual slots' }));
  await app.user.click(within(tables).getByRole('radio', { name: 'Comfortable' }));
  expect(preferences.get()).toMatchObject({
    density: 'comfortable',
    hiddenOfBackups: [],
    hiddenOfServers: ['slots'],
  });
});
