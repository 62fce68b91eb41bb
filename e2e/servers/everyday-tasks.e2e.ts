import { readFile } from 'node:fs/promises';
import {
  backupsTable,
  drawnIds,
  expectBackupCount,
  goWithin,
  runningNow,
  serversTable,
  submitButton,
} from '../support/screen';
import { expect, test } from '../support/test';
import { createElsewhere, trueBackups } from '../support/truth';

/** Everyday tasks, starting on the Overview, with the number of clicks that each may take at most. */

const DAY_MS = 86_400_000;

test.describe('reading only', () => {
  test.use({ onlyReads: true });

  test('which servers need attention and why: none; one day of a server: two; two servers side by side and the failed backups as CSV: three each', async ({
    page,
    sandbox,
    clicks,
  }) => {
    await page.goto('/');
    await expect(page.getByRole('heading', { level: 1 })).toContainText(/servers? needs? attention/);
    const rows = serversTable(page).locator('[data-row]');
    for (const [index, [state, reason]] of [
      ['Failing', 'The last 2 automatic backups failed'],
      ['Never backed up', 'This server has no backups.'],
    ].entries()) {
      await expect(rows.filter({ hasText: state ?? '' }).first(), String(index)).toContainText(reason ?? '');
    }
    await expect(rows.first()).not.toContainText('Protected');
    expect(clicks.count()).toBe(0);

    await serversTable(page).getByRole('link', { name: 'web-server-01', exact: true }).click();
    await page.getByRole('link', { name: /^Tue 14 Jan 2025: / }).click();
    await expect(page).toHaveURL(/\/backups\?.*server=12345.*from=2025-01-14&to=2025-01-14/);
    await expect(backupsTable(page).locator('[data-row]').first()).toContainText(
      /web-server-01.*Tue 14 Jan/s,
    );
    expect(clicks.count()).toBe(2);

    await goWithin(page, '/');
    clicks.restart();
    for (const name of ['web-server-01', 'db-server-01']) {
      await serversTable(page)
        .getByRole('checkbox', { name: `Select ${name}` })
        .check();
    }
    await page.getByRole('link', { name: 'Compare' }).click();
    const compared = page.getByRole('table', { name: 'Compare servers' });
    await expect(compared.getByRole('columnheader')).toContainText(['db-server-01', 'web-server-01']);
    await expect(compared.getByRole('row', { name: /^Protection/ })).toContainText(
      /Failing.*Protected.*Better.*Different/s,
    );
    expect(clicks.count()).toBe(3);

    await goWithin(page, '/');
    clicks.restart();
    const since = Date.parse('2025-01-09T23:00:00Z');
    const failed = (await trueBackups(sandbox)).filter(
      ({ created_at, status }) => status === 'failed' && Date.parse(created_at) >= since,
    );
    await page.getByRole('link', { name: /^Failed, last 7 days/ }).click();
    await expectBackupCount(page, failed.length);
    await page.getByRole('button', { name: 'Export' }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Export as CSV' }).click(),
    ]);
    const [, ...lines] = (await readFile(await file.path(), 'utf8')).trimEnd().split('\r\n');
    expect(lines.map((line) => Number(line.split(',')[0]))).toEqual(failed.map(({ id }) => id));
    expect(clicks.count()).toBe(3);
  });
});

test('a backup before a deploy, with a reload in the middle: two', async ({ page, clicks, advance }) => {
  await page.goto('/');
  await serversTable(page).getByRole('button', { name: 'Back up edge-03' }).click();
  const dialog = page.getByRole('dialog', { name: 'Back up edge-03' });
  await dialog.getByRole('textbox', { name: 'Description' }).fill('Before release 4.2');
  await submitButton(dialog).click();
  await expect(dialog).toBeHidden();
  await page.reload();
  const running = runningNow(page).getByRole('listitem').filter({ hasText: 'edge-03' });
  await expect(running).toHaveCount(1);
  await advance(120_000, { stepMs: 15_000 });
  await expect(running).toHaveCount(0);
  expect(clicks.count()).toBe(2);
});

