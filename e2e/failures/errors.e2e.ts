import type { Locator } from '@playwright/test';
import { interceptCode } from '../support/built-code';
import {
  backupRow,
  backupsTable,
  clickRowButton,
  declineSafetyBackup,
  expectBackupCount,
  fillCreateDialog,
  runningNow,
  serversTable,
  submitButton,
} from '../support/screen';
import { expect, test } from '../support/test';

const PAGES = ['/', '/servers/12345', '/settings', '/backups'];

test('a failed first load shows one error in place of the content; it is retried by itself and by Try again', async ({
  page,
  context,
  sandbox,
  browserErrors,
}) => {
  browserErrors.allow(/401|429|50[02]/);
  const expectTold = async (path: string, words: RegExp): Promise<Locator> => {
    const alert = page.getByRole('main').getByRole('alert').filter({ hasText: words });
    await page.goto(path);
    await expect(alert.first(), path).toBeVisible();
    // Shown in one place only.
    await expect(alert, path).toHaveCount(1);
    await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
    return alert;
  };
  await sandbox.setScenario('expired-token');
  for (const path of PAGES) {
    await expectTold(path, /Token not accepted.*VPS_API_TOKEN.*Token has expired/s);
  }
  for (const [scenario, path, words] of [
    ['server-error', '/', /problem.*\(500\).*Internal server error/s],
    ['html', '/servers/12345', /problem.*\(502\).*502 Bad Gateway/s],
    ['cut', '/settings', /Can’t reach the provider/],
  ] as const) {
    await sandbox.setScenario(scenario);
    await expectTold(path, words);
  }
  await sandbox.setScenario('rate-limited');
  const waiting = await expectTold('/backups', /Too many requests.*Wait 20 s/s);
  await expect(waiting).toContainText(/Trying again in \d+ s\./);
  // The pause that the provider asked for is kept.
  await expect(waiting.getByRole('button', { name: 'Try again' })).toBeDisabled();
  await sandbox.setScenario('server-error');
  await expect(await expectTold('/backups', /problem.*\(500\)/s)).toContainText(/Trying again in \d+ s\./);
  await sandbox.setScenario(null);
  await context.clock.fastForward(30_000);
  await expectBackupCount(page, 392);
  await sandbox.setScenario('server-error');
  const alert = await expectTold('/backups', /problem.*\(500\)/s);
  await expect(backupsTable(page)).toBeHidden();
  await sandbox.setScenario(null);
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expectBackupCount(page, 392);
  await expect(alert).toBeHidden();
});

test('an expired token shows beside the data and in the dialog that needed it', async ({
  page,
  sandbox,
  advance,
  browserErrors,
}) => {
  browserErrors.allow('401');
  await page.goto('/backups');
  await expectBackupCount(page, 392);
  await sandbox.setScenario('expired-token');
  await advance(65_000, { stepMs: 5_000 });
  const notice = page.getByRole('status').filter({ hasText: 'Couldn’t refresh' });
  await expect(notice).toContainText(/expired.*VPS_API_TOKEN.*Token has expired/s);
  await expectBackupCount(page, 392);

  const dialog = await fillCreateDialog(page, 'edge-03', 'With an old token');
  await submitButton(dialog).click();
  await expect(dialog.getByRole('alert').filter({ hasText: 'No backup was started' })).toContainText(
    'Token has expired',
  );
  await expect(dialog.getByRole('textbox', { name: 'Description' })).toHaveValue('With an old token');
  await sandbox.setScenario(null);
  await submitButton(dialog).click();
  await expect(dialog).toBeHidden();
  await expect(backupRow(page, 503)).toContainText('With an old token');
});

test.describe('without the right to read servers', () => {
  test.use({
    hostile: {
      ids: 'integer',
      paging: 'whole',
      hasBrokenEntries: false,
      behaviours: { listServers: 'forbidden', getServer: 'missing' },
    },
  });

  test('the dashboard works with the servers named by backups, and says what is missing', async ({
    page,
    provider,
    browserErrors,
  }) => {
    browserErrors.allow(/40[34]/);
    await page.goto('/');
    const servers = serversTable(page);
    await expect(servers.getByRole('row').filter({ hasText: 'web-server-01' })).toHaveCount(1);
    await expect(page.getByRole('main')).toContainText(/without (any|a) backup/);

    await servers.getByRole('link', { name: 'web-server-01' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'web-server-01' })).toBeVisible();
    await expectBackupCount(page, 3);
    await page.getByRole('button', { name: 'Create backup', exact: true }).click();
    const create = page.getByRole('dialog', { name: 'Back up web-server-01' });
    await expect(create.getByRole('combobox', { name: 'Server' })).toHaveValue('web-server-01');
    await submitButton(create).click();
    await expect(create).toBeHidden();
    await expectBackupCount(page, 4);

    await clickRowButton(page, 'Restore', 497);
    const restore = page.getByRole('dialog', { name: 'Restore web-server-01' });
    await expect(restore).toContainText('address and status are unknown');
    await declineSafetyBackup(restore);
    await restore.getByRole('textbox').fill('web-server-01');
    await submitButton(restore).click();
    await expect(restore).toBeHidden();
    expect(provider.calls.filter(({ method }) => method === 'POST').map(({ path }) => path)).toEqual([
      '/backups/',
      '/servers/12345/restore/',
    ]);
  });
});

