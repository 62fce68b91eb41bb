import type { Page } from '@playwright/test';
import { expectNoAxeViolations } from './support/axe';
import { expect, test } from './support/test';

/** Pages and dialogs by their addresses, which are the same in every language. */
const PLACES: Readonly<Record<string, string>> = {
  overview: '/',
  backups: '/backups',
  'filtered to nothing': '/backups?q=nothing+is+called+this&status=failed',
  'server page': '/servers/12345',
  'server without a backup': '/servers/12367',
  'server that is gone': '/servers/12207',
  settings: '/settings',
  'wrong address': '/no/such/page',
  'create dialog': '/backups?dialog=create',
  'create dialog, slots full': '/servers/12370?dialog=create:12370',
  'delete dialog': '/backups?dialog=delete:499',
  'restore dialog': '/backups?dialog=restore:499',
  'restore dialog, refused': '/backups?dialog=restore:502',
  'dialog about nothing': '/backups?dialog=delete:99999',
  shortcuts: '/backups?dialog=shortcuts',
  connect: '/backups?dialog=connect',
};

/** Waits until a place shows what it has to show: no more calls, nothing grey. */
async function settle(page: Page, path: string): Promise<void> {
  await expect(page.locator('h1')).not.toBeEmpty();
  if (path.includes('dialog=')) await expect(page.getByRole('dialog')).toBeVisible();
  await expect(page.locator('.skeleton')).toHaveCount(0);
}

/** Nothing may stick out to the side: of the page, or of a dialog. */
async function expectNoSidewaysScrolling(page: Page, label: string): Promise<void> {
  const excess = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('[role="dialog"]')]
      .map((each) => each.scrollWidth - each.clientWidth)
      .filter((width) => width > 0),
  );
  expect(excess, `pixels too wide: ${label}`).toEqual([]);
}

/** Every language, theme and width meets every place; not every combination of all four. */
const VIEWS = [
  { language: 'en', theme: 'light', width: 1440 },
  { language: 'nl', theme: 'dark', width: 1440 },
  { language: 'en', theme: 'dark', width: 360 },
  { language: 'nl', theme: 'light', width: 360 },
] as const;
const HALF = Math.ceil(Object.keys(PLACES).length / 2);

for (const { language, theme, width } of VIEWS) {
  for (const part of [0, 1] as const) {
    test(`every page and dialog is accessible (${language}, ${theme}, ${width} px, part ${part + 1})`, async ({
      page,
      pendingCalls,
      browserErrors,
    }) => {
      browserErrors.allow('404');
      await page.setViewportSize({ width, height: 900 });
      await page.addInitScript(
        (chosen) => localStorage.setItem('vps-backups.preferences', JSON.stringify(chosen)),
        { language, theme, timeZone: 'local' },
      );
      for (const [name, path] of Object.entries(PLACES).slice(part * HALF, (part + 1) * HALF)) {
        await page.goto(path);
        await settle(page, path);
        await pendingCalls.settled();
        await expect(page.locator('html')).toHaveAttribute('lang', language);
        const label = `${name}, ${language}, ${theme}, ${width} px`;
        await expectNoAxeViolations(page, { label });
        await expectNoSidewaysScrolling(page, label);
      }
    });
  }
}

test('messages, notices and errors are accessible too, in both themes', async ({
  page,
  sandbox,
  advance,
  announcements,
  browserErrors,
}) => {
  browserErrors.allow('500');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await sandbox.reset();
    await page.goto('/backups?dialog=delete:501');
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('#501');
    await sandbox.setScenario('server-error');
    await dialog.getByRole('button', { name: 'Delete backup' }).click();
    await expect(dialog.getByRole('alert').filter({ hasText: 'not known' })).toBeVisible();
    await expectNoAxeViolations(page, { label: `error in a dialog, ${colorScheme}` });
    await page.keyboard.press('Escape');
    await advance(65_000, { stepMs: 5_000 });
    await expect(page.getByRole('status').filter({ hasText: 'Could not refresh' })).toBeVisible();
    await expectNoAxeViolations(page, { label: `stale notice, ${colorScheme}` });
    await page.reload();
    await expect(page.getByRole('main').getByRole('alert')).toBeVisible();
    await expectNoAxeViolations(page, { label: `error instead of the list, ${colorScheme}` });

    await sandbox.setScenario('failing-backup');
    await page.goto('/servers/12398?dialog=create:12398');
    await page.getByRole('dialog').getByRole('button', { name: 'Create backup' }).click();
    await expect(page.getByRole('dialog')).toBeHidden();
    await expectNoAxeViolations(page, { label: `good news, ${colorScheme}` });
    const before = announcements.heard('failed').length;
    await advance(60_000, { stepMs: 10_000 });
    await expect.poll(() => announcements.heard('failed').length).toBeGreaterThan(before);
    await expectNoAxeViolations(page, { label: `bad news, ${colorScheme}` });
  }
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
  await page.getByRole('button', { name: 'Delete backup 499' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete backup' });
  await dialog.getByRole('button', { name: 'Delete backup' }).click();
  await expect(dialog).toBeHidden();
  expect((await sandbox.api('DELETE', '/api/v1/backups/499/')).status).toBe(404);
});
