import type { Locator, Page } from '@playwright/test';
import { expectNoAxeViolations } from '../support/axe';
import { expectNoSidewaysScrolling } from '../support/layout';
import { backupRow, backupsTable, expectBackupCount, submitButton } from '../support/screen';
import { expect, test } from '../support/test';
import { createElsewhere, trueBackups } from '../support/truth';

/** For a long journey on a busy machine. */
const LONG_MS = 120_000;

function checkbox(page: Page, id: number): Locator {
  return page.getByRole('checkbox', { name: `Select backup ${id}`, exact: true });
}

function selection(page: Page): Locator {
  return page.getByRole('region', { name: 'Selection' });
}

async function openBulkDialog(page: Page, count: number): Promise<Locator> {
  await selection(page)
    .getByRole('button', { name: `Delete ${count}` })
    .click();
  return page.getByRole('dialog', { name: `Delete ${count} backups` });
}

function typed(dialog: Locator, text: string): Locator {
  return dialog.getByRole('textbox', { name: `Type ${text} to confirm` });
}

test('a selection survives sorting, filtering and polls, and the bar counts it', async ({
  page,
  sandbox,
  advance,
}) => {
  // Locked, so it cannot be part of a bulk deletion.
  const kept = await createElsewhere(sandbox, 12358, '[keep] Pre-audit');
  await page.goto('/backups?q=Pre-&sort=-created');
  await expectBackupCount(page, 5);
  await expect(checkbox(page, kept)).toBeDisabled();
  await expect(backupRow(page, kept)).toContainText('Locked with [keep]');
  await checkbox(page, 502).click();
  await checkbox(page, 336).click({ modifiers: ['Shift'] });
  await expect(selection(page)).toContainText('4 selected');
  await checkbox(page, 502).click();
  await expect(selection(page)).toContainText('3 selected');

  await backupsTable(page).getByRole('button', { name: 'Size' }).click();
  await advance(60_000, { stepMs: 30_000 });
  await page.getByRole('combobox', { name: 'Status' }).selectOption({ label: 'Failed' });
  await expectBackupCount(page, 1);
  await expect(selection(page)).toContainText('3 selected · 16.3 GB · 2 not shown here');

  // "Select all" means what the filters show, without the locked one.
  await selection(page).getByRole('button', { name: 'Clear selection' }).click();
  await page.goto('/backups?server=12358&type=manual');
  await expectBackupCount(page, 4);
  const all = page.getByRole('checkbox', { name: 'Select all' });
  await expect(all).toHaveAttribute('title', 'Select all 3 shown');
  await all.click();
  await expect(selection(page)).toContainText('3 selected');
  await checkbox(page, 418).click();
  await selection(page).getByRole('button', { name: 'Select all 3 shown' }).click();
  await expect(selection(page)).toContainText('3 selected');
  await all.click();
  await expect(selection(page)).toBeHidden();
});

