import { backupRow, clickRowButton, submitButton } from '../support/screen';
import { expect, test } from '../support/test';

test('a deletion and a new theme in one tab show in the other at once, whatever is open there', async ({
  page,
  context,
  calls,
}) => {
  await page.goto('/backups?server=12345&dialog=create:12345');
  const dialog = page.getByRole('dialog', { name: 'Back up web-server-01' });
  const description = dialog.getByRole('textbox', { name: /Description/ });
  await description.fill('Before the move');
  const hidden = page.getByRole('button', { name: 'More actions for backup 499', includeHidden: true });
  await expect(hidden).toHaveCount(1);

  const tab = await context.newPage();
  await tab.goto('/backups?server=12345');
  await clickRowButton(tab, 'Delete', 499);
  const confirmation = tab.getByRole('dialog', { name: 'Delete backup' });
  await expect(confirmation).toContainText('#499');
  await submitButton(confirmation).click();
  await expect(backupRow(tab, 499)).toBeHidden();
  await expect(hidden).toHaveCount(0);
  await expect(description).toHaveValue('Before the move');
  expect(calls.of('DELETE')).toHaveLength(1);

  await tab.goto('/settings');
  await tab.getByText('Dark', { exact: true }).click();
  await expect(page.locator('html')).toHaveClass(/dark/);
});
