import type { Locator } from '@playwright/test';
import { holdCalls } from '../support/app-calls';
import type { HostileBehaviour } from '../support/hostile/hostile-answers';
import {
  backupRow,
  drawnIds,
  expectBackupCount,
  fillCreateDialog,
  runningNow,
  submitButton,
} from '../support/screen';
import { expect, test } from '../support/test';
import { trueBackups } from '../support/truth';

const BACKUPS = '**/api/v1/backups/';

test('a new backup appears at once, is followed on any page, and its end is announced once', async ({
  page,
  sandbox,
  advance,
  announcements,
  calls,
}) => {
  await page.goto('/backups');
  const dialog = await fillCreateDialog(page, 'shop-01', 'Before the summer sale');
  await expect(dialog).toContainText('0 of 10 used');
  await submitButton(dialog).click();
  await expect(dialog).toBeHidden();
  await expectBackupCount(page, 393);
  await expect(backupRow(page, 503)).toContainText(
    /shop-01.*Manual.*In progress.*size unknown.*never.*Before the summer sale/s,
  );
  expect((await drawnIds(page))[0]).toBe('503');
  await expect
    .poll(() => announcements.heard(/^Backup requested: #503 of shop-01.*may take several minutes/))
    .toHaveLength(1);
  await expect(runningNow(page).getByRole('listitem').filter({ hasText: 'shop-01' })).toHaveCount(1);

  const elapsedSeconds = async (): Promise<number> => {
    const text = await backupRow(page, 503)
      .getByRole('cell')
      .filter({ hasText: 'In progress' })
      .textContent();
    return Number(/(\d+) s/.exec(text ?? '')?.[1]);
  };
  const before = await elapsedSeconds();
  await advance(5_000, { stepMs: 1_000 });
  await expect.poll(elapsedSeconds).toBeGreaterThanOrEqual(before + 5);

  await page.getByRole('navigation').getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
  await advance(30_000, { stepMs: 3_000 });
  await expect.poll(() => announcements.heard('Backup 503 of shop-01 completed (7 GB).')).toHaveLength(1);
  await expect(runningNow(page).getByRole('listitem').filter({ hasText: 'shop-01' })).toHaveCount(0);

  await page.goBack();
  await expect(backupRow(page, 503)).toContainText(/Completed.*7 GB/s);
  await advance(180_000, { stepMs: 30_000 });
  await page.reload();
  await expect(backupRow(page, 503)).toContainText('Completed');
  expect(announcements.heard(/503 of shop-01 completed/)).toEqual([
    { role: 'status', text: expect.stringContaining('503') },
  ]);
  expect(calls.of('POST')).toHaveLength(1);
  const [truth] = await trueBackups(sandbox, '?server_id=12385');
  expect(truth).toMatchObject({ id: 503, status: 'completed', description: 'Before the summer sale' });
});

test('a triple click or a double Enter sends one request', async ({ page, context, calls, sandbox }) => {
  await page.goto('/backups');
  const attempts: readonly ((dialog: Locator) => Promise<void>)[] = [
    async (dialog) =>
      submitButton(dialog).evaluate((button) => {
        // In one task, so the page cannot render in between.
        if (button instanceof HTMLElement) for (let clicks = 0; clicks < 3; clicks += 1) button.click();
      }),
    async (dialog) => {
      await dialog.getByRole('textbox', { name: 'Description' }).focus();
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');
    },
  ];
  for (const [index, attempt] of attempts.entries()) {
    const release = await holdCalls(context, 'POST', BACKUPS);
    const dialog = await fillCreateDialog(page, 'edge-03', `Try ${index}`);
    await attempt(dialog);
    const pending = dialog.getByRole('button', { name: 'Creating…' });
    await expect(pending).toHaveAttribute('aria-busy', 'true');
    // Nothing closes the dialog while the request is in progress.
    await page.keyboard.press('Escape');
    await pending.click({ force: true });
    await expect(dialog).toBeVisible();
    release();
    await expect(dialog).toBeHidden();
    await context.unroute(BACKUPS);
  }
  expect(calls.of('POST').map(({ body }) => JSON.parse(body ?? ''))).toEqual(
    attempts.map((_, index) => ({ server_id: 12398, description: `Try ${index}` })),
  );
  const manual = await trueBackups(sandbox, '?server_id=12398&backup_type=manual');
  expect(manual).toHaveLength(attempts.length);
});

test('the same request from two tabs at once creates one backup', async ({
  page,
  context,
  sandbox,
  browserErrors,
}) => {
  browserErrors.allow('409');
  const dialogs: Locator[] = [];
  for (const open of [() => page, () => context.newPage()]) {
    const tab = await open();
    await tab.goto('/backups');
    dialogs.push(await fillCreateDialog(tab, 'edge-03', 'Same in both'));
  }
  // Slow answers, so that both requests overlap.
  await sandbox.setScenario('slow');
  // Sent by script: a tab in the background can be clicked only once a second.
  await Promise.all(dialogs.map((dialog) => submitButton(dialog).dispatchEvent('click')));
  const stillOpen = async (): Promise<Locator[]> => {
    const states = await Promise.all(dialogs.map((dialog) => dialog.isVisible()));
    return dialogs.filter((_, index) => states[index]);
  };
  await expect.poll(async () => (await stillOpen()).length).toBe(1);
  await sandbox.setScenario(null);
  for (const refused of await stillOpen()) {
    const notice = refused.getByRole('alert').filter({ hasText: 'No backup was started' });
    await expect(notice).toContainText('already in progress');
    await expect(refused.getByRole('textbox', { name: 'Description' })).toHaveValue('Same in both');
  }
  expect(await trueBackups(sandbox, '?server_id=12398&backup_type=manual')).toHaveLength(1);
});

test.describe('at a difficult provider', () => {
  test.use({
    hostile: { ids: 'integer', paging: 'whole', hasBrokenEntries: false },
    // Writes time out after three times this.
    gatewayEnv: { VPS_API_TIMEOUT_MS: '2000' },
  });

  test('field errors show at their fields; the draft survives a reload but not Cancel', async ({
    page,
    provider,
    browserErrors,
  }) => {
    browserErrors.allow('400');
    provider.behave('createBackup', 'invalid', 'normal');
    await page.goto('/backups');
    const dialog = await fillCreateDialog(page, 'web-server-01', 'Für den <b>Umzug</b> 🚀');
    await submitButton(dialog).click();
    const description = dialog.getByRole('textbox', { name: 'Description' });
    const server = dialog.getByRole('combobox', { name: 'Server' });
    await expect(description).toHaveAttribute('aria-invalid', 'true');
    await expect(description).toHaveAccessibleDescription(
      /no more than 255 characters\. Use <b>plain<\/b> text\./,
    );
    await expect(server).toHaveAttribute('aria-invalid', 'true');
    await expect(server).toHaveAccessibleDescription(/cannot be backed up now/);
    await expect(dialog).toContainText('The request could not be carried out.');

    const expectDraft = async (name: string, text: string): Promise<void> => {
      await expect(server).toHaveValue(name);
      await expect(description).toHaveValue(text);
    };
    await expectDraft('web-server-01', 'Für den <b>Umzug</b> 🚀');
    await page.reload();
    await expectDraft('web-server-01', 'Für den <b>Umzug</b> 🚀');

    // The form can be resent, and is empty after success.
    await description.fill('Short');
    await submitButton(dialog).click();
    await expect(dialog).toBeHidden();
    expect(provider.count('POST')).toBe(2);
    await page.getByRole('button', { name: 'Create backup', exact: true }).click();
    await expectDraft('', '');
    await description.fill('Changed my mind');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog).toBeHidden();
    await page.getByRole('button', { name: 'Create backup', exact: true }).click();
    await expectDraft('', '');
  });

  const unknowns: readonly HostileBehaviour[] = [
    'cut-after-acting',
    'cut-mid-body',
    'html-error-after-acting',
    'not-json',
    'empty',
    'silent-after-acting',
  ];
  test('an unknown outcome is reported, looked up and never resent', async ({
    page,
    provider,
    browserErrors,
  }) => {
    browserErrors.allow(/50[024]|201/);
    await page.goto('/servers/12345');
    const dialog = page.getByRole('dialog', { name: 'Back up web-server-01' });
    for (const [index, behaviour] of unknowns.entries()) {
      const id = 1496 + index;
      await page.getByRole('button', { name: 'Create backup', exact: true }).click();
      await dialog.getByRole('textbox', { name: 'Description' }).fill(`Once only: ${behaviour}`);
      provider.behave('createBackup', behaviour);
      await submitButton(dialog).click();
      const notice = dialog.getByRole('alert').filter({ hasText: 'don’t know whether the backup started' });
      await expect(notice, behaviour).toContainText(`There is a new backup: #${id}, in progress`);
      await expect(notice, behaviour).toContainText('wasn’t sent again');
      expect(provider.count('POST'), behaviour).toBe(index + 1);
      await expect(dialog.getByRole('textbox', { name: 'Description' })).toHaveValue(
        `Once only: ${behaviour}`,
      );
      await expect(dialog.getByRole('button', { name: 'Create another' })).toBeVisible();
      // The first one is the cross in the header.
      await dialog.getByRole('button', { name: 'Close' }).last().click();
      await expect(backupRow(page, id), behaviour).toContainText('In progress');
    }
    expect(provider.count('POST')).toBe(unknowns.length);
    expect(provider.calls).toContainEqual(
      expect.objectContaining({ method: 'GET', path: '/backups/', query: { server_id: '12345' } }),
    );
  });
});
