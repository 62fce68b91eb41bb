import type { Locator, Page } from '@playwright/test';
import type { AppCalls } from './support/app-calls';
import { expectNoAxeViolations } from './support/axe';
import { submitButton } from './support/screen';
import { expect, test } from './support/test';
import { trueBackups } from './support/truth';

const RESTORE = '/api/v1/servers/12345/restore/';
const BACKUPS = '/api/v1/backups/';
/** For a long journey on a busy machine. */
const LONG_MS = 180_000;

/** The bar with running restores on every page. */
function bar(page: Page): Locator {
  return page.getByRole('complementary', { name: 'Restore' });
}

async function confirmRestore(page: Page, backupId: number): Promise<void> {
  await page.goto(`/servers/12345?dialog=restore:${backupId}`);
  const dialog = page.getByRole('dialog', { name: 'Restore web-server-01' });
  await dialog.getByRole('textbox', { name: 'Type web-server-01 to confirm' }).fill('web-server-01');
  await submitButton(dialog).click();
}

function restoredIds(calls: AppCalls): unknown[] {
  return calls.of('POST', RESTORE).map(({ body }) => JSON.parse(body ?? ''));
}

test('a safety backup comes first; reload, second tab and closed tab send nothing twice', async ({
  page,
  context,
  calls,
  sandbox,
  advance,
  announcements,
}) => {
  test.setTimeout(LONG_MS);
  await page.goto('/servers/12345?dialog=restore:499');
  const form = page.getByRole('dialog', { name: 'Restore web-server-01' });
  await expect(
    form.getByRole('checkbox', { name: 'Take a manual backup of the current state first' }),
  ).toBeChecked();
  await expect(form).toContainText('Slot 5 of 10. If the server was compromised, this backup is too.');
  await confirmRestore(page, 499);
  const steps = page.getByRole('dialog', { name: 'Safe restore of web-server-01' });
  await expect(
    steps.getByRole('listitem').filter({ hasText: 'Wait until the safety backup completes' }),
  ).toContainText('Running');
  await expect(steps).toContainText('The safety backup is #503.');
  await expectNoAxeViolations(page, { label: 'safe restore under way' });

  // A reload continues automatically.
  await page.reload();
  await expect(
    steps.getByRole('listitem').filter({ hasText: 'Wait until the safety backup completes' }),
  ).toContainText('Running');
  await page.keyboard.press('Escape');
  await expect(bar(page)).toContainText('Restoring web-server-01: Wait until the safety backup completes');

  // Another tab shows it without driving it, and cannot start a second one.
  const other = await context.newPage();
  await other.goto('/servers/12345?dialog=restore:501');
  const refused = other.getByRole('dialog', { name: 'Restore web-server-01' });
  await expect(refused.getByRole('alert')).toContainText('already in progress or not settled yet');
  await refused.getByRole('textbox', { name: 'Type web-server-01 to confirm' }).fill('web-server-01');
  await expect(submitButton(refused)).toHaveAttribute('aria-disabled', 'true');
  await other.keyboard.press('Escape');
  await expect(bar(other)).toContainText('Restoring web-server-01: Wait until the safety backup completes');
  await advance(5_000);
  expect(calls.of('POST', BACKUPS)).toHaveLength(1);

  // With the first tab closed, the other one asks before it sends anything.
  await page.close();
  await expect(bar(other)).toContainText('hasn’t been sent yet. Continue?');
  await advance(60_000, { stepMs: 10_000 });
  expect(restoredIds(calls)).toEqual([]);
  await bar(other).getByRole('button', { name: 'Continue' }).click();
  await other.getByRole('navigation').getByRole('link', { name: 'Activity' }).click();
  await expect.poll(() => restoredIds(calls)).toEqual([{ backup_id: 499 }]);

  // The open log has one entry for the whole operation.
  const entry = other.getByRole('row').filter({ hasText: 'Safe restore' });
  await expect(entry).toContainText('Accepted');
  await expect(other.getByRole('row')).toHaveCount(2);
  await advance(90_000, { stepMs: 10_000 });
  await expect(bar(other)).toContainText(
    'web-server-01 has been restored from backup #499. Its status is now: Active.',
  );
  await expect(entry).toContainText('Completed');
  // Announced once, at the end.
  expect(announcements.heard('Restore of web-server-01 has ended')).toHaveLength(1);

  // Undo stays until it is used.
  const undo = bar(other).getByRole('button', { name: 'Undo: restore the safety backup' });
  await undo.click();
  const undoForm = other.getByRole('dialog', { name: 'Restore web-server-01' });
  await expect(undoForm).toContainText('entire disk with backup #503');
  await undoForm.getByRole('button', { name: 'Cancel' }).click();
  await undo.click();
  await undoForm.getByRole('checkbox', { name: 'Take a manual backup' }).uncheck();
  await undoForm.getByRole('textbox', { name: 'Type web-server-01 to confirm' }).fill('web-server-01');
  await submitButton(undoForm).click();
  await expect(undoForm).toBeHidden();
  await expect(undo).toBeHidden();
  await expect(bar(other)).toContainText(/Restoring .*web-server-01.*: Wait until the server is back/);
  expect(restoredIds(calls)).toEqual([{ backup_id: 499 }, { backup_id: 503 }]);
  expect(calls.of('POST', BACKUPS)).toHaveLength(1);
  const [copy] = await trueBackups(sandbox, '?server_id=12345&backup_type=manual');
  expect(copy).toMatchObject({
    id: 503,
    status: 'completed',
    description: expect.stringMatching(/^\[pre-restore of #499\]/),
  });

  await entry.getByRole('button', { name: /^Details/ }).click();
  const details = other.getByRole('dialog', { name: 'Safe restore' });
  const names = [
    'Safe restore started',
    'Backup created',
    'Safety backup started',
    'Safety backup completed',
  ];
  for (const name of [...names, 'Server restored', 'Restore finished', 'Undo started']) {
    await expect(details.getByRole('listitem').filter({ hasText: name })).toHaveCount(1);
  }
});

test('a failed safety backup ends a safe restore before anything is restored', async ({
  page,
  calls,
  sandbox,
  advance,
}) => {
  test.setTimeout(LONG_MS);
  await sandbox.setScenario('failing-backup');
  await confirmRestore(page, 501);
  const steps = page.getByRole('dialog', { name: 'Safe restore of web-server-01' });
  await expect(steps).toContainText('The safety backup is #503.');
  await advance(60_000, { stepMs: 10_000 });
  await expect(steps).toContainText('Nothing was restored: the safety backup (#503) failed.');
  await expect(steps.getByRole('listitem').filter({ hasText: 'Request the restore' })).toContainText(
    'Pending',
  );
  await steps.getByRole('button', { name: 'Close' }).last().click();
  await expect(bar(page).getByRole('button', { name: /Undo/ })).toBeHidden();
  await bar(page).getByRole('button', { name: 'Dismiss' }).click();
  await expect(bar(page)).toBeHidden();
  expect(restoredIds(calls)).toEqual([]);
  await expect(page.getByRole('main').getByText('Restoring', { exact: true })).toBeHidden();

  await page.getByRole('navigation').getByRole('link', { name: 'Activity' }).click();
  const entry = page.getByRole('row').filter({ hasText: 'Safe restore' });
  await expect(entry).toContainText(/Failed.*Safety backup failed/);
  await entry.getByRole('button', { name: /^Details/ }).click();
  await expect(page.getByRole('dialog')).toContainText('the server’s disk wasn’t touched');
});
