import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { setPreferences } from '../../browser/storage/preferences';
import { renderInUtc } from '../../testing/fleets/fleet';
import type { TestGateway } from '../../testing/gateway';
import { en, findWhole, query, rowsOf, type TestApp } from '../../testing/pages/app';

// Lazy where any server has a tag; loaded up front in this test.
await import('./lazy-tags');

async function tag(gateway: TestGateway, serverId: number, tags: string[]) {
  await gateway.agreements.changeServer(serverId, 0, (before) => ({ ...before, version: 1, tags }));
}

async function openTagged(path: string): Promise<TestApp> {
  const app = await renderInUtc({
    path,
    before: (gateway) => {
      void tag(gateway, 12345, ['production', 'eu', 'klant']);
      void tag(gateway, 12346, ['production']);
    },
  });
  await screen.findByRole('button', { name: /^Tags/ });
  return app;
}
const names = (table: HTMLElement) =>
  rowsOf(table).flatMap((row) => within(row).queryByRole('link')?.textContent ?? []);

it('tags filter servers to those that have all of them, in the URL', async () => {
  const app = await openTagged('/');
  await app.user.click(screen.getByRole('button', { name: 'Tags' }));
  await app.user.click(await screen.findByRole('menuitemcheckbox', { name: /production.*\(2\)/ }));
  expect(query()).toEqual({ tag: 'production' });
  expect(names(await findWhole(en.t('fleet.table'))).sort()).toEqual(['db-server-01', 'web-server-01']);
  await app.user.click(screen.getByRole('menuitemcheckbox', { name: /eu.*\(1\)/ }));
  expect(query()).toEqual({ tag: 'production,eu' });
  expect(names(await findWhole(en.t('fleet.table')))).toEqual(['web-server-01']);
  await app.user.keyboard('{Escape}');
  expect(screen.getByRole('button', { name: /^Tags: / }).textContent).toMatch(/production.*eu/);
});

it('a search finds a tag', async () => {
  await openTagged('/?q=klant');
  expect(names(await findWhole(en.t('fleet.table')))).toEqual(['web-server-01']);
});

it('servers are grouped under tag headings with counts, which this browser remembers', async () => {
  const app = await openTagged('/');
  await app.user.click(screen.getByRole('button', { name: 'Tags' }));
  await app.user.click(await screen.findByRole('menuitemcheckbox', { name: 'Group by tag' }));
  await app.user.keyboard('{Escape}');
  expect(query()).toEqual({ group: 'tag' });
  const headings = await screen.findAllByRole('heading', { level: 2, name: /\d+ servers?/ });
  expect(headings.map(({ textContent }) => textContent)).toEqual([
    'eu 1 server',
    'klant 1 server',
    'production 2 servers, 1 needs attention',
    expect.stringMatching(/^Without a tag \d+ servers/),
  ]);
  const production = screen.getByRole('region', { name: /^production/ });
  expect(names(within(production).getByRole('table')).sort()).toEqual(['db-server-01', 'web-server-01']);

  window.history.replaceState(null, '', '/');
  app.reload();
  await screen.findByRole('region', { name: /^production/ });
  await app.user.click(screen.getByRole('button', { name: 'Tags' }));
  await app.user.click(await screen.findByRole('menuitemcheckbox', { name: 'Group by tag' }));
  await waitFor(() => expect(screen.queryByRole('region', { name: /^production/ })).toBeNull());
  setPreferences({ isGroupedByTag: false });
});
