import type { Locator } from '@playwright/test';
import { holdCalls } from './support/app-calls';
import type { HostileBehaviour } from './support/hostile-answers';
import {
  backupRow,
  chooseServer,
  drawnIds,
  expectBackupCount,
  fillCreateDialog,
  runningNow,
  submitButton,
} from './support/screen';
import { expect, test } from './support/test';
import { trueBackups } from './support/truth';

const BACKUPS = '**/api/v1/backups/';

test('a new backup is seen at once, followed to its end on any page, and told once', async ({
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
    .poll(() => announcements.heard(/^Backup 503 of shop-01 has started.*may take several minutes/))
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
  await expect.poll(() => announcements.heard('Backup 503 of shop-01 is completed (7 GB).')).toHaveLength(1);
  await expect(runningNow(page).getByRole('listitem').filter({ hasText: 'shop-01' })).toHaveCount(0);

  await page.goBack();
  await expect(backupRow(page, 503)).toContainText(/Completed.*7 GB/s);
  await advance(180_000, { stepMs: 30_000 });
  await page.reload();
  await expect(backupRow(page, 503)).toContainText('Completed');
  expect(announcements.heard(/503 of shop-01 is completed/)).toEqual([
    { role: 'status', text: expect.stringContaining('503') },
  ]);
  expect(calls.of('POST')).toHaveLength(1);
  const [truth] = await trueBackups(sandbox, '?server_id=12385');
  expect(truth).toMatchObject({ id: 503, status: 'completed', description: 'Before the summer sale' });
});

test('two clicks, and Enter twice, are one request', async ({ page, context, calls, sandbox }) => {
  await page.goto('/backups');
  const attempts: readonly ((dialog: Locator) => Promise<void>)[] = [
    async (dialog) => submitButton(dialog).dblclick(),
    async (dialog) =>
      submitButton(dialog).evaluate((button) => {
        // In one frame: no state of the page can have changed in between.
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
    // While it is on its way nothing closes the dialog: its outcome is shown here.
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

test('two tabs that send the same at the same instant make one backup', async ({
  page,
  context,
  sandbox,
  browserErrors,
}) => {
  browserErrors.allow('409');
  const tab = await context.newPage();
  const dialogs: Locator[] = [];
  for (const each of [page, tab]) {
    await each.goto('/backups');
    dialogs.push(await fillCreateDialog(each, 'edge-03', 'Same in both'));
  }
  // Its answers are late, so that both requests are under way together.
  await sandbox.setScenario('slow');
  await Promise.all(dialogs.map((dialog) => submitButton(dialog).click()));
  const stillOpen = async (): Promise<Locator[]> => {
    const states = await Promise.all(dialogs.map((dialog) => dialog.isVisible()));
    return dialogs.filter((_, index) => states[index]);
  };
  await expect.poll(async () => (await stillOpen()).length).toBe(1);
  await sandbox.setScenario(null);
  for (const refused of await stillOpen()) {
    const notice = refused.getByRole('alert').filter({ hasText: 'No backup was started' });
    await expect(notice).toContainText('still under way');
    await expect(refused.getByRole('textbox', { name: 'Description' })).toHaveValue('Same in both');
  }
  expect(await trueBackups(sandbox, '?server_id=12398&backup_type=manual')).toHaveLength(1);
});

test('a server with all its slots taken is explained, and nothing is sent', async ({ page, calls }) => {
  await page.goto('/servers/12370');
  await page.getByRole('button', { name: 'Create backup', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Create backup' });
  await expect(dialog.getByRole('combobox', { name: 'Server' })).toHaveValue('billing-01');
  const explanation = dialog.getByRole('alert').filter({ hasText: 'all 10 manual slots in use' });
  await expect(explanation).toContainText('billing-01');
  await expect(dialog).toContainText('10 of 10 used');

  await expect(submitButton(dialog)).toHaveAttribute('aria-disabled', 'true');
  await submitButton(dialog).click({ force: true });
  await dialog.getByRole('textbox', { name: 'Description' }).fill('One more');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeVisible();
  // Another server is another matter.
  await chooseServer(dialog, 'edge-03');
  await expect(explanation).toBeHidden();
  await expect(submitButton(dialog)).not.toHaveAttribute('aria-disabled');
  await chooseServer(dialog, 'billing-01');

  await explanation.getByRole('link', { name: 'Show its manual backups' }).click();
  await expect(dialog).toBeHidden();
  await expect(page).toHaveURL(/\/backups\?server=12370&type=manual$/);
  await expectBackupCount(page, 10);
  expect(calls.of('POST')).toEqual([]);
});

test('a forgotten server is asked for at its field', async ({ page, calls }) => {
  await page.goto('/backups?dialog=create');
  const dialog = page.getByRole('dialog', { name: 'Create backup' });
  await dialog.getByRole('textbox', { name: 'Description' }).fill('Of what?');
  await submitButton(dialog).click();
  const server = dialog.getByRole('combobox', { name: 'Server' });
  await expect(server).toHaveAttribute('aria-invalid', 'true');
  await expect(server).toHaveAccessibleDescription(/Choose the server/);
  expect(calls.of('POST')).toEqual([]);
});

test('what was typed survives closing and reloading, and goes with success', async ({ page }) => {
  const dialog = page.getByRole('dialog', { name: 'Create backup' });
  const description = dialog.getByRole('textbox', { name: 'Description' });
  const server = dialog.getByRole('combobox', { name: 'Server' });
  const expectDraft = async (name: string, text: string): Promise<void> => {
    await expect(server).toHaveValue(name);
    await expect(description).toHaveValue(text);
  };
  await page.goto('/backups');
  await fillCreateDialog(page, 'mail-01', 'Voor de büro-update 🚀');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: 'Create backup', exact: true }).click();
  await expectDraft('mail-01', 'Voor de büro-update 🚀');
  await page.reload();
  await expectDraft('mail-01', 'Voor de büro-update 🚀');
  await submitButton(dialog).click();
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: 'Create backup', exact: true }).click();
  await expectDraft('', '');
});

test.describe('at a difficult provider', () => {
  test.use({
    hostile: { ids: 'integer', paging: 'whole', hasBrokenEntries: false },
    // The time limit of a write is three times this.
    gatewayEnv: { VPS_API_TIMEOUT_MS: '2000' },
  });

  test('its words about a field stand at that field, and the form keeps what it holds', async ({
    page,
    provider,
    browserErrors,
  }) => {
    browserErrors.allow('400');
    provider.behave('createBackup', 'invalid', 'normal');
    await page.goto('/backups');
    const dialog = await fillCreateDialog(page, 'web-server-01', 'Too <b>long</b> for them');
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
    await expect(description).toHaveValue('Too <b>long</b> for them');
    await expect(server).toHaveValue('web-server-01');

    // A change takes the old words away, and the same form can be sent again.
    await description.fill('Short');
    await expect(description).not.toHaveAttribute('aria-invalid');
    await submitButton(dialog).click();
    await expect(dialog).toBeHidden();
    expect(provider.count('POST')).toBe(2);
  });

  const unknowns: readonly (readonly [behaviour: HostileBehaviour, status: string])[] = [
    ['cut-after-acting', '502'],
    ['cut-mid-body', '502'],
    ['silent-after-acting', '504'],
    ['html-error-after-acting', '500'],
    ['not-json', '201'],
    ['empty', '201'],
  ];
  for (const [behaviour, status] of unknowns) {
    test(`an outcome that nobody knows is called so, looked up and never repeated (${behaviour})`, async ({
      page,
      provider,
      browserErrors,
    }) => {
      browserErrors.allow(status);
      await page.goto('/backups');
      const dialog = await fillCreateDialog(page, 'web-server-01', 'Once only');
      provider.behave('createBackup', behaviour);
      await submitButton(dialog).click();
      const notice = dialog
        .getByRole('alert')
        .filter({ hasText: 'not known whether the backup was started' });
      await expect(notice).toContainText('A new backup is there: #1496, in progress');
      await expect(notice).toContainText('not sent again');
      expect(provider.count('POST')).toBe(1);
      const last = provider.calls.at(-1);
      expect(last).toMatchObject({ method: 'GET', path: '/backups/', query: { server_id: '12345' } });
      await expect(dialog.getByRole('textbox', { name: 'Description' })).toHaveValue('Once only');
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await expect(backupRow(page, 1496)).toContainText('In progress');
      expect(provider.count('POST')).toBe(1);
    });
  }

  test('where the request was lost on its way, no backup is found and the person decides', async ({
    page,
    provider,
    browserErrors,
  }) => {
    browserErrors.allow('502');
    provider.behave('createBackup', 'cut', 'normal');
    await page.goto('/backups');
    const dialog = await fillCreateDialog(page, 'web-server-01', 'Lost');
    await submitButton(dialog).click();
    await expect(dialog.getByRole('alert').filter({ hasText: 'not known' })).toContainText(
      'No new backup is to be seen there yet',
    );
    expect(provider.count('POST')).toBe(1);
    await dialog.getByRole('button', { name: 'Send again' }).click();
    await expect(dialog).toBeHidden();
    await expect(backupRow(page, 1496)).toContainText('Lost');
    expect(provider.count('POST')).toBe(2);
  });

  test('an outcome that comes after the page was left is told all the same', async ({
    page,
    context,
    provider,
    announcements,
    browserErrors,
  }) => {
    browserErrors.allow('502');
    provider.behave('createBackup', 'cut-after-acting');
    const release = await holdCalls(context, 'POST', BACKUPS);
    await page.goto('/');
    await expect(page.getByRole('table', { name: 'Servers' })).toBeVisible();
    const navigation = page.getByRole('navigation', { name: 'Main' });
    await navigation.getByRole('link', { name: 'Backups' }).click();
    const dialog = await fillCreateDialog(page, 'web-server-01', 'Left alone');
    await submitButton(dialog).click();
    await expect(dialog.getByRole('button', { name: 'Creating…' })).toBeVisible();
    await page.goBack();
    await expect(dialog).toBeHidden();
    release();
    await expect
      .poll(() => announcements.heard('not known whether the backup was started'))
      .toEqual([{ role: 'alert', text: expect.stringContaining('web-server-01') }]);
    await expect(backupRow(page, 1496)).toContainText('In progress');
    expect(provider.count('POST')).toBe(1);
  });
});
