import type { Locator, Page } from '@playwright/test';
import { backupRow, backupsTable, goWithin, serversTable } from '../support/screen';
import { expect, test } from '../support/test';

/** Taps the middle of an element, even a disabled one. */
async function tap(page: Page, element: Locator): Promise<void> {
  await element.scrollIntoViewIfNeeded();
  const box = await element.boundingBox();
  if (box === null) throw new Error('There is nothing to tap.');
  await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
}

function hint(page: Page): Locator {
  return page.locator('.hint');
}

/** A description too long for any row on a phone. */
const LONG = `Before ${'the upgrade of the payment service and '.repeat(4)}the move`;

test.describe('on a touch screen', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test('a tap explains a locked control, shows a truncated description, an exact time and size, and the backups of a day', async ({
    page,
    sandbox,
  }) => {
    await sandbox.api('POST', '/api/v1/backups/', {
      server_id: 12_398,
      description: '[keep] Before the move',
    });
    await sandbox.api('POST', '/api/v1/backups/', { server_id: 12_363, description: LONG });
    await page.goto('/backups');
    await page.getByRole('button', { name: 'More actions for backup 502' }).tap();
    const refused = page.getByRole('menuitem', { name: /^Restore/ });
    await expect(refused).toContainText('Restore it once it completes');
    await tap(page, refused);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    const locked = backupsTable(page).getByRole('row', { name: /Before the move/ });
    await tap(page, locked.getByRole('checkbox'));
    await expect(hint(page)).toContainText('Locked: can only be deleted on its own');
    await expect(locked.getByRole('checkbox')).not.toBeChecked();
    await tap(page, page.getByRole('heading', { name: 'Backups' }));
    await expect(hint(page)).toBeHidden();

    const made = backupsTable(page).getByRole('row', { name: /payment service/ });
    await tap(page, made.locator('.backup-row__description'));
    await expect(hint(page)).toHaveText(LONG);
    const row = backupRow(page, 501);
    await tap(page, row.getByText('4.5 GB'));
    await expect(hint(page)).toHaveText(/MB$/);
    await tap(page, row.getByText('12 h'));
    await expect(hint(page)).toHaveText(/UTC\)$/);
    // A description that is shown in full has no hint.
    await tap(page, row.locator('.backup-row__description'));
    await expect(hint(page)).toBeHidden();

    await goWithin(page, '/');
    const strip = serversTable(page).getByRole('img').first();
    await expect(serversTable(page)).toBeVisible();
    await tap(page, strip);
    await expect(hint(page)).toContainText(/ 20\d\d: /);
    await expect(page).toHaveURL(/\/$/);
    await hint(page).getByRole('button', { name: 'Open' }).click();
    await expect(page).toHaveURL(/\/backups\?.*from=/);
    await goWithin(page, '/servers/12345');
    await tap(page, page.getByRole('link', { name: /^Tue 14 Jan 2025: / }));
    await expect(hint(page)).toContainText('Tue 14 Jan 2025: 1 automatic');
    await hint(page).getByRole('button', { name: 'Open' }).tap();
    await expect(page).toHaveURL(/from=2025-01-14&to=2025-01-14/);
  });
});

test('keyboard focus shows the same hints, and Escape hides only the hint', async ({ page, sandbox }) => {
  await sandbox.api('POST', '/api/v1/backups/', { server_id: 12_398, description: LONG });
  await page.goto('/backups');
  const row = backupsTable(page).getByRole('row', { name: /payment service/ });
  await row.focus();
  // Waits for the focus rather than the hint: the hint layer may still be loading.
  const pressUntil = async (text: string) => {
    const focused = page.locator(':focus');
    for (let step = 0; step < 10 && (await focused.getAttribute('title')) !== text; step += 1) {
      await page.keyboard.press('ArrowRight');
    }
    await expect(hint(page)).toHaveText(text);
  };
  // The exact size and times come first.
  await pressUntil(LONG);
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('button', { name: /^Restore backup/ })).toBeFocused();
  await expect(hint(page)).toContainText('Restore it once it completes');
  await page.keyboard.press('Escape');
  await expect(hint(page)).toBeHidden();
  await goWithin(page, '/servers/12345');
  const day = page.getByRole('link', { name: /^Thu 16 Jan 2025: / });
  await expect(day).toBeVisible();
  await page.locator('input[type="datetime-local"]').focus();
  for (
    let step = 0;
    step < 40 && !(await day.evaluate((each) => each === document.activeElement));
    step += 1
  ) {
    await page.keyboard.press('Tab');
  }
  await expect(hint(page)).toContainText('Thu 16 Jan 2025: ');
});
