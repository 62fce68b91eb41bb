import { expect } from '@playwright/test';
import { backupRow, backupsTable, chooseServer, drawnIds, rowButton, submitButton } from '../support/screen';
import { test } from '../support/test';
import { translatePage } from '../support/translator';

/** The messages of an error boundary. */
const BROKEN = /This page crashed|failed to load/;

test.beforeEach(async ({ context }) => {
  await translatePage(context);
});

test.afterEach(async ({ page }) => {
  await expect(page.locator('font').first()).toBeAttached();
  await expect(page.getByText(BROKEN)).toHaveCount(0);
});

test('a backup is created and followed to its end', async ({ page, calls, advance, sandbox }) => {
  await page.goto('/backups');
  await page.getByRole('button', { name: 'Create backup', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Create backup' });
  await chooseServer(dialog, 'staging-01');
  await dialog.getByRole('textbox', { name: 'Description' }).fill('Before the update');
  await submitButton(dialog).click();
  await expect(dialog).toBeHidden();
  expect(calls.of('POST', '/api/v1/backups/')).toHaveLength(1);
  const row = backupsTable(page).getByRole('row', { name: /staging-01/ });
  await expect(row).toContainText('In progress');
  await sandbox.setCreationSpeed(100);
  await advance(600_000, { stepMs: 30_000 });
  await expect(row).toContainText('Completed');
});

test('one backup and then several are deleted', async ({ page, calls }) => {
  await page.goto('/backups?server=12345&type=manual');
  await (await rowButton(page, 'Delete', 499)).click();
  const one = page.getByRole('dialog', { name: 'Delete backup' });
  await submitButton(one).click();
  await expect(one).toBeHidden();
  await expect(backupRow(page, 499)).toHaveCount(0);
  await page.goto('/backups?server=12345&type=automatic');
  await expect(backupRow(page, 501)).toBeVisible();
  const ids = (await drawnIds(page)).slice(0, 2);
  for (const id of ids) await page.getByRole('checkbox', { name: `Select backup ${id}` }).check();
  await page.getByRole('button', { name: 'Delete 2' }).click();
  const several = page.getByRole('dialog', { name: 'Delete 2 backups' });
  await several.getByRole('textbox').fill('DELETE 2');
  await several.getByRole('button', { name: 'Delete 2 backups' }).click();
  for (const id of ids) await expect(backupRow(page, id)).toHaveCount(0);
  expect(calls.of('DELETE').map(({ path }) => path)).toEqual(
    ['499', ...ids].map((id) => `/api/v1/backups/${id}/`),
  );
});
