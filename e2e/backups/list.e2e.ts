import {
  backupRow,
  backupsTable,
  drawnIds,
  expectBackupCount,
  rowButton,
  serversTable,
  summary,
} from '../support/screen';
import { expect, test } from '../support/test';
import { trueBackups } from '../support/truth';

test.use({ onlyReads: true });

test('a first visit shows demo servers, how to connect real ones, and where a backup is missing', async ({
  page,
}) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).not.toBeEmpty();
  const servers = serversTable(page);
  for (const name of ['web-server-01', 'staging-01', 'büro-archiv-01']) {
    await expect(servers.getByRole('row').filter({ hasText: name })).toHaveCount(1);
  }
  const gone = page.getByRole('table', { name: 'Deleted servers with backups' });
  await expect(gone.getByRole('row').filter({ hasText: 'legacy-02' })).toHaveCount(1);

  const banner = page.getByRole('complementary', { name: 'Demo data' });
  await expect(banner).toContainText('Nothing here touches a real server');
  const connect = banner.getByRole('button', { name: 'Connect your account' });
  await connect.click();
  const dialog = page.getByRole('dialog', { name: 'Connect your own account' });
  await expect(dialog).toContainText('VPS_API_TOKEN=vps_… npm start');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(connect).toBeFocused();

  await servers.getByRole('link', { name: 'web-server-01' }).click();
  await expect(page).toHaveURL(/\/servers\/12345$/);
  await expect(page.getByRole('heading', { level: 1, name: 'web-server-01' })).toBeVisible();
  await expect(page).toHaveTitle('(7) web-server-01 · VPS Backups');
  await expectBackupCount(page, 35);
  await expect(page.getByRole('button', { name: 'Create backup', exact: true })).toBeVisible();
  await page.goBack();
  await servers.getByRole('link', { name: 'staging-01' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'staging-01' })).toBeVisible();
  const none = page.getByRole('status').filter({ hasText: 'No backups of this server' });
  await none.getByRole('button', { name: 'Create backup' }).click();
  const create = page.getByRole('dialog', { name: 'Back up staging-01' });
  await expect(create.getByRole('combobox', { name: 'Server' })).toHaveValue('staging-01');
});

