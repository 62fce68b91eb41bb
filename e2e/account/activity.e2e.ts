import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { prefer } from '../support/appearance';
import { expectNoAxeViolations } from '../support/axe';
import { expectBackupCount, submitButton } from '../support/screen';
import { expect, test } from '../support/test';
import { createElsewhere } from '../support/truth';

/** For a long journey on a busy machine. */
const LONG_MS = 120_000;

function logTable(page: Page): Locator {
  return page.getByRole('table', { name: 'Activity' });
}

/** The file that a click downloads, as text without the byte order mark, which CSV must have and JSON must not. */
async function savedBy(page: Page, button: Locator): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  const text = await readFile(await download.path(), 'utf8');
  const name = download.suggestedFilename();
  expect(text.startsWith('\uFEFF'), `the mark in ${name}`).toBe(name.endsWith('.csv'));
  return { name, text: text.replace(/^\uFEFF/, '') };
}

test('the activity log shows who did what, filters, opens an entry and exports CSV and JSON', async ({
  page,
  sandbox,
}) => {
  test.setTimeout(LONG_MS);
  await createElsewhere(sandbox, 12385, '=HYPERLINK("http://evil.example")');
  await sandbox.api('DELETE', '/api/v1/backups/499/');
  await sandbox.api('DELETE', '/api/v1/backups/499/');
  await sandbox.api('POST', '/api/v1/servers/12346/restore/', { backup_id: 501 });
  await page.goto('/activity');
  const rows = logTable(page).getByRole('row');
  await expect(rows).toHaveCount(5);
  await expect(rows.nth(1)).toContainText(
    /Restore server.*#12346.*#501.*Refused.*Wrong server.*ops@example.com/s,
  );
  await expect(rows.nth(4)).toContainText(/Backup requested.*shop-01.*#503.*Accepted/s);

  await page.getByRole('combobox', { name: 'Action' }).selectOption({ label: 'Delete backup' });
  await page.getByRole('combobox', { name: 'Outcome' }).selectOption({ label: 'Deleted' });
  await expect(rows).toHaveCount(2);
  await expect(page).toHaveURL(/action=delete_backup.*outcome=deleted/);
  const csv = await savedBy(page, page.getByRole('link', { name: 'Export as CSV' }));
  expect(csv.name).toBe('activity.csv');
  expect(csv.text.trimEnd().split('\r\n')).toHaveLength(2);
  await rows
    .nth(1)
    .getByRole('button', { name: /^Details/ })
    .click();
  const dialog = page.getByRole('dialog', { name: 'Backup deleted' });
  // The entry keeps the facts of the deleted backup.
  for (const fact of [
    'web-server-01 · #12345',
    '#499 · manual · completed · 4.5 GB',
    'Pre-update backup',
    'nightly-ops',
  ]) {
    await expect(dialog).toContainText(fact);
  }
  await expect(dialog).toContainText('Backup #499 is no longer in the list.');
  await expectNoAxeViolations(page, { label: 'activity entry' });
  await dialog.getByRole('link', { name: 'All activity of this server' }).click();
  await expect(page).toHaveURL(/\/activity\?server=12345$/);
  await expect(rows.filter({ hasText: 'Backup deleted' })).toHaveCount(1);
  await expect(rows.filter({ hasText: 'shop-01' })).toHaveCount(0);

  await page.goto('/activity?action=create_backup');
  await expect(rows).toHaveCount(2);
  const json = await savedBy(page, page.getByRole('link', { name: 'Export as JSON' }));
  expect(JSON.parse(json.text)).toMatchObject([
    { action: 'create_backup', result_backup_id: 503, actor: { email: 'ops@example.com' } },
  ]);
  const guarded = await savedBy(page, page.getByRole('link', { name: 'Export as CSV' }));
  expect(guarded.text).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
});

test('the list of backups exports as filtered and sorted', async ({ page, sandbox }) => {
  await createElsewhere(sandbox, 12358, '@SUM(1;2) Pre-audit');
  await page.goto('/backups?q=Pre-&server=12358&sort=created');
  await expectBackupCount(page, 3);
  const open = page.getByRole('button', { name: 'Export' });
  await open.click();
  const csv = await savedBy(page, page.getByRole('menuitem', { name: 'Export as CSV' }));
  expect(csv.name).toBe('backups-2025-01-16.csv');
  const [head, ...lines] = csv.text.trimEnd().split('\r\n');
  expect(head).toBe(
    'id,server_id,server_name,backup_type,status,size_mb,created_at,expires_at,description,suspicious,kept,note',
  );
  expect(lines.map((line) => line.split(',')[0])).toEqual(['336', '418', '503']);
  expect(lines[2]).toContain(`"'@SUM(1;2) Pre-audit"`);
  await open.click();
  const other = page.getByRole('menuitem', { name: 'CSV with semicolons and decimal commas' });
  const european = await savedBy(page, other);
  expect(european.text.startsWith('id;server_id;')).toBe(true);
  await open.click();
  const json = await savedBy(page, page.getByRole('menuitem', { name: 'Export as JSON' }));
  expect(JSON.parse(json.text)).toMatchObject([
    { id: 336 },
    { id: 418 },
    { description: '@SUM(1;2) Pre-audit' },
  ]);
  await prefer(page, { language: 'nl' });
  await page.getByRole('button', { name: 'Exporteren' }).click();
  const dutch = await savedBy(page, page.getByRole('menuitem', { name: 'Exporteren als CSV' }));
  expect(dutch.text).toBe(european.text);
});

test.describe('at a provider that holds its answer', () => {
  test.use({ hostile: { ids: 'integer', paging: 'whole', hasBrokenEntries: false } });

  test('a gateway killed between intent and outcome reports the outcome as unknown', async ({
    page,
    provider,
    gateway,
    browserErrors,
  }) => {
    browserErrors.allow(/net::ERR_|Failed to load resource/);
    provider.behave('deleteBackup', 'silent-after-acting');
    await page.goto('/backups?dialog=delete:497');
    const dialog = page.getByRole('dialog', { name: 'Delete backup' });
    await submitButton(dialog).click();
    await expect.poll(() => provider.count('DELETE')).toBe(1);
    await gateway.kill();
    await expect(dialog.getByRole('alert')).toContainText('don’t know whether');
    await gateway.restart();

    await page.goto('/activity');
    const entry = logTable(page).getByRole('row').nth(1);
    await expect(entry).toContainText(/Delete backup.*web-server-01.*#497.*Unknown.*Outcome not recorded/s);
    await entry.getByRole('button', { name: /^Details/ }).click();
    await expect(page.getByRole('dialog')).toContainText(
      'It may have been carried out. Check the server and its backups before you try again.',
    );
    await expect(page.getByRole('dialog')).toContainText('Backup #497 is no longer in the list.');
    expect(provider.count('DELETE')).toBe(1);
  });
});