test('the three oldest manual backups of a server are deleted, from a saved view: four', async ({
  page,
  sandbox,
  clicks,
}) => {
  await page.goto('/backups?server=12370&type=manual&sort=created');
  await page.getByRole('button', { name: 'Save view' }).click();
  const saving = page.getByRole('dialog', { name: 'Save view' });
  await saving.getByRole('textbox', { name: 'Name' }).fill('Manual of billing-01, oldest first');
  await page.keyboard.press('Enter');
  await expect(saving).toBeHidden();
  const oldest = (await trueBackups(sandbox, '?server_id=12370&backup_type=manual')).slice(-3);
  await page.goto('/');
  clicks.restart();

  await page.getByRole('link', { name: 'Manual of billing-01, oldest first' }).click();
  await expectBackupCount(page, 10);
  const third = (await drawnIds(page))[2];
  await page
    .getByRole('checkbox', { name: `Select backup ${third}`, exact: true })
    .click({ modifiers: ['Shift'] });
  await page.getByRole('button', { name: 'Delete 3' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete 3 backups' });
  await dialog.getByRole('textbox').fill('DELETE 3');
  await dialog.getByRole('button', { name: 'Delete 3 backups' }).click();
  // When all went well it closes itself; a message says so.
  await expect(dialog).toBeHidden();
  await expect(page.locator('.toast')).toHaveText(/^3 backups deleted\./);
  expect(clicks.count()).toBe(4);
  const left = await trueBackups(sandbox, '?server_id=12370&backup_type=manual');
  expect(left.filter(({ id }) => oldest.some((each) => each.id === id))).toEqual([]);
  expect(left).toHaveLength(7);
});

test('a slot is freed and a backup created: four', async ({ page, sandbox, clicks }) => {
  await page.goto('/');
  await serversTable(page).getByRole('button', { name: 'Back up billing-01' }).click();
  const dialog = page.getByRole('dialog', { name: 'Back up billing-01' });
  await dialog.getByRole('textbox', { name: 'Description' }).fill('Before the audit');
  await dialog.getByRole('button', { name: /^Delete backup #/ }).click();
  await submitButton(page.getByRole('dialog', { name: 'Delete backup' })).click();
  await expect(dialog).toContainText('9 of 10 used');
  await submitButton(dialog).click();
  await expect(dialog).toBeHidden();
  expect(clicks.count()).toBe(4);
  const manual = await trueBackups(sandbox, '?server_id=12370&backup_type=manual');
  expect(manual).toHaveLength(10);
  expect(manual[0]).toMatchObject({ description: 'Before the audit' });
});

test('the state before an incident is found with two and restored with four; the undo takes two', async ({
  page,
  sandbox,
  clicks,
  advance,
}) => {
  test.slow();
  await page.goto('/');
  await serversTable(page).getByRole('button', { name: 'More actions for web-server-01' }).click();
  await page.getByRole('menuitem', { name: 'Restore a backup from before…' }).click();
  const search = page.getByRole('dialog', { name: 'Restore web-server-01 from before…' });
  await search.getByLabel(/^Time of the incident/).fill('2025-01-14T12:00');
  await expect(search.getByRole('status')).toContainText('Backup #471, made Tue 14 Jan 2025');
  expect(clicks.count()).toBe(2);
  await search.getByRole('button', { name: 'Restore this backup' }).click();
  const restore = page.getByRole('dialog', { name: 'Restore web-server-01', exact: true });
  const name = restore.getByRole('textbox', { name: 'Type web-server-01 to confirm' });
  await name.fill('web-server-01');
  await submitButton(restore).click();
  await expect(page.getByRole('dialog', { name: 'Safe restore of web-server-01' })).toBeVisible();
  expect(clicks.count()).toBe(4);

  await advance(240_000, { stepMs: 10_000 });
  // The gateway requests it after its answer to the page.
  const [safety] = await trueBackups(sandbox, '?server_id=12345&backup_type=manual');
  await page.goto('/');
  clicks.restart();
  await page.getByRole('button', { name: 'Undo: restore the safety backup' }).click();
  await expect(restore).toContainText(`entire disk with backup #${safety?.id}`);
  await name.fill('web-server-01');
  await submitButton(restore).click();
  await expect(page.getByRole('button', { name: 'Undo: restore the safety backup' })).toBeHidden();
  expect(clicks.count()).toBe(2);
});

test("yesterday's activity: three", async ({ page, sandbox, clicks, advance }) => {
  const yesterday = await createElsewhere(sandbox, 12385, 'Yesterday');
  await advance(DAY_MS);
  const today = await createElsewhere(sandbox, 12385, 'Today');
  await page.goto('/');
  await page.getByRole('navigation').getByRole('link', { name: 'Activity' }).click();
  await page.getByRole('combobox', { name: 'Time' }).selectOption({ label: 'Yesterday' });
  const rows = page.getByRole('table', { name: 'Activity' }).locator('[data-row], tbody tr');
  await expect(rows.filter({ hasText: `#${yesterday}` })).toHaveCount(1);
  await expect(rows.filter({ hasText: `#${today}` })).toHaveCount(0);
  expect(clicks.count()).toBe(3);
});
