import type { Page } from '@playwright/test';
import { prefer } from './support/appearance';
import { expectNoAxeViolations } from './support/axe';
import { expectNoSidewaysScrolling } from './support/layout';
import { chooseInRowMenu, clickRowButton, submitButton } from './support/screen';
import { expect, test } from './support/test';

const PAGES: Readonly<Record<string, string>> = {
  overview: '/',
  'wall screen': '/?view=wall',
  backups: '/backups',
  'filtered to nothing': '/backups?q=nothing+is+called+this&status=failed',
  'server page': '/servers/12345',
  'server without a backup': '/servers/12367',
  'server that is gone': '/servers/12207',
  activity: '/activity',
  settings: '/settings',
  'wrong address': '/no/such/page',
};
/** Dialogs by their addresses, which are the same in every language. */
const DIALOGS: Readonly<Record<string, string>> = {
  create: '/settings?dialog=create',
  'create, slots full': '/settings?dialog=create:12370',
  delete: '/settings?dialog=delete:499',
  restore: '/settings?dialog=restore:499',
  'restore, refused': '/settings?dialog=restore:502',
  'about nothing': '/settings?dialog=delete:99999',
  shortcuts: '/settings?dialog=shortcuts',
  connect: '/settings?dialog=connect',
};
/** What a text needs follows from its language, what a contrast needs from its theme: two looks are enough. */
const LOOKS = [
  { language: 'en', theme: 'light', width: 1440 },
  { language: 'nl', theme: 'dark', width: 360 },
] as const;
/** The same with the widths the other way round, for every second place. */
const TURNED = LOOKS.map((look, index) => ({ ...look, width: LOOKS[1 - index]?.width ?? look.width }));

/** Looks at what is open in both languages and both themes, and leaves it in English and light. */
async function expectAccessible(page: Page, label: string, within: string, place = 0): Promise<void> {
  for (const { language, theme, width } of (place % 2 === 0 ? LOOKS : TURNED).toReversed()) {
    await prefer(page, { language, theme });
    await page.setViewportSize({ width, height: 900 });
    await expect(page.locator('.skeleton')).toHaveCount(0);
    const where = `${label}, ${language}, ${theme}, ${width} px`;
    await expectNoAxeViolations(page, { label: where, within });
    await expectNoSidewaysScrolling(page, where);
  }
}

for (const [kind, places, within] of [
  ['page', PAGES, 'html'],
  ['dialog', DIALOGS, '[role="dialog"]'],
] as const) {
  for (const half of [0, 1]) {
    test(`every ${kind} is accessible in both languages and themes (${half + 1} of 2)`, async ({
      page,
      pendingCalls,
      browserErrors,
    }) => {
      test.slow();
      browserErrors.allow('404');
      for (const [place, [name, path]] of Object.entries(places).entries()) {
        if (place % 4 >= 2 !== (half === 1)) continue;
        await page.goto(path);
        await expect(page.locator('h1')).not.toBeEmpty();
        if (kind === 'dialog') await expect(page.getByRole('dialog')).toBeVisible();
        await expect(page.locator('.skeleton')).toHaveCount(0);
        await pendingCalls.settled();
        await expectAccessible(page, `${kind} ${name}`, within, place);
      }
    });
  }
}

test('dialogs that need something done before them are accessible as well', async ({ page }) => {
  test.slow();
  const dialog = page.getByRole('dialog');
  await page.goto('/backups?server=12345');
  for (const id of [501, 499]) await page.getByRole('checkbox', { name: `Select backup ${id}` }).check();
  await expectAccessible(page, 'selection', '.selection-bar');
  await page.getByRole('button', { name: 'Delete 2' }).click();
  await expect(page.getByRole('dialog', { name: 'Delete 2 backups' })).toBeVisible();
  await expectAccessible(page, 'deleting several', '[role="dialog"]', 1);
  await page.keyboard.press('Escape');

  await clickRowButton(page, 'Restore', 499);
  await dialog.getByRole('textbox', { name: 'Type web-server-01 to confirm' }).fill('web-server-01');
  await submitButton(dialog).click();
  await expect(page.getByRole('dialog', { name: 'Safe restore of web-server-01' })).toBeVisible();
  await expectAccessible(page, 'safe restore', '[role="dialog"]');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.goto('/activity');
  await page.getByRole('table').getByRole('button').first().click();
  await expect(dialog).toBeVisible();
  await expectAccessible(page, 'activity entry', '[role="dialog"]', 1);
});

test('messages, notices and errors are accessible too', async ({
  page,
  sandbox,
  advance,
  announcements,
  browserErrors,
}) => {
  test.slow();
  browserErrors.allow('500');
  await page.goto('/backups?dialog=delete:499');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('#499');
  await sandbox.setScenario('server-error');
  await submitButton(dialog).click();
  await expect(dialog.getByRole('alert').filter({ hasText: 'not known' })).toBeVisible();
  await expectAccessible(page, 'error in a dialog', '[role="dialog"]');
  await page.keyboard.press('Escape');
  await advance(65_000, { stepMs: 5_000 });
  await expect(page.getByRole('status').filter({ hasText: 'Could not refresh' })).toBeVisible();
  await expectAccessible(page, 'stale notice', 'main');
  await page.reload();
  await expect(page.getByRole('main').getByRole('alert')).toBeVisible();
  await expectAccessible(page, 'error instead of the list', 'main');

  await sandbox.setScenario('failing-backup');
  await page.goto('/settings?dialog=create:12398');
  await submitButton(dialog).click();
  await expect(dialog).toBeHidden();
  await expectAccessible(page, 'good news, and what runs now', 'body');
  await advance(60_000, { stepMs: 10_000 });
  await expect.poll(() => announcements.heard(/edge-03 failed/)).toHaveLength(1);
  await expectAccessible(page, 'bad news', 'body');
});

test('at 360 px the filters fold away, and everything can still be done', async ({ page, sandbox }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('/backups');
  const filters = page.getByRole('search', { name: 'Filters' });
  await expect(filters.getByRole('combobox', { name: 'Status' })).toBeHidden();
  const toggle = filters.getByRole('button', { name: 'Filters', exact: true });
  await expect(toggle).toHaveAttribute('aria-expanded', 'false');
  await toggle.click();
  await filters.getByRole('combobox', { name: 'Sort by' }).selectOption('Size');
  await filters.getByRole('combobox', { name: 'Status' }).selectOption('Completed');
  await expect(page).toHaveURL(/status=completed&sort=-size$/);
  await expect(filters.getByRole('button', { name: 'Filters, 1 set' })).toBeVisible();
  await expectNoSidewaysScrolling(page, 'open filters');
  await filters.getByRole('searchbox', { name: 'Search' }).fill('Pre-update');
  await chooseInRowMenu(page, 'Delete', 499);
  const dialog = page.getByRole('dialog', { name: 'Delete backup' });
  await submitButton(dialog).click();
  await expect(dialog).toBeHidden();
  expect((await sandbox.api('DELETE', '/api/v1/backups/499/')).status).toBe(404);
});

test('what is said stays in reach of screen readers behind an open dialog', async ({ page }) => {
  await page.goto('/backups?dialog=shortcuts');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expect(page.getByRole('navigation')).toHaveCount(0);
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const heard = nodes
    .filter(({ ignored, properties }) => !ignored && properties?.some(({ name }) => name === 'live'))
    .map(({ role }) => String(role?.value));
  expect(heard).toEqual(expect.arrayContaining(['alert', 'status']));
});
