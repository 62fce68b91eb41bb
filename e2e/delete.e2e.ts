import type { Page } from '@playwright/test';
import { holdCalls } from './support/app-calls';
import type { HostileBehaviour } from './support/hostile-answers';
import { backupRow, expectBackupCount, submitButton, summary } from './support/screen';
import { expect, test } from './support/test';
import { trueBackups } from './support/truth';

async function openDeleteDialog(page: Page, id: number | string) {
  await page.getByRole('button', { name: `Delete backup ${id}`, exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete backup' });
  await expect(dialog).toBeVisible();
  return dialog;
}

test('the dialog names what will be deleted, and nothing happens before it is confirmed', async ({
  page,
  calls,
  sandbox,
}) => {
  await page.goto('/backups?server=12345');
  const dialog = await openDeleteDialog(page, 499);
  for (const fact of [
    'web-server-01 · #12345 · 203.0.113.10',
    '#499 · manual · completed · 4.5 GB',
    '13 Jan 2025, 11:30 (13 Jan 2025, 10:30 UTC)',
    '3 d 5 h',
    'Pre-update backup',
    'gone for good',
  ]) {
    await expect(dialog).toContainText(fact);
  }
  const cancel = dialog.getByRole('button', { name: 'Cancel' });
  await expect(cancel).toBeFocused();
  // A hand that is used to say yes with Enter says no here.
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();

  await openDeleteDialog(page, 499);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await openDeleteDialog(page, 499);
  // A click beside it is no answer either.
  await page.mouse.click(5, 5);
  await expect(dialog).toBeVisible();
  await page.goBack();
  await expect(dialog).toBeHidden();
  await page.goto('/backups?dialog=delete:499');
  await expect(dialog).toBeVisible();
  await expect(cancel).toBeFocused();
  await page.reload();
  await expect(dialog).toContainText('#499');
  await cancel.click();
  await expect(dialog).toBeHidden();
  await expect(page).toHaveURL(/\/backups$/);

  expect(calls.of('DELETE')).toEqual([]);
  expect((await trueBackups(sandbox)).some(({ id }) => id === 499)).toBe(true);
});

test('a confirmed deletion takes that one backup away, for good and once', async ({
  page,
  context,
  calls,
  sandbox,
  advance,
  announcements,
}) => {
  await page.goto('/backups?server=12345');
  await expectBackupCount(page, 35);
  const release = await holdCalls(context, 'DELETE', '**/api/v1/backups/499/');
  const dialog = await openDeleteDialog(page, 499);
  await submitButton(dialog).dblclick();
  const pending = dialog.getByRole('button', { name: 'Deleting…' });
  await expect(pending).toHaveAttribute('aria-busy', 'true');
  await page.keyboard.press('Escape');
  await pending.click({ force: true });
  await expect(dialog).toBeVisible();
  release();
  await expect(dialog).toBeHidden();
  await expect(backupRow(page, 499)).toBeHidden();
  await expectBackupCount(page, 34);
  await expect(summary(page)).toContainText('34 of 391 shown');
  await expect
    .poll(() => announcements.heard('Backup 499 of web-server-01 is deleted'))
    .toEqual([{ role: 'status', text: expect.any(String) }]);

  expect(calls.of('DELETE').map(({ path }) => path)).toEqual(['/api/v1/backups/499/']);
  const truth = await trueBackups(sandbox);
  expect(truth).toHaveLength(391);
  expect(truth.some(({ id }) => id === 499)).toBe(false);
  await advance(120_000, { stepMs: 30_000 });
  await expectBackupCount(page, 34);
  await page.reload();
  await expectBackupCount(page, 34);
});

test('a backup that somebody else has deleted counts as gone', async ({
  page,
  sandbox,
  announcements,
  browserErrors,
}) => {
  browserErrors.allow('404');
  await page.goto('/backups?server=12345');
  const dialog = await openDeleteDialog(page, 499);
  expect((await sandbox.api('DELETE', '/api/v1/backups/499/')).status).toBe(204);
  await submitButton(dialog).click();
  await expect(dialog).toBeHidden();
  await expect(backupRow(page, 499)).toBeHidden();
  await expect
    .poll(() => announcements.heard('Backup 499 of web-server-01 was already gone'))
    .toHaveLength(1);
  expect(announcements.heard('not deleted')).toEqual([]);

  // A link to it is answered with words, not with a dialog that could act.
  await page.goto('/backups?dialog=delete:499');
  await expect(dialog).toContainText('Backup 499 is not in the list');
  await expect(submitButton(dialog)).toBeHidden();
  await dialog.getByRole('button', { name: 'Close' }).first().click();
  await expect(dialog).toBeHidden();
  await expectBackupCount(page, 391);
});

test('a running backup may be deleted, with a word about what that means', async ({
  page,
  announcements,
  advance,
}) => {
  await page.goto('/backups');
  const dialog = await openDeleteDialog(page, 502);
  await expect(dialog).toContainText(/still being made.*not be completed/);
  await submitButton(dialog).click();
  await expect(backupRow(page, 502)).toBeHidden();
  await advance(60_000, { stepMs: 10_000 });
  // The person knows; that it vanished is no news.
  expect(announcements.heard('no longer in the list')).toEqual([]);
});

test.describe('at a difficult provider', () => {
  test.use({
    hostile: { ids: 'integer', paging: 'whole', hasBrokenEntries: false },
    gatewayEnv: { VPS_API_TIMEOUT_MS: '2000' },
  });

  const troubles: readonly (readonly [behaviour: HostileBehaviour, status: string, words: RegExp])[] = [
    ['conflict', '409', /was not deleted.*Another task is running on this server <i>now<\/i>/],
    ['forbidden', '403', /was not deleted.*You do not have permission/],
    ['html-error', '500', /not known whether.*\(500\).*Oops/],
    ['cut', '502', /not known whether/],
    ['rate-limited-seconds', '429', /was not deleted.*1 min 30 s.*throttled/],
  ];
  for (const [behaviour, status, words] of troubles) {
    test(`a refusal stays inside the dialog, in the provider's own words (${behaviour})`, async ({
      page,
      provider,
      announcements,
      browserErrors,
    }) => {
      browserErrors.allow(status);
      await page.goto('/backups');
      const dialog = await openDeleteDialog(page, 497);
      provider.behave('deleteBackup', behaviour);
      await submitButton(dialog).click();
      await expect(dialog.getByRole('alert').filter({ hasText: words })).toBeVisible();
      await expect(dialog.getByRole('alert').locator('i, b')).toHaveCount(0);
      expect(provider.count('DELETE')).toBe(1);
      // One error, one place.
      await expect(page.getByRole('region', { name: 'Messages' }).getByRole('listitem')).toHaveCount(0);
      expect(provider.backups().some(({ id }) => id === 497)).toBe(true);

      provider.behave('deleteBackup', 'normal');
      await submitButton(dialog).click();
      await expect(dialog).toBeHidden();
      await expect(backupRow(page, 497)).toBeHidden();
      await expect.poll(() => announcements.heard('Backup 497 of web-server-01 is deleted')).toHaveLength(1);
      expect(provider.count('DELETE')).toBe(2);
    });
  }

  test('what was deleted without an answer counts as gone the next time', async ({
    page,
    provider,
    browserErrors,
  }) => {
    browserErrors.allow(/50[24]|404/);
    provider.behave('deleteBackup', 'silent-after-acting', 'normal');
    await page.goto('/backups');
    const dialog = await openDeleteDialog(page, 497);
    await submitButton(dialog).click();
    await expect(dialog.getByRole('alert').filter({ hasText: 'not known whether' })).toBeVisible();
    await submitButton(dialog).click();
    await expect(dialog).toBeHidden();
    await expect(backupRow(page, 497)).toBeHidden();
    expect(provider.count('DELETE')).toBe(2);
  });
});

test.describe('at a provider with UUIDs', () => {
  test.use({ hostile: { ids: 'uuid', paging: 'whole', hasBrokenEntries: false } });

  test('deletes by the very id that the provider gave', async ({ page, provider }) => {
    const id = '0b5e55ed-0002-4000-8000-000000000002';
    await page.goto('/backups');
    const dialog = await openDeleteDialog(page, id);
    await submitButton(dialog).click();
    await expect(backupRow(page, id)).toBeHidden();
    expect(provider.calls.filter(({ method }) => method === 'DELETE').map(({ path }) => path)).toEqual([
      `/backups/${id}/`,
    ]);
    expect(provider.backups()).toHaveLength(9);
  });
});
