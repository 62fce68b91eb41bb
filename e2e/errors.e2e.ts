import {
  backupRow,
  backupsTable,
  expectBackupCount,
  fillCreateDialog,
  runningNow,
  submitButton,
} from './support/screen';
import { expect, test } from './support/test';

test.describe('when nothing can be read on the first load', () => {
  for (const [scenario, status, words] of [
    ['server-error', '500', /problem.*\(500\).*Internal server error/s],
    ['html', '502', /problem.*\(502\).*502 Bad Gateway/s],
    ['cut', '502', /cannot be reached/],
    ['rate-limited', '429', /Too many requests.*pause of 20 s/s],
    ['expired-token', '401', /does not accept the token.*VPS_API_TOKEN.*Token has expired/s],
  ] as const) {
    test(`every page says why, in place of its content, and Try again works (${scenario})`, async ({
      page,
      sandbox,
      browserErrors,
    }) => {
      browserErrors.allow(status);
      await sandbox.setScenario(scenario);
      const alert = page.getByRole('main').getByRole('alert').filter({ hasText: words });
      for (const path of ['/', '/servers/12345', '/settings', '/backups']) {
        await page.goto(path);
        await expect(alert.first()).toBeVisible();
        // One error, one place.
        await expect(alert).toHaveCount(1);
        await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
      }
      await expect(backupsTable(page)).toBeHidden();
      await sandbox.setScenario(null);
      await alert.getByRole('button', { name: 'Try again' }).click();
      await expectBackupCount(page, 392);
      await expect(alert).toBeHidden();
    });
  }
});

test('a token that expires while one works is said beside the data, and again where one acts', async ({
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
  const notice = page.getByRole('status').filter({ hasText: 'Could not refresh' });
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
  for (const behaviour of ['forbidden', 'missing'] as const) {
    test.describe(behaviour, () => {
      test.use({
        hostile: {
          ids: 'integer',
          paging: 'whole',
          hasBrokenEntries: false,
          behaviours: { listServers: behaviour, getServer: behaviour },
        },
      });

      test('the product works on with the servers of the backups, and says what it cannot see', async ({
        page,
        provider,
        browserErrors,
      }) => {
        browserErrors.allow(/40[34]/);
        await page.goto('/');
        const servers = page.getByRole('table', { name: 'Servers' });
        await expect(servers.getByRole('row').filter({ hasText: 'web-server-01' })).toHaveCount(1);
        await expect(page.getByRole('main')).toContainText(/without (any|a) backup/);

        await servers.getByRole('link', { name: 'web-server-01' }).click();
        await expect(page.getByRole('heading', { level: 1, name: 'web-server-01' })).toBeVisible();
        await expectBackupCount(page, 3);
        await page.getByRole('button', { name: 'Create backup', exact: true }).click();
        const create = page.getByRole('dialog', { name: 'Create backup' });
        await expect(create.getByRole('combobox', { name: 'Server' })).toHaveValue('web-server-01');
        await submitButton(create).click();
        await expect(create).toBeHidden();
        await expectBackupCount(page, 4);

        await page.getByRole('button', { name: 'Restore backup 497' }).click();
        const restore = page.getByRole('dialog', { name: 'Restore web-server-01' });
        await expect(restore).toContainText('address and status are unknown');
        await restore.getByRole('textbox').fill('web-server-01');
        await submitButton(restore).click();
        await expect(restore).toBeHidden();
        expect(provider.calls.filter(({ method }) => method === 'POST').map(({ path }) => path)).toEqual([
          '/backups/',
          '/servers/12345/restore/',
        ]);
      });
    });
  }
});

test('the gateway is killed and comes back under an open page: data stays, and it recovers by itself', async ({
  page,
  context,
  gateway,
  browserErrors,
}) => {
  browserErrors.allow(/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE/);
  await page.goto('/backups');
  await expectBackupCount(page, 392);
  await backupRow(page, 497).focus();
  await gateway.kill();
  const notice = page.getByRole('status').filter({ hasText: 'Could not refresh' });
  await context.clock.fastForward(61_000);
  await expect(notice).toContainText('lost its connection to the program behind it');
  await expectBackupCount(page, 392);
  await expect(backupRow(page, 497)).toBeFocused();
  await expect(runningNow(page)).toContainText('web-server-01');

  // What needs an answer says so at once, and keeps what was typed.
  const dialog = await fillCreateDialog(page, 'edge-03', 'Nobody listens');
  await submitButton(dialog).click();
  await expect(dialog.getByRole('alert').filter({ hasText: 'lost its connection' })).toBeVisible();
  await expect(dialog.getByRole('textbox', { name: 'Description' })).toHaveValue('Nobody listens');
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  await gateway.restart();
  await expect(async () => {
    await context.clock.fastForward(31_000);
    await expect(notice).toBeHidden({ timeout: 1_000 });
  }).toPass();
  await expectBackupCount(page, 392);
});

test('a page without a connection says so', async ({ page, context, browserErrors }) => {
  browserErrors.allow('ERR_INTERNET_DISCONNECTED');
  await page.goto('/backups');
  await expectBackupCount(page, 392);
  await context.setOffline(true);
  await expect(page.getByRole('status').filter({ hasText: 'This browser is offline' })).toBeVisible();
  await expectBackupCount(page, 392);
  await context.setOffline(false);
  await expect(page.getByRole('status').filter({ hasText: 'This browser is offline' })).toBeHidden();
});
