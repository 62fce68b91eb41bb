import type { Page } from '@playwright/test';
import { holdCalls } from '../support/app-calls';
import type { HostileBehaviour } from '../support/hostile/hostile-answers';
import { backupRow, clickRowButton, expectBackupCount, submitButton, summary } from '../support/screen';
import { expect, test } from '../support/test';
import { trueBackups } from '../support/truth';

async function openDeleteDialog(page: Page, id: number | string) {
  await clickRowButton(page, 'Delete', id);
  const dialog = page.getByRole('dialog', { name: 'Delete backup' });
  await expect(dialog).toBeVisible();
  return dialog;
}

test('the dialog names the backup, and nothing is deleted before confirmation', async ({
  page,
  calls,
  sandbox,
}) => {
  await page.goto('/backups?server=12345');
  const dialog = await openDeleteDialog(page, 499);
  for (const fact of [
    'web-server-01 · #12345 · 203.0.113.10',
    '#499 · manual · completed · 4.5 GB',
    'Mon 13 Jan 2025, 11:30 (10:30 UTC)',
    '3 d 5 h',
    'Pre-update backup',
    'can’t be undone',
  ]) {
    await expect(dialog).toContainText(fact);
  }
  const cancel = dialog.getByRole('button', { name: 'Cancel' });
  await expect(cancel).toBeFocused();
  // A hasty Enter cancels.
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();

  await openDeleteDialog(page, 499);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await openDeleteDialog(page, 499);
  // A click outside does not close it.
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

test('a confirmed deletion deletes that backup only, with one request', async ({
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
    .poll(() => announcements.heard('Backup 499 of web-server-01 was deleted'))
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

test.describe('at a difficult provider', () => {
  test.use({
    hostile: { ids: 'integer', paging: 'whole', hasBrokenEntries: false },
  });

  const troubles: readonly (readonly [behaviour: HostileBehaviour, words: RegExp])[] = [
    ['conflict', /wasn’t deleted.*Another task is running on this server <i>now<\/i>/],
    ['forbidden', /wasn’t deleted.*You do not have permission/],
    ['html-error', /don’t know whether.*\(500\).*Oops/],
    ['cut', /don’t know whether/],
    // A proxy's sign-in page, sent with status 200.
    ['not-json', /don’t know whether/],
    ['rate-limited-seconds', /wasn’t deleted.*1 min 30 s.*throttled/],
    ['cut-after-acting', /don’t know whether/],
  ];
  test("a refusal shows in the dialog in the provider's words; a retry settles an unknown outcome", async ({
    page,
    provider,
    announcements,
    browserErrors,
  }) => {
    browserErrors.allow(/40[349]|429|50[02]/);
    await page.goto('/backups');
    const dialog = await openDeleteDialog(page, 497);
    for (const [index, [behaviour, words]] of troubles.entries()) {
      provider.behave('deleteBackup', behaviour);
      await submitButton(dialog).click();
      // The previous attempt's message may have the same words.
      await expect.poll(() => provider.count('DELETE'), behaviour).toBe(index + 1);
      await expect(submitButton(dialog)).toBeVisible();
      await expect(dialog.getByRole('alert').filter({ hasText: words }), behaviour).toBeVisible();
      await expect(dialog.getByRole('alert').locator('i, b'), behaviour).toHaveCount(0);
      expect(provider.count('DELETE'), behaviour).toBe(index + 1);
      // Shown in one place only.
      await expect(page.getByRole('region', { name: 'Messages' }).getByRole('listitem')).toHaveCount(0);
    }
    const log = await page.request.get('/api/activity');
    const told = ['unknown', 'refused', 'unknown', 'unknown', 'unknown', 'refused', 'refused'];
    expect(await log.json()).toMatchObject({
      entries: told.map((outcome) => ({ action: 'delete_backup', outcome })),
    });
    // The last request was carried out; only its answer was lost.
    expect(provider.backups().some(({ id }) => id === 497)).toBe(false);
    provider.behave('deleteBackup', 'normal');
    await submitButton(dialog).click();
    await expect(dialog).toBeHidden();
    await expect(backupRow(page, 497)).toBeHidden();
    await expect
      .poll(() => announcements.heard('Backup 497 of web-server-01 was already gone'))
      .toHaveLength(1);
  });
});
