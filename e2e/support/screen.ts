import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';

/* Locators by role and name, as assistive technology finds them. */

/** Opens an address of the app as Back and Forward do, without loading the app again. */
export async function goWithin(page: Page, path: string): Promise<void> {
  await page.evaluate((address) => {
    window.history.pushState(null, '', address);
    window.dispatchEvent(new PopStateEvent('popstate'));
  }, path);
}

/** The table of backups of a page. */
export function backupsTable(page: Page): Locator {
  return page.getByRole('table', { name: 'Backups' });
}

/** The table of current servers; servers that are gone have another. */
export function serversTable(page: Page): Locator {
  return page.getByRole('table', { name: 'Servers', exact: true });
}

/** The row of one backup, found by its own id. */
export function backupRow(page: Page, id: number | string): Locator {
  const button = page.getByRole('button', { name: `More actions for backup ${id}`, exact: true });
  return backupsTable(page).getByRole('row').filter({ has: button });
}

/** A button of a row, rendered once the pointer is over the row. */
export async function rowButton(
  page: Page,
  action: 'Restore' | 'Delete',
  id: number | string,
): Promise<Locator> {
  const row = backupRow(page, id);
  await row.hover();
  return row.getByRole('button', { name: `${action} backup ${id}`, exact: true });
}

/** Presses a button of a row. */
export async function clickRowButton(
  page: Page,
  action: 'Restore' | 'Delete',
  id: number | string,
): Promise<void> {
  // Under a toast the pointer is not over the row: the button disappears, and returns after the toast.
  await expect(async () => (await rowButton(page, action, id)).click({ timeout: 2_000 })).toPass();
}

/** Chooses from a row's menu, as on touch screens and cards. */
export async function chooseInRowMenu(page: Page, item: string, id: number | string): Promise<void> {
  await page.getByRole('button', { name: `More actions for backup ${id}`, exact: true }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

/** The ids of the rendered rows, from top to bottom. */
export async function drawnIds(page: Page): Promise<string[]> {
  const boxes = backupsTable(page).getByRole('checkbox', { name: /^Select backup / });
  const names = await boxes.evaluateAll((all) => all.map((each) => each.getAttribute('aria-label') ?? ''));
  return names.map((name) => name.replace('Select backup ', ''));
}

/** Waits until the table has this many backups. */
export async function expectBackupCount(page: Page, count: number): Promise<void> {
  await expect(backupsTable(page)).toHaveAttribute('aria-rowcount', String(count + 1));
}

/** The line with the number of backups shown and in total. */
export function summary(page: Page): Locator {
  return page.getByRole('status').filter({ hasText: /\bbackups? on\b|\bshown\b/ });
}

/** The running backups beside the navigation. */
export function runningNow(page: Page): Locator {
  return page.getByRole('region', { name: 'Running now' });
}

/** Chooses a server in the combobox "Server" of a page or dialog. */
export async function chooseServer(scope: Page | Locator, name: string): Promise<void> {
  const combobox = scope.getByRole('combobox', { name: 'Server', exact: true });
  await combobox.fill(name);
  await scope.getByRole('option', { name }).click();
  await expect(combobox).toHaveValue(name);
}

/** Opens the create dialog and fills it in without sending it. */
export async function fillCreateDialog(page: Page, server: string, description: string): Promise<Locator> {
  await page.getByRole('button', { name: 'Create backup', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Create backup' });
  await chooseServer(dialog, server);
  await dialog.getByRole('textbox', { name: 'Description' }).fill(description);
  return dialog;
}

/** Unchecks the safety backup that the restore dialog proposes. */
export async function declineSafetyBackup(dialog: Locator): Promise<void> {
  const choice = dialog.getByRole('checkbox', { name: 'Take a manual backup of the current state first' });
  await expect(choice).toBeChecked();
  await choice.uncheck();
}

/** The button of a dialog that submits it. */
export function submitButton(dialog: Locator): Locator {
  return dialog.getByRole('button', { name: /^(Create|Delete) backup$|^Restore server$/ });
}