test('a deletion asks for more confirmation the more it risks', async ({ page, sandbox, calls, advance }) => {
  test.setTimeout(LONG_MS);
  const kept = await createElsewhere(sandbox, 12358, '[keep] Year-end state');
  await advance(60_000);
  const dialog = page.getByRole('dialog');

  // Failed: nothing is lost, so nothing must be typed.
  await page.goto('/backups?server=12358&dialog=delete:336');
  await expect(dialog).toContainText('Nothing that could be restored will be lost.');
  await expect(dialog.getByRole('textbox')).toHaveCount(0);
  await submitButton(dialog).click();
  await expect(dialog).toBeHidden();

  // Completed: the dialog compares before and after.
  await page.goto('/backups?server=12345&dialog=delete:501');
  await expect(
    dialog.getByRole('row', { name: /Newest good backup Thu 16 Jan 2025, 04:\d\d .* Wed 15 Jan 2025/ }),
  ).toBeVisible();
  await expect(dialog.getByRole('row', { name: 'Good backups 34 33' })).toBeVisible();
  await expect(dialog.getByRole('textbox')).toHaveCount(0);
  await expect(submitButton(dialog)).not.toHaveAttribute('aria-disabled');

  // Locked: its id must be typed, and the dialog says that the provider does not know the lock.
  await page.goto(`/backups?server=12358&dialog=delete:${kept}`);
  await expect(dialog).toContainText('the provider would still delete this backup');
  await submitButton(dialog).click({ force: true });
  await typed(dialog, String(kept)).fill('501');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeVisible();
  await typed(dialog, String(kept)).fill(String(kept));
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();

  // The last good backups of two servers: both names must be typed.
  await page.goto('/backups?server=12207');
  await expectBackupCount(page, 2);
  await page.getByRole('checkbox', { name: 'Select all' }).click();
  await page.getByRole('button', { name: 'Clear all' }).click();
  await page.getByRole('searchbox', { name: 'Search' }).fill('shop-01');
  await checkbox(page, 443).click();
  const many = await openBulkDialog(page, 3);
  const which = many.getByRole('list', { name: 'Backups to be deleted' }).getByRole('listitem');
  await expect(which).toHaveCount(3);
  await expect(which.filter({ hasText: '#443 · shop-01' })).toHaveCount(1);
  await expect(many.getByRole('alert')).toContainText(
    'No good backup will be left to restore from: legacy-02, shop-01.',
  );
  await expectNoAxeViolations(page, { label: 'bulk deletion' });
  await typed(many, 'legacy-02').fill('legacy-02');
  await page.keyboard.press('Enter');
  await expect(many.getByRole('button', { name: 'Delete 3 backups' })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  expect(calls.of('DELETE')).toHaveLength(2);
  await typed(many, 'shop-01').fill('shop-01');
  await page.keyboard.press('Enter');
  await expect(many).toBeHidden();
  await expect(page.locator('.toast')).toHaveText(/^3 backups deleted\./);
  await expect(selection(page)).toBeHidden();
  expect(calls.of('DELETE')).toHaveLength(5);
  const left = await trueBackups(sandbox);
  expect(left.filter(({ server }) => ['legacy-02', 'shop-01'].includes(server.name))).toEqual([]);
});

test.describe('at a difficult provider', () => {
  test.use({ hostile: { ids: 'integer', paging: 'whole', hasBrokenEntries: false } });

  test('a bulk deletion shows each outcome and resends only what failed', async ({
    page,
    provider,
    browserErrors,
    advance,
  }) => {
    browserErrors.allow(/404|409|429|502/);
    await page.goto('/backups');
    const ids = [495, 496, 498, 499, 502];
    for (const id of ids) await checkbox(page, id).click();
    const dialog = await openBulkDialog(page, 5);
    await typed(dialog, 'DELETE 5').fill('DELETE 5');
    provider.behave('deleteBackup', 'rate-limited-seconds');
    await page.keyboard.press('Enter');

    // Two run at a time; the others wait out the pause that the provider asks for.
    await expect(dialog).toContainText('0 of 5 deleted · 2 failed');
    await expect(dialog).toContainText(/asks for a pause. Continues in 1 min/);
    await expect(dialog.getByRole('listitem').filter({ hasText: 'Waiting' })).toHaveCount(3);
    await page.keyboard.press('Escape');
    await expect(dialog.getByRole('alert')).toContainText('still in progress');
    await dialog.getByRole('button', { name: 'Keep deleting' }).click();
    await advance(80_000);
    expect(provider.count('DELETE')).toBe(2);
    provider.behave('deleteBackup', 'conflict', 'cut', 'missing');
    await advance(15_000, { stepMs: 5_000 });

    await expect(dialog).toContainText('1 of 5 deleted · 3 failed · 1 unknown');
    for (const [state, count] of [
      ['Not deleted', 3],
      ['Unknown whether deleted', 1],
      ['Already gone', 1],
    ] as const) {
      await expect(dialog.getByRole('listitem').filter({ hasText: state })).toHaveCount(count);
    }
    await expect(dialog).toContainText('Another task is running on this server <i>now</i>');
    expect(provider.count('DELETE')).toBe(5);

    provider.behave('deleteBackup', 'normal');
    await dialog.getByRole('button', { name: 'Try 4 again' }).click();
    await expect(dialog).toContainText('5 of 5 deleted');
    expect(provider.count('DELETE')).toBe(9);
    const paths = provider.calls.filter(({ method }) => method === 'DELETE').map(({ path }) => path);
    expect(new Set(paths).size).toBe(5);
    await dialog.getByRole('button', { name: 'Close' }).last().click();

    // Each attempt is in the log.
    await page.getByRole('navigation').getByRole('link', { name: 'Activity' }).click();
    await expect(page.getByRole('main').getByRole('status').first()).toContainText('9 entries');
  });
});

const THREE = ['web-01', 'production-database-primary-replica-eu-west-03', 'mail-01'].map((name, index) => ({
  id: 12_345 + index,
  name,
  hostname: `${name}.example`,
  status: 'active',
  ip_address: `192.0.2.${10 + index}`,
  location: 'Amsterdam',
}));

test.describe('with several servers', () => {
  test.use({
    hostile: { ids: 'integer', servers: THREE, backups: [], paging: 'whole', hasBrokenEntries: false },
  });

  test('backups are requested at once; only the failed one is sent again, and says why', async ({
    page,
    provider,
    browserErrors,
  }) => {
    browserErrors.allow(/409/);
    await page.goto('/');
    for (const { name } of THREE) {
      await page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).click();
    }
    await expectNoAxeViolations(page, { within: '.selection-bar', label: 'selected servers' });
    for (const width of [390, 320, 1280]) {
      await page.setViewportSize({ width, height: 720 });
      // The table measures itself after the window was resized.
      await expect(() => expectNoSidewaysScrolling(page, `selected servers at ${width} px`)).toPass();
      // One row.
      const height = async () => (await selection(page).boundingBox())?.height ?? 0;
      await expect.poll(height, `${width} px`).toBeLessThanOrEqual(64);
      await expect(selection(page)).toBeInViewport({ ratio: 1 });
    }
    await selection(page).getByRole('button', { name: 'Back up 3' }).click();
    const dialog = page.getByRole('dialog', { name: 'Back up several servers' });
    await dialog.getByRole('textbox', { name: 'Description' }).fill('Before the move');
    await expectNoAxeViolations(page, { within: '[role="dialog"]', label: 'backups of several servers' });
    provider.behave('createBackup', 'normal', 'conflict', 'normal');
    await dialog.getByRole('button', { name: 'Back up 3 servers' }).click();

    await expect(dialog).toContainText('2 of 3 requested · 1 failed');
    const lines = dialog.getByRole('listitem');
    await expect(lines.filter({ hasText: /Backup #\d+: / })).toHaveCount(2);
    const failed = lines.filter({ hasText: 'Not started' });
    await expect(failed).toContainText('Another task is running on this server');
    await expectNoAxeViolations(page, { within: '[role="dialog"]', label: 'outcomes' });
    await page.setViewportSize({ width: 320, height: 640 });
    await expect(() => expectNoSidewaysScrolling(page, 'outcomes at 320 px')).toPass();
    await dialog.getByRole('button', { name: 'Try 1 again' }).click();
    await expect(dialog).toContainText('3 of 3 requested');
    expect(provider.count('POST')).toBe(4);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await expect(page.locator('.toast').filter({ hasText: '3 backups requested.' })).toBeVisible();
    await expect(selection(page)).toBeHidden();
  });
});