test('an open page keeps its data while the gateway is down, and recovers automatically', async ({
  page,
  context,
  gateway,
  browserErrors,
}) => {
  browserErrors.allow(
    /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_CONTENT_LENGTH_MISMATCH/,
  );
  await page.goto('/backups');
  await expectBackupCount(page, 392);
  await backupRow(page, 497).focus();
  // Idle pages preload the code of their dialogs.
  await context.clock.runFor(2_000);
  await page.waitForLoadState('networkidle');
  await gateway.kill();
  const notice = page.getByRole('status').filter({ hasText: 'Couldn’t refresh' });
  await context.clock.fastForward(61_000);
  await expect(notice).toContainText('The connection to the dashboard was lost');
  await expectBackupCount(page, 392);
  await expect(backupRow(page, 497)).toBeFocused();
  await expect(runningNow(page)).toContainText('web-server-01');

  // A request fails at once, and the input stays.
  const dialog = await fillCreateDialog(page, 'edge-03', 'Nobody listens');
  await submitButton(dialog).click();
  await expect(
    dialog.getByRole('alert').filter({ hasText: 'connection to the dashboard was lost' }),
  ).toBeVisible();
  await expect(dialog.getByRole('textbox', { name: 'Description' })).toHaveValue('Nobody listens');
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  await gateway.restart();
  await expect(async () => {
    await context.clock.fastForward(31_000);
    await expect(notice).toBeHidden({ timeout: 1_000 });
  }).toPass();
  await expectBackupCount(page, 392);
});

test('an offline browser shows a notice, and a page that could not load does so once online', async ({
  page,
  context,
  browserErrors,
}) => {
  browserErrors.allow(/ERR_INTERNET_DISCONNECTED|Part of the dashboard failed to load|Unable to preload CSS/);
  await page.goto('/backups');
  await expectBackupCount(page, 392);
  await context.setOffline(true);
  await expect(page.getByRole('status').filter({ hasText: 'You’re offline' })).toBeVisible();
  await page.getByRole('button', { name: 'Refresh' }).click();
  const stale = page.getByRole('status').filter({ hasText: 'Couldn’t refresh' });
  await expect(stale).toBeVisible();
  await expectBackupCount(page, 392);
  await context.setOffline(false);
  await expect(stale).toBeHidden();
  await context.setOffline(true);
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Part of the dashboard failed to load');
  await context.setOffline(false);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Settings');
  await expect(page.getByRole('status').filter({ hasText: 'You’re offline' })).toBeHidden();
});

test('code that fails to load is reported where it is needed, and a reload brings it', async ({
  page,
  context,
  browserErrors,
}) => {
  // As after an update of the gateway: the open page's files are gone.
  browserErrors.allow(/404|Part of the dashboard failed to load/);
  const parts = /\/assets\/(lazy-dialog|lazy-row-menu|settings-page|sign-in-page)-.*\.js$/;
  const bringCombobox = await interceptCode(context, 'combobox__popup', (route) =>
    route.fulfill({ status: 404 }),
  );
  await page.route(parts, (route) => route.fulfill({ status: 404 }));
  await page.goto('/backups');
  await expectBackupCount(page, 392);
  const message = page
    .getByRole('region', { name: 'Messages' })
    .getByRole('listitem')
    .filter({ hasText: 'just been updated. Nothing was sent. Reload the page.' });
  // Loaded by the server filter, which is part of the page.
  await expect(message).toHaveCount(1);
  await message.getByRole('button', { name: 'Dismiss' }).click();
  await page.getByRole('button', { name: 'Create backup', exact: true }).click();
  await expect(message).toHaveCount(1);
  await expectBackupCount(page, 392);
  await message.getByRole('button', { name: 'Dismiss' }).click();
  await page.getByRole('button', { name: 'More actions for backup 501' }).click();
  await expect(message).toHaveCount(1);
  await expectBackupCount(page, 392);

  await page.getByRole('link', { name: 'Settings' }).click();
  const told = page.getByRole('alert').filter({ hasText: 'Part of the dashboard failed to load' });
  await expect(told).toBeVisible();
  // A retry cannot help, so only a reload is offered.
  await expect(told.getByRole('button')).toHaveText(['Reload the page']);
  await page.getByRole('link', { name: 'Backups', exact: true }).click();
  await expectBackupCount(page, 392);
  await page.goto('/sign-in');
  await expect(told).toBeVisible();

  await page.unroute(parts);
  await bringCombobox();
  await told.getByRole('button', { name: 'Reload the page' }).click();
  await expect(told).toBeHidden();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});
