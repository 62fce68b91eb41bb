import type { Page } from '@playwright/test';
import { backupRow, expectBackupCount } from '../support/screen';
import { expect, test } from '../support/test';

const background = (page: Page): Promise<string> =>
  page.evaluate(() => getComputedStyle(document.body).backgroundColor);

test('language, theme and time zone survive a reload and apply to other tabs', async ({ page, context }) => {
  await page.goto('/settings');
  const html = page.locator('html');
  await expect(html).toHaveAttribute('lang', 'en');
  const light = await background(page);
  const other = await context.newPage();
  await other.goto('/backups?server=12345');
  await expect(backupRow(other, 499)).toContainText('Mon 13 Jan, 11:30');

  // A tab in the background draws, and so can be clicked, about once a second.
  await page.bringToFront();
  await page.getByRole('radio', { name: 'UTC', exact: true }).check();
  await expect(backupRow(other, 499)).toContainText('Mon 13 Jan, 10:30');
  await page.getByRole('radio', { name: 'Dark' }).check();
  await expect.poll(() => background(page)).not.toBe(light);
  await expect.poll(() => background(other)).toBe(await background(page));
  await page.getByRole('radio', { name: 'Nederlands' }).check();
  await expect(page.getByRole('heading', { level: 1, name: 'Instellingen' })).toBeVisible();
  await expect(html).toHaveAttribute('lang', 'nl');
  await expect(other.locator('html')).toHaveAttribute('lang', 'nl');

  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Instellingen' })).toBeVisible();
  await expect(page).toHaveTitle('(7) Instellingen · VPS Backups');
  await expect(html).toHaveAttribute('lang', 'nl');
  await expect(page.getByRole('radio', { name: 'Nederlands' })).toBeChecked();
  await expect(page.getByRole('radio', { name: 'Donker' })).toBeChecked();
  await expect(page.getByRole('radio', { name: 'UTC', exact: true })).toBeChecked();
  expect(await background(page)).not.toBe(light);

  await page.goto('/backups?server=12345');
  const row = page.getByRole('row').filter({ hasText: '#499' });
  await expect(row).toContainText(/Handmatig.*Voltooid.*4,5 GB.*ma 13 jan\., 10:30/s);
  await page.goto('/settings');
  await page.getByRole('radio', { name: 'English', exact: true }).check();
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
  await expect(html).toHaveAttribute('lang', 'en');
});

test.describe('in a Dutch browser on a dark system', () => {
  test.use({ locale: 'nl-NL', colorScheme: 'dark' });

  test('starts in Dutch and dark, and English is one click away', async ({ page }) => {
    await page.goto('/settings');
    await expect(page.locator('html')).toHaveAttribute('lang', 'nl');
    await expect(page.getByRole('heading', { level: 1, name: 'Instellingen' })).toBeVisible();
    const dark = await background(page);
    await page.emulateMedia({ colorScheme: 'light' });
    await expect.poll(() => background(page)).not.toBe(dark);
    await page.getByRole('radio', { name: 'English', exact: true }).check();
    await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
  });
});

test('damaged preferences are ignored', async ({ page }) => {
  await page.addInitScript(() => {
    localStorage.setItem('vps-backups.preferences', '{"language":"fr","theme":7,"timeZone":"utc"');
    sessionStorage.setItem('vps-backups.create-draft', '{"serverKey":5}');
    sessionStorage.setItem('vps-backups.followed', '[{"id":{}}]');
  });
  await page.goto('/backups?dialog=create');
  const dialog = page.getByRole('dialog', { name: 'Create backup' });
  await expect(dialog).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expectBackupCount(page, 392);
});

test('the sandbox panel sets a fault, advances the clock and resets', async ({
  page,
  sandbox,
  announcements,
  browserErrors,
}) => {
  await page.goto('/settings');
  const panel = page.getByRole('region', { name: 'Sandbox' });
  await expect(panel).toContainText('Thu 16 Jan 2025, 16:45');
  await panel.getByRole('button', { name: 'Advance one day' }).click();
  await expect(panel).toContainText('Fri 17 Jan 2025, 16:45');
  expect((await sandbox.state()).now).toBe('2025-01-17T15:45:00.000Z');

  browserErrors.allow('500');
  await panel.getByRole('combobox', { name: 'Simulated failure' }).selectOption('Server errors (500)');
  await expect.poll(() => announcements.heard('From now on: Server errors')).toHaveLength(1);
  await page.goto('/backups');
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Internal server error');
  await page.goto('/settings');
  await panel.getByRole('button', { name: 'Start over with fresh demo data' }).click();
  await expect.poll(() => announcements.heard('Demo data reset')).toHaveLength(1);
  expect(await sandbox.state()).toMatchObject({ scenario: null, now: '2025-01-16T15:45:00.000Z' });
  await page.getByRole('navigation').getByRole('link', { name: 'Backups' }).click();
  await expectBackupCount(page, 392);
});
