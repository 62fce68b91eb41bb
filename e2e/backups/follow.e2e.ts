import {
  backupRow,
  clickRowButton,
  drawnIds,
  fillCreateDialog,
  rowButton,
  runningNow,
  submitButton,
} from '../support/screen';
import { expect, test } from '../support/test';
import { createElsewhere, trueBackups } from '../support/truth';

const MINUTE_MS = 60_000;

test('a running backup is followed after a reload and in a second tab; each announces its end once', async ({
  page,
  context,
  advance,
  announcements,
}) => {
  await page.goto('/backups');
  await expect(backupRow(page, 502)).toContainText('In progress');
  await page.reload();
  await expect(runningNow(page)).toContainText(/1 running.*web-server-01/s);
  const tab = await context.newPage();
  await tab.goto('/settings');
  await expect(runningNow(tab)).toContainText('web-server-01');

  const ends = () => announcements.heard('Backup 502 of web-server-01 completed');
  await advance(2 * MINUTE_MS, { stepMs: 30_000 });
  expect(ends()).toEqual([]);
  await advance(3 * MINUTE_MS, { stepMs: 30_000 });
  await expect.poll(ends).toHaveLength(2);
  await expect(backupRow(page, 502)).toContainText('Completed');
  await expect(runningNow(page)).toBeHidden();
  await expect(runningNow(tab)).toBeHidden();
  await page.reload();
  await expect(backupRow(page, 502)).toContainText('Completed');
  await advance(2 * MINUTE_MS, { stepMs: 30_000 });
  expect(ends()).toHaveLength(2);
});

test('an end missed while the page was closed is announced once on return', async ({
  page,
  sandbox,
  advance,
  announcements,
}) => {
  await page.goto('/');
  await expect(runningNow(page)).toContainText('web-server-01');
  // Following starts after the first render; a page left earlier has stored nothing.
  await expect
    .poll(() => page.evaluate(() => sessionStorage.getItem('vps-backups.followed')))
    .toContain('502');
  await page.goto('about:blank');
  await sandbox.advance(5 * MINUTE_MS);
  await page.goto('/backups');
  await expect(backupRow(page, 502)).toContainText('Completed');
  await expect.poll(() => announcements.heard('Backup 502 of web-server-01 completed')).toHaveLength(1);
  await page.reload();
  await expect(backupRow(page, 502)).toContainText('Completed');
  await advance(MINUTE_MS);
  expect(announcements.heard('Backup 502 of web-server-01 completed')).toHaveLength(1);
});

test('backups started elsewhere appear and are followed; a failure is an alert, and one deleted elsewhere is gone, not completed', async ({
  page,
  sandbox,
  advance,
  announcements,
}) => {
  await sandbox.setCreationSpeed(0.2);
  await page.goto('/backups');
  await expect(backupRow(page, 502)).toContainText('In progress');
  await expect(runningNow(page)).toContainText('web-server-01');
  expect((await sandbox.api('DELETE', '/api/v1/backups/502/')).status).toBe(204);
  const good = await createElsewhere(sandbox, 12398, 'From the command line');
  await sandbox.setScenario('failing-backup');
  const bad = await createElsewhere(sandbox, 12363, 'This one fails');
  await advance(65_000);
  for (const id of [good, bad]) await expect(backupRow(page, id)).toContainText('In progress');
  await expect(runningNow(page)).toContainText(/2 running.*(edge-03|build-01).*(edge-03|build-01)/s);
  await expect.poll(() => announcements.heard('no longer listed')).toHaveLength(1);
  await expect(backupRow(page, 502)).toBeHidden();
  expect(announcements.heard(' completed')).toEqual([]);

  await advance(3 * MINUTE_MS, { stepMs: 15_000 });
  await expect
    .poll(() => announcements.heard(`Backup ${bad} of build-01 failed`))
    .toEqual([{ role: 'alert', text: expect.any(String) }]);
  await expect
    .poll(() => announcements.heard(`Backup ${good} of edge-03 completed`))
    .toEqual([{ role: 'status', text: expect.any(String) }]);
  await expect(backupRow(page, bad)).toContainText('Failed');
  await expect(await rowButton(page, 'Restore', bad)).toHaveAttribute(
    'title',
    /failed, so there is nothing to restore/,
  );
  // An error toast stays until it is dismissed.
  const toast = page
    .getByRole('region', { name: 'Messages' })
    .getByRole('listitem')
    .filter({ hasText: 'failed' });
  await expect(toast).toBeVisible();
  await toast.getByRole('link', { name: 'Show' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'build-01' })).toBeVisible();
  await expect(toast).toBeHidden();
});

