import type { Page } from '@playwright/test';
import { expect, test } from '../support/test';

const SMALLER = /much smaller than usual/;
/** The automatic backup from three hours ago is a ninth of the size of the one before. */
const MEDIA = '/servers/12391';

const mediaRow = (page: Page) => page.getByRole('row').filter({ hasText: 'media-01' });

test('the size of a shrunken disk is accepted, and every page then treats it as usual', async ({ page }) => {
  await page.goto('/');
  await expect(mediaRow(page)).toContainText(SMALLER);
  await page.goto(MEDIA);
  const agreement = page.getByRole('region', { name: 'Agreement' });
  const protection = page.getByRole('region', { name: 'Protection' });
  const table = page.getByRole('table').first();
  await expect(protection).toContainText(SMALLER);
  await expect(table.getByText('Suspicious')).toHaveCount(1);
  await expect(page.getByRole('main')).toContainText(/1 suspiciously small/);

  await agreement.getByRole('button', { name: 'Accept this size' }).click();
  await expect(agreement.getByRole('button', { name: /^Undo: size of #\d+ accepted$/ })).toBeVisible();
  await expect(protection).not.toContainText(SMALLER);
  await expect(table.getByText('Suspicious')).toHaveCount(0);
  await expect(page.getByRole('main')).not.toContainText(/suspiciously small/);
  await page.goto('/backups?server=12391');
  await expect(page.getByRole('table')).toContainText('media-01');
  await expect(page.getByRole('table').getByText('Suspicious')).toHaveCount(0);
  await page.goto('/');
  await expect(mediaRow(page)).toContainText(/Protected[23] h/);
  await expect(mediaRow(page)).not.toContainText(SMALLER);
  await page.goto('/activity');
  await expect(page.getByRole('row').filter({ hasText: 'Accept size' })).toContainText('media-01');
});
