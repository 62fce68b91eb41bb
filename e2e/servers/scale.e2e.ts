import type { Page } from '@playwright/test';
import {
  backupRow,
  backupsTable,
  chooseServer,
  clickRowButton,
  drawnIds,
  expectBackupCount,
  serversTable,
  summary,
} from '../support/screen';
import { expect, test } from '../support/test';
import { trueBackups } from '../support/truth';

const BACKUPS = 20_000;

test.use({ gatewayEnv: { SANDBOX_SERVERS: '500', SANDBOX_BACKUPS: String(BACKUPS) }, onlyReads: true });

/** More than enough rows for 900 px with overscan. */
const MAX_ROWS = 60;

async function expectFewRows(page: Page): Promise<void> {
  const rows = backupsTable(page).getByRole('row');
  // Rows in view are rendered first.
  await expect.poll(() => rows.count()).toBeGreaterThan(5);
  expect(await rows.count()).toBeLessThan(MAX_ROWS);
}

test('20,000 backups: all can be reached and found, and only those in view are in the document, on a phone too', async ({
  page,
  sandbox,
}) => {
  const truth = await trueBackups(sandbox);
  expect(truth).toHaveLength(BACKUPS);
  const newest = String(truth[0]?.id);
  const oldest = String(truth.at(-1)?.id);
  await page.goto('/backups');
  await expectBackupCount(page, BACKUPS);
  await expect(summary(page)).toContainText('20,000 backups on');
  await expectFewRows(page);
  expect((await drawnIds(page))[0]).toBe(newest);

  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await expect(backupRow(page, oldest)).toBeInViewport();
  await expectFewRows(page);
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight / 2));
  await expect(backupRow(page, oldest)).toBeHidden();
  await expect(backupsTable(page).getByRole('row').nth(10)).toBeVisible();
  await page.evaluate(() => window.scrollTo(0, 0));
  await expect(backupRow(page, newest)).toBeInViewport();

  await backupRow(page, newest).focus();
  await page.keyboard.press('End');
  await expect(backupRow(page, oldest)).toBeFocused();
  await expect(backupRow(page, oldest)).toBeInViewport();
  await expect(backupRow(page, oldest)).toHaveAttribute('aria-rowindex', String(BACKUPS + 1));
  await page.keyboard.press('Home');
  await expect(backupRow(page, newest)).toBeFocused();

  // A dialog at the end of the list returns to the same place.
  await page.keyboard.press('End');
  await clickRowButton(page, 'Delete', oldest);
  await expect(page.getByRole('dialog')).toContainText(`#${oldest}`);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: `Delete backup ${oldest}`, exact: true })).toBeFocused();
  await page.evaluate(() => window.scrollTo(0, 0));

  const wanted = truth.at(12_345);
  const server = wanted?.server.name ?? '';
  const search = page.getByRole('searchbox', { name: 'Search' });
  await search.pressSequentially(`${server} ${wanted?.id}`);
  await expect(backupRow(page, wanted?.id ?? 0)).toBeVisible();
  await search.fill('');
  await expectBackupCount(page, BACKUPS);

  const ofServer = truth.filter((backup) => backup.server.id === wanted?.server.id);
  await chooseServer(page.getByRole('search'), server);
  await expectBackupCount(page, ofServer.length);
  await page.getByRole('search').getByRole('button', { name: 'Clear all' }).click();
  await expectBackupCount(page, BACKUPS);

  await backupsTable(page).getByRole('columnheader', { name: 'Size' }).getByRole('button').click();
  const largest = truth.toSorted((a, b) => (b.size_mb ?? 0) - (a.size_mb ?? 0) || b.id - a.id)[0];
  await expect.poll(async () => (await drawnIds(page))[0]).toBe(String(largest?.id));
  await expectFewRows(page);

  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('/backups');
  await expectBackupCount(page, BACKUPS);
  await expectFewRows(page);
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await expectFewRows(page);
  await page.goto('/');
  await expect(serversTable(page)).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/\d/);
});
