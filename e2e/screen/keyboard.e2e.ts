import type { Page } from '@playwright/test';
import { holdCalls } from '../support/app-calls';
import {
  backupRow,
  backupsTable,
  clickRowButton,
  drawnIds,
  expectBackupCount,
  serversTable,
} from '../support/screen';
import { expect, test } from '../support/test';
import { trueBackups } from '../support/truth';

/** Presses Tab until a row has the focus. */
async function tabToRows(page: Page): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('Tab');
    const role = await page.evaluate(() => document.activeElement?.getAttribute('role'));
    expect(role).toBe('row');
  }).toPass({ intervals: [0] });
}

test('the skip link and the table work with the keyboard alone', async ({ page, sandbox }) => {
  const truth = await trueBackups(sandbox);
  await page.goto('/backups');
  await expectBackupCount(page, truth.length);
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to content' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await expectBackupCount(page, truth.length);
  expect((await drawnIds(page)).length).toBeGreaterThan(0);

  await page.keyboard.press('/');
  const search = page.getByRole('searchbox', { name: 'Search' });
  await expect(search).toBeFocused();
  // Shortcut keys are letters in a field.
  await page.keyboard.type('n/?');
  await expect(search).toHaveValue('n/?');
  await page.keyboard.press('Escape');
  await expect(search).toHaveValue('');
  await expect(search).toBeFocused();

  await tabToRows(page);
  const focused = page.locator('[role="row"]:focus');
  const expectFocused = async (place: number): Promise<void> => {
    await expect(focused).toHaveAttribute('aria-rowindex', String(place + 2));
    await expect(focused).toContainText(`#${truth.at(place)?.id}`);
    await expect(focused).toBeInViewport();
  };
  await expectFocused(0);
  await page.keyboard.press('ArrowDown');
  await expectFocused(1);
  await page.keyboard.press('PageDown');
  await expectFocused(11);
  await page.keyboard.press('End');
  await expectFocused(truth.length - 1);
  await page.keyboard.press('ArrowDown');
  await expectFocused(truth.length - 1);
  await page.keyboard.press('ArrowUp');
  await expectFocused(truth.length - 2);
  await page.keyboard.press('Home');
  await expectFocused(0);
  await page.keyboard.press('ArrowUp');
  await expectFocused(0);

  // Only the row that had the focus last is in the Tab order.
  await page.keyboard.press('ArrowDown');
  await expect(backupsTable(page).locator('[role="row"][tabindex="0"]')).toHaveCount(1);
  await expectFocused(1);
});