test.describe('while polls come in', () => {
  test('an open dialog keeps its position, focus and input', async ({
    page,
    sandbox,
    advance,
    calls,
    pendingCalls,
  }) => {
    await page.goto('/backups?server=12345');
    await clickRowButton(page, 'Restore', 499);
    const dialog = page.getByRole('dialog', { name: 'Restore web-server-01' });
    const name = dialog.getByRole('textbox', { name: 'Type web-server-01 to confirm' });
    await name.fill('web-ser');
    await page.keyboard.press('ArrowLeft');
    await pendingCalls.settled();
    const box = await dialog.boundingBox();
    const reads = calls.of('GET').length;
    // Someone else changes the same server and deletes the same backup.
    await createElsewhere(sandbox, 12345, 'Made meanwhile');
    expect((await sandbox.api('DELETE', '/api/v1/backups/499/')).status).toBe(204);
    await advance(5 * MINUTE_MS, { stepMs: 20_000 });
    expect(calls.of('GET').length).toBeGreaterThan(reads + 5);

    await expect(name).toBeFocused();
    await expect(name).toHaveValue('web-ser');
    expect(await name.evaluate((input) => input instanceof HTMLInputElement && input.selectionStart)).toBe(6);
    await expect(dialog).toContainText('#499');
    await expect(dialog).toContainText('Mon 13 Jan 2025, 11:30 (10:30 UTC)');
    expect(await dialog.boundingBox()).toEqual(box);
    // It is gone from the table behind the dialog.
    await page.keyboard.press('Escape');
    await expect(backupRow(page, 499)).toBeHidden();
    // The button that opened the dialog is gone too, so the page gets the focus.
    await expect(page.getByRole('main')).toBeFocused();
  });

  test('the focus stays on its row, an open menu stays open, and the create dialog keeps its input', async ({
    page,
    sandbox,
    advance,
  }) => {
    await page.goto('/backups');
    await backupRow(page, 497).focus();
    await createElsewhere(sandbox, 12398, 'First');
    await advance(70_000, { stepMs: 10_000 });
    await expect.poll(async () => (await drawnIds(page))[0]).toBe('503');
    await expect(backupRow(page, 497)).toBeFocused();

    await page.getByRole('button', { name: 'More actions for backup 497' }).click();
    const item = page.getByRole('menuitem', { name: 'Copy as curl: delete' });
    await expect(item).toBeVisible();
    await page.keyboard.press('End');
    await expect(item).toBeFocused();
    await createElsewhere(sandbox, 12398, 'Second');
    await advance(70_000, { stepMs: 10_000 });
    await expect(item).toBeFocused();
    await page.keyboard.press('Escape');
    await expect.poll(async () => (await drawnIds(page))[0]).toBe('504');
    await expect(page.getByRole('button', { name: 'More actions for backup 497' })).toBeFocused();
    expect((await trueBackups(sandbox))[0]?.id).toBe(504);

    const dialog = await fillCreateDialog(page, 'edge-03', 'Half a sent');
    await createElsewhere(sandbox, 12398, 'Third');
    await advance(3 * MINUTE_MS, { stepMs: 20_000 });
    const description = dialog.getByRole('textbox', { name: 'Description' });
    await expect(description).toBeFocused();
    await page.keyboard.type('ence');
    await expect(description).toHaveValue('Half a sentence');
    await expect(dialog.getByRole('combobox', { name: 'Server' })).toHaveValue('edge-03');
    await expect(dialog).toContainText('3 of 10 used');
    await submitButton(dialog).click();
    await expect(dialog).toBeHidden();
  });
});