test('the navigation reaches every page, and unknown addresses are explained', async ({
  page,
  browserErrors,
}) => {
  await page.goto('/');
  const navigation = page.getByRole('navigation', { name: 'Main' });
  for (const [link, heading, address] of [
    ['Backups', 'Backups', /\/backups$/],
    ['Settings', 'Settings', /\/settings$/],
    ['Overview', /./, /\/$/],
  ] as const) {
    await navigation.getByRole('link', { name: link }).click();
    await expect(page).toHaveURL(address);
    await expect(page).toHaveTitle(`(7) ${link} · VPS Backups`);
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
    await expect(navigation.locator('[aria-current="page"]')).toHaveText([link]);
    // Screen readers continue from the top of the new page.
    await expect(page.getByRole('main')).toBeFocused();
  }

  await page.goto('/no/such/page');
  await expect(page.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible();
  await expect(page).toHaveTitle('(7) Page not found · VPS Backups');
  await page
    .getByRole('main')
    .getByRole('link', { name: /overview/ })
    .click();
  await expect(serversTable(page)).toBeVisible();

  browserErrors.allow('/api/v1/servers/99999/');
  await page.goto('/servers/99999');
  await expect(page.getByRole('heading', { level: 1, name: /Server 99999 not found/ })).toBeVisible();
});

test('the list is complete, newest first, with every column filled; a reload restores the scroll position', async ({
  page,
  sandbox,
}) => {
  const truth = await trueBackups(sandbox);
  await page.goto('/backups');
  await expectBackupCount(page, truth.length);
  const drawn = await drawnIds(page);
  expect(drawn.length).toBeGreaterThan(8);
  // The provider sorts by server, and ids do not follow dates.
  expect(drawn).toEqual(truth.slice(0, drawn.length).map(({ id }) => String(id)));
  await expect(summary(page)).toHaveText('392 backups on 14 servers, 8.3 TB, 1 of unknown size');

  const completed = backupRow(page, 501);
  await expect(completed.getByRole('cell')).toHaveText([
    // The checkbox.
    '',
    /^web-server-01\s*#501$/,
    'Automatic',
    'Completed',
    '4.5 GB',
    /^Thu 16 Jan, 04:07\s*12 h$/,
    'Sun 16 Feb',
    'Automatic daily backup',
    // The buttons: one until the pointer is over the row.
    '',
  ]);
  await completed.hover();
  await expect(completed.getByText('4.5 GB')).toHaveAttribute('title', '4,523 MB');
  await expect(completed.getByRole('time').first()).toHaveAttribute(
    'title',
    /Thu 16 Jan 2025, 04:07 \(03:07 UTC\)/,
  );
  const running = backupRow(page, 502);
  await expect(running).toContainText(/Manual.*In progress.*3 min \d+ s.*size unknown.*never/s);
  await expect(running).not.toContainText('%');
  await expect(backupRow(page, 493)).toContainText(/db-server-01.*Failed.*size unknown/s);

  await page.mouse.wheel(0, 5_000);
  const scrolled = () => page.evaluate(() => Math.round(window.scrollY));
  await expect.poll(scrolled).toBe(5_000);
  // It is stored a moment after the last scroll event.
  await expect.poll(() => page.evaluate(() => JSON.stringify(history.state))).toContain('5000');
  const below = await drawnIds(page);
  await page.reload();
  await expect.poll(scrolled).toBe(5_000);
  await expect.poll(() => drawnIds(page)).toEqual(below);
});

test('copied curl commands use this origin and contain no token', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/backups?server=12345');
  const copied = async (item: string): Promise<string> => {
    await page.getByRole('button', { name: 'More actions for backup 501' }).click();
    await page.getByRole('menuitem', { name: item, exact: true }).click();
    await expect(page.getByRole('menu')).toBeHidden();
    return await page.evaluate(() => navigator.clipboard.readText());
  };
  expect(await copied('Copy id')).toBe('501');
  expect(await copied('Copy as curl: list')).toBe(
    `curl '${new URL(page.url()).origin}/api/v1/backups/?server_id=12345'`,
  );
  expect(await copied('Copy as curl: restore')).toContain(`/servers/12345/restore/' -H 'Origin: `);
  expect(await copied('Copy as curl: restore')).toContain(`-d '{"backup_id":501}'`);
  expect(await copied('Copy as curl: delete')).toMatch(/^curl -X DELETE '\S+\/backups\/501\/' -H 'Origin: /);
  await expect(backupsTable(page).getByRole('button', { name: 'More actions for backup 501' })).toBeFocused();
});

test.describe('at a provider with words of its own', () => {
  test.use({ hostile: { ids: 'integer', paging: 'whole', hasBrokenEntries: false } });

  test('an undocumented status shows as sent, as neither good nor running', async ({ page, provider }) => {
    await page.goto('/backups');
    await expectBackupCount(page, provider.backups().length);
    for (const [id, word] of [
      [498, 'pending'],
      [499, 'archiving'],
    ] as const) {
      const row = backupRow(page, id);
      await expect(row.getByText(word, { exact: true })).toBeVisible();
      const restore = await rowButton(page, 'Restore', id);
      await expect(restore).toHaveAttribute('aria-disabled', 'true');
      await expect(restore).toHaveAttribute('title', new RegExp(`“${word}”.*Only completed`));
    }
    await expect(backupRow(page, 503).getByText('weekly')).toBeVisible();
    await expect(page.getByRole('region', { name: 'Running now' })).toBeHidden();
    await expect(page.getByRole('complementary', { name: 'Demo data' })).toBeHidden();

    await page.getByRole('combobox', { name: 'Status' }).selectOption({ label: 'archiving' });
    await expect(page).toHaveURL(/status=archiving/);
    await expectBackupCount(page, 1);
    await page.reload();
    await expectBackupCount(page, 1);
    expect(await drawnIds(page)).toEqual(['499']);
  });
});