test('arrow keys reach the buttons of a row, and the focus returns after a dialog', async ({ page }) => {
  await page.goto('/backups?server=12345');
  await expectBackupCount(page, 35);
  await tabToRows(page);
  await page.keyboard.press('ArrowDown');
  await expect(backupRow(page, 501)).toBeFocused();
  const remove = page.getByRole('button', { name: 'Delete backup 501' });
  while (!(await remove.evaluate((button) => button.matches(':focus'))))
    await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Delete backup' });
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  // The focus cannot leave the dialog while it is open.
  for (let steps = 0; steps < 4; steps += 1) await page.keyboard.press('Tab');
  await expect(dialog.locator(':focus')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(remove).toBeFocused();
  while (await backupRow(page, 501).evaluate((row) => !row.matches(':focus')))
    await page.keyboard.press('ArrowLeft');

  for (const [key, name] of [
    ['?', 'Keyboard shortcuts'],
    ['n', 'Create backup'],
  ] as const) {
    await page.keyboard.press(key);
    const opened = page.getByRole('dialog', { name });
    await expect(opened).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(opened).toBeHidden();
    await expect(backupRow(page, 501)).toBeFocused();
  }
  // Shortcuts work in a checkbox, which takes no text.
  const box = page.getByRole('checkbox', { name: 'Select backup 501' });
  await box.focus();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(box).toBeFocused();
});

test('the focus returns to the button that opened a dialog, however it closes; one opened while another closes works', async ({
  page,
}) => {
  await page.goto('/backups');
  await expectBackupCount(page, 392);
  for (const [button, title] of [
    ['Create backup', 'Create backup'],
    ['Command palette', 'Command palette'],
    ['Restore backup 501', 'Restore web-server-01'],
    ['Delete backup 501', 'Delete backup'],
  ] as const) {
    const opener = page.getByRole('button', { name: button, exact: true });
    const dialog = page.getByRole('dialog', { name: title });
    for (const close of [
      () => page.keyboard.press('Escape'),
      () => dialog.getByRole('button', { name: 'Close' }).first().click(),
      () => page.goBack(),
    ]) {
      // The buttons of a row exist while it has the focus.
      if (button.endsWith('501')) await backupRow(page, 501).focus();
      await opener.focus();
      await page.keyboard.press('Enter');
      await expect(dialog).toBeVisible();
      await close();
      await expect(dialog).toBeHidden();
      await expect(opener).toBeFocused();
      // The page does not scroll when the focus returns.
      expect(await page.evaluate(() => window.scrollY)).toBe(0);
    }
  }
  expect(page.url()).toMatch(/\/backups$/);

  const openDelete = () => clickRowButton(page, 'Delete', 501);
  for (const [openFirst, second, title] of [
    [() => page.keyboard.press('?'), 'n', 'Create backup'],
    [openDelete, '?', 'Keyboard shortcuts'],
  ] as const) {
    await openFirst();
    await expect(page.getByRole('dialog')).toBeVisible();
    await Promise.all([page.keyboard.press('Escape'), page.keyboard.press(second)]);
    const dialog = page.getByRole('dialog', { name: title });
    await expect(dialog).toBeVisible();
    await expect(page.getByRole('dialog')).toHaveCount(1);
    await dialog.getByRole('button', { name: 'Close' }).first().click();
    await expect(dialog).toBeHidden();
    // No scroll lock, inert or aria-hidden is left behind.
    await expect(
      page.locator('[data-scroll-lock], body[style*="pointer-events"], #root[aria-hidden], #root[inert]'),
    ).toHaveCount(0);
  }
  await openDelete();
  await expect(page.getByRole('dialog', { name: 'Delete backup' })).toBeVisible();
});

test('fields take fast keys and keys of an input method, which neither close, clear nor submit anything', async ({
  page,
  calls,
}) => {
  await page.goto('/backups');
  await expectBackupCount(page, 392);
  await page.keyboard.press('n');
  const server = page.getByRole('dialog').getByRole('combobox', { name: 'Server' });
  for (const [typed, name] of [
    ['stag', 'staging-01'],
    ['bill', 'billing-01'],
    ['shop', 'shop-01'],
  ] as const) {
    await server.focus();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type(typed, { delay: 0 });
    await Promise.all([page.keyboard.press('ArrowDown'), page.keyboard.press('Enter')]);
    await expect(server).toHaveValue(name);
  }
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  const session = await page.context().newCDPSession(page);
  const compose = (text: string) =>
    session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  const search = page.getByRole('searchbox', { name: 'Search' });
  await search.focus();
  await compose('うぇぶ');
  await page.keyboard.press('Escape');
  await expect(search).not.toHaveValue('');
  await search.fill('');

  await page.goto('/servers/12345?dialog=create:12345');
  const dialog = page.getByRole('dialog', { name: 'Back up web-server-01' });
  const description = dialog.getByRole('textbox', { name: 'Description' });
  await description.focus();
  await compose('こうしん');
  await page.keyboard.press('Enter');
  await compose('こうしん');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeVisible();
  expect(calls.of('POST')).toEqual([]);
});

test('a backup is created with the keyboard alone', async ({ page, calls }) => {
  await page.goto('/');
  await expect(serversTable(page)).toBeVisible();
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'Create backup' });
  const server = dialog.getByRole('combobox', { name: 'Server' });
  await expect(server).toBeFocused();
  await page.keyboard.type('shop');
  await expect(dialog.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  // Enter takes the option without submitting the form.
  await page.keyboard.press('Enter');
  await expect(server).toHaveValue('shop-01');
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(async () => {
    const description = dialog.getByRole('textbox', { name: 'Description' });
    if (!(await description.evaluate((element) => element === document.activeElement))) {
      await page.keyboard.press('Tab');
    }
    await expect(description).toBeFocused({ timeout: 1 });
  }).toPass({ intervals: [0] });
  await page.keyboard.type('n? typed/not pressed');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  expect(calls.of('POST').map(({ body }) => JSON.parse(body ?? ''))).toEqual([
    { server_id: 12385, description: 'n? typed/not pressed' },
  ]);
});

test('the newest good backup of a server is restored with the keyboard alone, by the command palette', async ({
  page,
  calls,
}) => {
  await page.goto('/');
  await expect(serversTable(page)).toBeVisible();
  // Three activations: open, choose, confirm.
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  await expect(palette.getByRole('combobox', { name: 'Search commands' })).toBeFocused();
  await page.keyboard.type('restore cache');
  await expect(palette.getByRole('option', { selected: true })).toHaveText(
    /^Restore newest good of cache-02 #500 Thu 16 Jan, \d\d:\d\d$/,
  );
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Restore cache-02' });
  const confirmation = dialog.getByRole('textbox', { name: 'Type cache-02 to confirm' });
  await expect(async () => {
    await page.keyboard.press('Tab');
    await expect(confirmation).toBeFocused({ timeout: 1 });
  }).toPass({ intervals: [0] });
  expect(calls.of('POST')).toEqual([]);
  await page.keyboard.type('cache-02');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Safe restore of cache-02' })).toBeVisible();
  expect(calls.of('POST')).toHaveLength(1);
  // Back does not open the palette again.
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page).toHaveURL('/');

  await page.keyboard.press('Control+k');
  await expect(palette.getByRole('combobox', { name: 'Search commands' })).toBeFocused();
  await page.keyboard.type('web-server');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/servers/12345');
  await expect(page.getByRole('main')).toBeFocused();
  await page.goBack();
  await expect(page).toHaveURL('/');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('a shortcut pressed before the dialogs have loaded is not lost', async ({ page, context }) => {
  const bringDialogs = await holdCalls(context, 'GET', '**/assets/lazy-*');
  await page.goto('/backups', { waitUntil: 'commit' });
  await expect(backupsTable(page)).toBeVisible();
  await page.keyboard.press('n');
  await expect.poll(() => new URL(page.url()).searchParams.get('dialog')).toBe('create');
  bringDialogs();
  await expect(page.getByRole('dialog', { name: 'Create backup' })).toBeVisible();
});
