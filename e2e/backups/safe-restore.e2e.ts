import type { Locator, Page } from '@playwright/test';
import * as v from 'valibot';
import type { SandboxClient } from '../support/gateway/sandbox-client';
import { submitButton } from '../support/screen';
import { expect, test } from '../support/test';
import { trueBackups } from '../support/truth';

/** A long journey; on a busy machine it takes a while. */
const LONG_MS = 180_000;

/** The bar with running restores on every page. */
function bar(page: Page): Locator {
  return page.getByRole('region', { name: 'Operations' });
}

async function confirmRestore(page: Page, backupId: number): Promise<void> {
  await page.goto(`/servers/12345?dialog=restore:${backupId}`);
  const dialog = page.getByRole('dialog', { name: 'Restore web-server-01' });
  await dialog.getByRole('textbox', { name: 'Type web-server-01 to confirm' }).fill('web-server-01');
  await submitButton(dialog).click();
}

const logSchema = v.object({
  entries: v.array(
    v.object({
      writes: v.array(v.object({ action: v.string(), backup: v.nullable(v.object({ id: v.number() })) })),
    }),
  ),
});

/** The changes that the gateway sent as parts of safe restores, oldest first. */
async function sentWrites(sandbox: SandboxClient): Promise<readonly string[]> {
  const { body } = await sandbox.api('GET', '/api/activity?action=safe_restore');
  const writes = v.parse(logSchema, body).entries.flatMap((entry) => entry.writes);
  return writes.map(({ action, backup }) => (backup === null ? action : `${action} ${backup.id}`));
}

test('a safety backup comes first; the restore continues without a browser, and another one shows the result', async ({
  page,
  context,
  browser,
  baseURL,
  calls,
  sandbox,
  advance,
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
  expect(calls.of('POST')).toHaveLength(1);

  // A reload shows it again.
  await page.reload();
  await expect(
    steps.getByRole('listitem').filter({ hasText: 'Wait until the safety backup completes' }),
  ).toContainText('Running');
  await page.keyboard.press('Escape');
  await expect(bar(page)).toContainText(
    /^Restoring web-server-01 since .+: safety backup running, then restore/,
  );

  // Another tab shows it and does not start a second one.
  const other = await context.newPage();
  await other.goto('/servers/12345?dialog=restore:501');
  const refused = other.getByRole('dialog', { name: 'Restore web-server-01' });
  await expect(refused.getByRole('alert')).toContainText('already in progress or not settled yet');
  await refused.getByRole('textbox', { name: 'Type web-server-01 to confirm' }).fill('web-server-01');
  await expect(submitButton(refused)).toHaveAttribute('aria-disabled', 'true');
  await other.keyboard.press('Escape');
  await expect(bar(other)).toContainText(
    /^Restoring web-server-01 since .+: safety backup running, then restore/,
  );
  await advance(5_000);
  expect(await sentWrites(sandbox)).toEqual(['create_backup']);

  // No browser is open: the gateway continues.
  await page.close();
  await other.close();
  for (let step = 0; step < 18; step += 1) await sandbox.advance(10_000);
  await expect.poll(() => sentWrites(sandbox)).toEqual(['create_backup', 'restore_server 499']);

  // A new browser shows how it ended.
  const elsewhere = await browser.newContext({ ...(baseURL !== undefined && { baseURL }) });
  const late = await elsewhere.newPage();
  await late.goto('/activity');
  await expect(bar(late)).toContainText(
    'web-server-01 has been restored from backup #499. Its status is now: Active.',
  );
  const entry = late.getByRole('row').filter({ hasText: 'Safe restore' });
  await expect(entry).toContainText('Completed');
  await expect(late.getByRole('row')).toHaveCount(2);

  // Undo is offered until it is used.
  const undo = bar(late).getByRole('button', { name: 'Undo: restore the safety backup' });
  await undo.click();
  const undoForm = late.getByRole('dialog', { name: 'Restore web-server-01' });
  await expect(undoForm).toContainText('entire disk with backup #503');
  await undoForm.getByRole('button', { name: 'Cancel' }).click();
  await undo.click();
  await undoForm.getByRole('checkbox', { name: 'Take a manual backup' }).uncheck();
  await undoForm.getByRole('textbox', { name: 'Type web-server-01 to confirm' }).fill('web-server-01');
  await submitButton(undoForm).click();
  await expect(undoForm).toBeHidden();
  await expect(undo).toBeHidden();
  await expect(bar(late)).toContainText(/Restoring .*web-server-01.*: waiting until the server is back/);
  const [copy] = await trueBackups(sandbox, '?server_id=12345&backup_type=manual');
  expect(copy).toMatchObject({
    id: 503,
    status: 'completed',
    description: expect.stringMatching(/^\[pre-restore of #499\]/),
  });

  await entry.getByRole('button', { name: /^Details/ }).click();
  const details = late.getByRole('dialog', { name: 'Safe restore' });
  const names = [
    'Safe restore started',
    'Backup created',
    'Safety backup started',
    'Safety backup completed',
  ];
  for (const name of [...names, 'Server restored', 'Restore finished', 'Undo started']) {
    await expect(details.getByRole('listitem').filter({ hasText: name })).toHaveCount(1);
  }
  await elsewhere.close();
});

test('a failed safety backup ends a safe restore before anything is restored', async ({
  page,
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
  expect(await sentWrites(sandbox)).toEqual(['create_backup']);
  await expect(page.getByRole('main').getByText('Restoring', { exact: true })).toBeHidden();

  await page.getByRole('navigation').getByRole('link', { name: 'Activity' }).click();
  const entry = page.getByRole('row').filter({ hasText: 'Safe restore' });
  await expect(entry).toContainText(/Failed.*Safety backup failed/);
  await entry.getByRole('button', { name: /^Details/ }).click();
  await expect(page.getByRole('dialog')).toContainText('the server’s disk wasn’t touched');
});
