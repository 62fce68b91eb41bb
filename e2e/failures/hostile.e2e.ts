import { BIDI_TEXT, IMAGE_TEXT, LONG_TEXT, SCRIPT_TEXT } from '../support/hostile/hostile-data';
import { expectNoSidewaysScrolling } from '../support/layout';
import {
  backupRow,
  backupsTable,
  chooseServer,
  clickRowButton,
  declineSafetyBackup,
  drawnIds,
  expectBackupCount,
  goWithin,
  serversTable,
  submitButton,
} from '../support/screen';
import { expect, test } from '../support/test';

test.describe('a provider with pages, broken entries and UUIDs', () => {
  test.use({ hostile: { paging: 'cursor' } });

  test('every page is read from its own origin; broken entries are counted, and ids are sent back unchanged', async ({
    page,
    provider,
  }) => {
    await page.goto('/backups');
    await expectBackupCount(page, provider.backups().length);
    // Newest first in any time format; entries without a time last.
    const id = (index: number): string => `0b5e55ed-0002-4000-8000-${String(index).padStart(12, '0')}`;
    expect(await drawnIds(page)).toEqual([3, 4, 1, 0, 2, 5, 6, 7, 8, 9].map(id));
    await expect(page.getByRole('status').filter({ hasText: /couldn’t be read/ })).toContainText('5');
    await expect(page.getByRole('status').filter({ hasText: 'The list is incomplete' })).toBeHidden();
    const lists = provider.calls.filter(({ path }) => path === '/backups/');
    expect(lists.length).toBeGreaterThanOrEqual(8);
    expect(new Set(lists.flatMap(({ query }) => Object.keys(query)))).toEqual(new Set(['cursor']));

    await clickRowButton(page, 'Delete', id(2));
    const dialog = page.getByRole('dialog', { name: 'Delete backup' });
    await submitButton(dialog).click();
    await expect(dialog).toBeHidden();
    await expect(backupRow(page, id(2))).toBeHidden();
    expect(provider.calls.filter(({ method }) => method === 'DELETE').map(({ path }) => path)).toEqual([
      `/backups/${id(2)}/`,
    ]);
    expect(provider.backups()).toHaveLength(9);
    expect(provider.strayCalls).toEqual([]);
  });
});

test.describe('a provider whose list has no end', () => {
  test.use({ hostile: { paging: 'loop' } });

  test('a partial list is labelled as partial', async ({ page, provider }) => {
    await page.goto('/backups');
    await expectBackupCount(page, provider.backups().length);
    await expect(page.getByRole('status').filter({ hasText: 'The list is incomplete' })).toBeVisible();
    expect(provider.calls.filter(({ path }) => path === '/backups/').length).toBeLessThan(20);
    expect(provider.strayCalls).toEqual([]);
    // Slots counted from a partial list are a minimum.
    await page.getByRole('button', { name: 'Create backup', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Create backup' });
    await chooseServer(dialog, 'web-server-01');
    await expect(dialog).toContainText('more slots may be in use');
  });
});

test.describe('markup and strange text', () => {
  test.use({ hostile: { ids: 'integer', paging: 'whole', hasBrokenEntries: false } });

  test('is shown as text on every page and in every dialog, and makes no phone scroll sideways', async ({
    page,
    provider,
    pendingCalls,
  }) => {
    await page.goto('/backups');
    await expectBackupCount(page, 10);
    await expect(backupRow(page, 497)).toContainText(IMAGE_TEXT);
    await expect(backupRow(page, 498)).toContainText(SCRIPT_TEXT);
    await expect(backupRow(page, 502)).toContainText(BIDI_TEXT.replace('\u202E', 'U+202E'));
    await backupRow(page, 499).hover();
    await expect(backupRow(page, 499).getByTitle(LONG_TEXT.slice(0, 100))).toBeVisible();
    await expect(backupsTable(page).locator('img, script')).toHaveCount(0);

    await goWithin(page, '/servers/12346');
    await expect(page.getByRole('heading', { level: 1, name: SCRIPT_TEXT })).toBeVisible();
    await expect(page).toHaveTitle(new RegExp(SCRIPT_TEXT.replace(/[()]/g, '\\$&')));
    await expect(page.getByRole('main').getByText('maintenance_mode')).toBeVisible();
    await goWithin(page, '/servers/12347');
    await expect(page.getByRole('main')).toContainText(IMAGE_TEXT);

    await goWithin(page, '/backups?dialog=delete:497');
    await expect(page.getByRole('dialog')).toContainText(IMAGE_TEXT);
    await goWithin(page, '/backups?dialog=restore:500');
    const dialog = page.getByRole('dialog', { name: `Restore ${SCRIPT_TEXT}` });
    await declineSafetyBackup(dialog);
    await dialog.getByRole('textbox', { name: `Type ${SCRIPT_TEXT} to confirm` }).fill(SCRIPT_TEXT);
    await dialog.getByRole('button', { name: 'Restore server' }).click();
    await expect(dialog).toBeHidden();
    const toasts = page.getByRole('region', { name: 'Messages' });
    await expect(toasts).toContainText(SCRIPT_TEXT);
    await expect(toasts.locator('img, script')).toHaveCount(0);
    expect(provider.calls.filter(({ method }) => method === 'POST')).toEqual([
      expect.objectContaining({ path: '/servers/12346/restore/', body: { backup_id: 500 } }),
    ]);
    await goWithin(page, '/');
    await expect(serversTable(page)).toContainText(SCRIPT_TEXT);

    await page.setViewportSize({ width: 360, height: 740 });
    for (const path of ['/', '/backups', '/servers/12348', '/backups?dialog=delete:499', '/settings']) {
      await goWithin(page, path);
      await expect(page.locator('h1')).toBeVisible();
      await expect(page.locator('.skeleton')).toHaveCount(0);
      await pendingCalls.settled();
      await expectNoSidewaysScrolling(page, path);
    }
  });
});

test.describe('permissions as maps in a map', () => {
  test.use({ hostile: { permissions: 'map', paging: 'whole' } });

  test('is shown as words; the account is text and the token absent', async ({ page, provider }) => {
    await page.goto('/settings');
    const account = page.getByRole('region', { name: 'Account' });
    await expect(account).toContainText('ops@example.org');
    await expect(account).toContainText('night <b>shift</b>');
    await expect(account).toContainText(new URL(provider.url).host);
    await expect(account).toContainText('backups:read, backups:write, servers:read');
    await expect(page.getByRole('main')).not.toContainText(provider.token);
    await expect(page.getByRole('region', { name: 'Sandbox' })).toBeHidden();
  });
});
