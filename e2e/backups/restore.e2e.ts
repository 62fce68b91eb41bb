import type { Locator, Page } from '@playwright/test';
import { holdCalls } from '../support/app-calls';
import { expectNoAxeViolations } from '../support/axe';
import type { HostileBehaviour } from '../support/hostile/hostile-answers';
import { backupRow, clickRowButton, declineSafetyBackup, submitButton } from '../support/screen';
import { expect, test } from '../support/test';

const OPERATIONS = '/api/operations';

async function openRestoreDialog(page: Page, id: number | string): Promise<Locator> {
  await clickRowButton(page, 'Restore', id);
  const dialog = page.getByRole('dialog', { name: 'Restore web-server-01' });
  await expect(nameField(dialog)).toBeVisible();
  return dialog;
}

function nameField(dialog: Locator): Locator {
  return dialog.getByRole('textbox', { name: 'Type web-server-01 to confirm' });
}

test("a restore requires the server's name and sends exactly this backup, once", async ({
  page,
  context,
  calls,
  advance,
  announcements,
}) => {
  await page.goto('/servers/12345');
  const dialog = await openRestoreDialog(page, 499);
  for (const fact of [
    'web-server-01 · #12345 · 203.0.113.10',
    '#499 · manual · completed · 4.5 GB',
    'Mon 13 Jan 2025, 11:30 (10:30 UTC)',
    /Everything written since Mon 13 Jan 2025, 11:30 \(10:30 UTC\) will be lost \(3 d 5 h.*\)\./,
    '3 newer good backups (#501, #495, #471) are kept.',
    '1 newer backup failed, is suspicious or still running (#502).',
  ]) {
    await expect(dialog).toContainText(fact);
  }
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await declineSafetyBackup(dialog);
  const submit = submitButton(dialog);
  const tryToSubmit = async (): Promise<void> => {
    await expect(submit).toHaveAttribute('aria-disabled', 'true');
    await submit.click({ force: true });
    await nameField(dialog).press('Enter');
  };
  await tryToSubmit();
  for (const wrong of ['web-server-0', 'Web-Server-01', 'web-server-011', 'db-server-01', 'web server 01']) {
    await nameField(dialog).fill(wrong);
    await tryToSubmit();
  }
  await expect(nameField(dialog)).toHaveAttribute('aria-invalid', 'true');
  await expect(nameField(dialog)).toHaveAccessibleDescription(/isn’t the server’s name/);
  expect(calls.of('POST')).toEqual([]);

  const release = await holdCalls(context, 'POST', `**${OPERATIONS}`);
  await nameField(dialog).fill('web-server-01');
  await expect(submit).not.toHaveAttribute('aria-disabled');
  await submit.dblclick();
  await expect(dialog.getByRole('button', { name: 'Sending…' })).toHaveAttribute('aria-busy', 'true');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeVisible();
  release();
  await expect(dialog).toBeHidden();
  expect(calls.of('POST').map(({ path, body }) => ({ path, body: JSON.parse(body ?? '') }))).toEqual([
    {
      path: OPERATIONS,
      body: expect.objectContaining({ server_id: 12345, backup_id: 499, safety_backup: false }),
    },
  ]);

  await expect
    .poll(() => announcements.heard(/Restore requested: .*web-server-01.* from backup #499/))
    .toHaveLength(1);
  await expect(page.getByRole('main').getByText('Restoring', { exact: true })).toBeVisible();
  // A second restore is refused while the first runs.
  await clickRowButton(page, 'Restore', 501);
  await expect(
    page.getByRole('dialog').getByRole('alert').filter({ hasText: 'is being restored' }),
  ).toBeVisible();
  await expect(submitButton(page.getByRole('dialog'))).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Escape');

  await page.getByRole('navigation').getByRole('link', { name: 'Settings' }).click();
  await advance(120_000, { stepMs: 10_000 });
  await expect
    .poll(() => announcements.heard('Restore of web-server-01 has ended'))
    .toEqual([{ role: 'status', text: expect.stringContaining('Active') }]);
  await advance(120_000, { stepMs: 30_000 });
  expect(announcements.heard('Restore of web-server-01 has ended')).toHaveLength(1);
  await page.goBack();
  await expect(page.getByRole('main').getByText('Restoring', { exact: true })).toBeHidden();
});

test('a failed restore is an alert, a notice on every page and a log outcome', async ({
  page,
  sandbox,
  advance,
  announcements,
}) => {
  await sandbox.setScenario('failing-restore');
  await page.goto('/servers/12345');
  const dialog = await openRestoreDialog(page, 501);
  await declineSafetyBackup(dialog);
  await nameField(dialog).fill('web-server-01');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('main').getByText('Restoring', { exact: true })).toBeVisible();
  await advance(120_000, { stepMs: 10_000 });
  await expect
    .poll(() =>
      announcements.heard(/^Restore failed: the provider reports an error on \P{L}*web-server-01\P{L}*$/u),
    )
    .toEqual([expect.objectContaining({ role: 'alert' })]);
  await expect(page.getByRole('main').getByText('Error', { exact: true })).toBeVisible();
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Restore another backup');

  // The notice survives a reload and shows on every page until dismissed; the Overview counts the server.
  await page.reload();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Overview' }).click();
  const bar = page.getByRole('region', { name: 'Operations' });
  await expect(bar).toContainText(/Restore failed: .*web-server-01/);
  await expect(page.getByRole('main')).toContainText('The provider reports an error on this server.');
  await expectNoAxeViolations(page, { label: 'failed restore' });
  await page.getByRole('navigation').getByRole('link', { name: 'Activity' }).click();
  await expect(page.getByRole('table', { name: 'Activity' })).toContainText('Server in error');
  await bar.getByRole('button', { name: 'Dismiss' }).click();
  await expect(bar).toBeHidden();
});

test('a backup deleted before or while restoring is not restored', async ({
  page,
  context,
  sandbox,
  calls,
  pendingCalls,
  browserErrors,
}) => {
  browserErrors.allow('404');
  const dialog = page.getByRole('dialog');
  await page.goto('/backups?server=12345');
  await expect(backupRow(page, 499)).toBeVisible();
  // The first poll of this server is done; the next is ten seconds away.
  await expect.poll(() => calls.of('GET', /server_id=12345/).length).toBeGreaterThan(0);
  await pendingCalls.settled();
  await sandbox.api('DELETE', '/api/v1/backups/499/');
  await clickRowButton(page, 'Restore', 499);
  await expect(dialog.getByRole('alert').filter({ hasText: '499 no longer exists' })).toBeVisible();
  await expect(submitButton(dialog)).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Escape');
  expect(calls.of('POST')).toEqual([]);

  // It exists when the dialog opens, and is gone by the time of the request.
  await openRestoreDialog(page, 501);
  await declineSafetyBackup(dialog);
  await nameField(dialog).fill('web-server-01');
  const release = await holdCalls(context, 'POST', `**${OPERATIONS}`);
  const sent = page.waitForRequest((request) => request.method() === 'POST');
  await page.keyboard.press('Enter');
  await sent;
  await sandbox.api('DELETE', '/api/v1/backups/501/');
  release();
  await expect(dialog.getByRole('alert').filter({ hasText: 'Nothing was restored' })).toContainText(
    "The provider's list has no such backup.",
  );
  expect(calls.of('POST')).toHaveLength(1);
});

test.describe('at a difficult provider', () => {
  test.use({
    hostile: { ids: 'integer', paging: 'whole', hasBrokenEntries: false, restoreStatus: 204 },
  });

  const confirm = async (page: Page): Promise<Locator> => {
    const dialog = await openRestoreDialog(page, 497);
    await declineSafetyBackup(dialog);
    await nameField(dialog).fill('web-server-01');
    await submitButton(dialog).click();
    return dialog;
  };

  test('an empty answer counts as started, and the server is followed to the end', async ({
    page,
    provider,
    advance,
    announcements,
    pendingCalls,
  }) => {
    await page.goto('/backups');
    await expect(await confirm(page)).toBeHidden();
    await expect
      .poll(() => announcements.heard(/^Restore requested: .*web-server-01/).map(({ text }) => text))
      .toEqual([expect.stringMatching(/backup #497\.$/)]);
    expect(provider.calls.filter(({ method }) => method === 'POST')).toEqual([
      expect.objectContaining({ path: '/servers/12345/restore/', body: { backup_id: 497 } }),
    ]);
    // The page has seen the server restoring.
    const bar = page.getByRole('region', { name: 'Operations' });
    await expect(bar).toContainText(/Restoring .*web-server-01/);
    await pendingCalls.settled();
    provider.setServer(12345, { status: 'active' });
    await advance(60_000, { stepMs: 10_000 });
    await expect.poll(() => announcements.heard('has ended. Its status is now: Active')).toHaveLength(1);
  });

  const answers: readonly (readonly [behaviour: HostileBehaviour, words: RegExp])[] = [
    ['conflict', /Nothing was restored.*Another task is running on this server <i>now<\/i>\./],
    ['html-error-after-acting', /don’t know whether the restore started.*wasn’t sent again/],
    ['cut-after-acting', /don’t know whether the restore started.*wasn’t sent again/],
    // A proxy's sign-in page, sent with status 200.
    ['not-json', /don’t know whether the restore started.*wasn’t sent again/],
    ['redirect', /don’t know whether the restore started.*wasn’t sent again/],
  ];
  test('a refusal or an unknown outcome shows in the dialog, and nothing is resent', async ({
    page,
    provider,
    advance,
    browserErrors,
  }) => {
    browserErrors.allow(/409|50[02]/);
    await page.goto('/backups');
    for (const [index, [behaviour, words]] of answers.entries()) {
      provider.behave('restoreServer', behaviour);
      const dialog = await confirm(page);
      await expect(dialog.getByRole('alert').filter({ hasText: words }), behaviour).toBeVisible();
      if (behaviour.endsWith('after-acting') || behaviour === 'not-json') {
        // The lookup shows that the restore has started.
        const seen = dialog.getByRole('alert').filter({ hasText: 'web-server-01 is being restored' });
        await expect(seen, behaviour).toBeVisible();
        await expect(dialog.getByRole('button', { name: 'Send again' })).toHaveAttribute(
          'aria-disabled',
          'true',
        );
      } else {
        await expect(nameField(dialog), behaviour).toHaveValue('web-server-01');
      }
      await advance(60_000, { stepMs: 20_000 });
      await expect(dialog, behaviour).toBeVisible();
      expect(provider.count('POST'), behaviour).toBe(index + 1);
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await expect(dialog).toBeHidden();
      // After an unknown outcome, the server can't be restored again until somebody has checked it.
      const settle = page.getByRole('button', { name: 'I’ve checked; close' });
      if (behaviour !== 'conflict') await settle.click();
      await expect(settle).toBeHidden();
      // It was carried out after all, and has ended before the next one.
      provider.setServer(12345, { status: 'active' });
      await advance(65_000, { stepMs: 13_000 });
    }
    expect(provider.strayCalls).toEqual([]);
  });
});
