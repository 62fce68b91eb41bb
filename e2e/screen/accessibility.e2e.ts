import type { Page } from '@playwright/test';
import { prefer } from '../support/appearance';
import { expectNoAxeViolations } from '../support/axe';
import { expectNoSidewaysScrolling, findSmallTargets } from '../support/layout';
import { chooseInRowMenu, clickRowButton, goWithin, submitButton } from '../support/screen';
import { expect, test } from '../support/test';

/** Those that follow each other in a half have different titles. */
const PAGES: Readonly<Record<string, string>> = {
  overview: '/',
  backups: '/backups',
  activity: '/activity',
  'filtered to nothing': '/backups?q=nothing+is+called+this&status=failed',
  'server page': '/servers/12345',
  'wall screen': '/?view=wall',
  'server that fails': '/servers/12346',
  'server that is gone': '/servers/12207',
  'two servers': '/compare?servers=12345,12346',
  settings: '/settings',
  'compare with one missing': '/compare?servers=12345,99999',
  'server without a backup': '/servers/12367',
  'two backups': '/compare?backups=501,499',
  'wrong address': '/no/such/page',
};
/** Opens a menu item by its address, which is the same in every language. */
const DIALOGS: Readonly<Record<string, string>> = {
  create: '/settings?dialog=create',
  'create, slots full': '/settings?dialog=create:12370',
  delete: '/settings?dialog=delete:501',
  'delete, kept': '/settings?dialog=delete:499',
  restore: '/settings?dialog=restore:499',
  'restore, refused': '/settings?dialog=restore:502',
  'about nothing': '/settings?dialog=delete:99999',
  shortcuts: '/settings?dialog=shortcuts',
  connect: '/settings?dialog=connect',
  'save view': '/backups?type=manual&dialog=saveView',
  'saved views': '/settings?dialog=views',
  'command palette': '/servers/12345?dialog=palette',
  expectation: '/settings?dialog=expectation:12398',
  acknowledge: '/settings?dialog=acknowledge:12346',
  'stop watching': '/settings?dialog=unwatch:12346',
  'tags and note': '/settings?dialog=notes:12345',
};
/** Names and texts depend on the language, contrast on the theme: two combinations cover both. */
const ENGLISH = { language: 'en', theme: 'light' } as const;
const DUTCH = { language: 'nl', theme: 'dark' } as const;
const LARGE = { width: 1440, height: 700 };
const PHONE = { width: 360, height: 740 };

const ROWS = '[role="table"]';
/** Pages with rows like those of a page above: contrast of rows is half of a check. */
const HAS_CHECKED_ROWS = new Set(['server page', 'server that fails', 'server that is gone']);

type Look = typeof ENGLISH | typeof DUTCH;

/** Checks what is open in one language and theme, at the current viewport size. */
async function expectAccessible(
  page: Page,
  label: string,
  within: string,
  look: Look,
  besides?: string,
): Promise<void> {
  await expect(page.locator('.skeleton')).toHaveCount(0);
  const where = `${label}, ${look.language}, ${look.theme}, ${page.viewportSize()?.width} px`;
  await expectNoAxeViolations(page, { label: where, within, ...(besides !== undefined && { besides }) });
  await expectNoSidewaysScrolling(page, where);
  if (within === 'html') expect(await findSmallTargets(page), `lower than 24 px: ${where}`).toEqual([]);
}

/** Checks what is open in both combinations, and leaves the page large, in English and light. */
async function expectBothAccessible(
  page: Page,
  label: string,
  within: string,
  besides?: string,
): Promise<void> {
  await prefer(page, DUTCH);
  await page.setViewportSize(PHONE);
  await expectAccessible(page, label, within, DUTCH, besides);
  await prefer(page, ENGLISH);
  await page.setViewportSize(LARGE);
  await expectAccessible(page, label, within, ENGLISH, besides);
}

test.describe('with tags, notes, and servers that are acknowledged or not watched', () => {
  test.use({ gatewayEnv: { SANDBOX_AGREEMENTS: '1' } });

  for (const [kind, places, within] of [
    ['page', PAGES, 'html'],
    ['dialog', DIALOGS, '[role="dialog"]'],
  ] as const) {
    for (const half of [0, 1]) {
      test(`every ${kind} is accessible in both languages and themes (${half + 1} of 2)`, async ({
        page,
        sandbox,
        pendingCalls,
        browserErrors,
      }) => {
        test.slow();
        browserErrors.allow('404');
        // Adds an entry to the activity log.
        await sandbox.api('DELETE', '/api/v1/backups/497/');
        // Each place starts in the combination the previous one ended with: switching costs as much as a check.
        let looks: readonly [Look, Look] = [ENGLISH, DUTCH];
        let isOpen = false;
        for (const [place, [name, path]] of Object.entries(places).entries()) {
          if (place % 4 >= 2 !== (half === 1)) continue;
          await page.setViewportSize(LARGE);
          const before = await page.title();
          if (isOpen) await goWithin(page, path);
          else await page.goto(path);
          isOpen = true;
          const besides = HAS_CHECKED_ROWS.has(name) ? ROWS : undefined;
          // Until the code of the next page has loaded, the last one stays.
          if (kind === 'page') await expect(page).not.toHaveTitle(before);
          await expect(page.locator('h1')).not.toBeEmpty();
          await expect(page.getByRole('dialog')).toHaveCount(kind === 'dialog' ? 1 : 0);
          await expect(page.locator('.skeleton')).toHaveCount(0);
          await pendingCalls.settled();
          await expectAccessible(page, `${kind} ${name}`, within, looks[0], besides);
          await prefer(page, looks[1]);
          await page.setViewportSize(PHONE);
          await expectAccessible(page, `${kind} ${name}`, within, looks[1], besides);
          looks = [looks[1], looks[0]];
          if (kind === 'dialog') {
            await goWithin(page, '/settings');
            await expect(page.getByRole('dialog')).toHaveCount(0);
          }
        }
      });
    }
  }
});

test('dialogs behind a selection, a safe restore and a log entry are accessible', async ({ page }) => {
  test.slow();
  const dialog = page.getByRole('dialog');
  await page.goto('/backups?server=12345');
  for (const id of [501, 499]) await page.getByRole('checkbox', { name: `Select backup ${id}` }).check();
  await expectBothAccessible(page, 'selection', '.selection-bar');
  await page.getByRole('button', { name: 'Delete 2' }).click();
  await expect(page.getByRole('dialog', { name: 'Delete 2 backups' })).toBeVisible();
  await expectBothAccessible(page, 'deleting several', '[role="dialog"]');
  await page.keyboard.press('Escape');

  await clickRowButton(page, 'Restore', 499);
  await dialog.getByRole('textbox', { name: 'Type web-server-01 to confirm' }).fill('web-server-01');
  await submitButton(dialog).click();
  await expect(page.getByRole('dialog', { name: 'Safe restore of web-server-01' })).toBeVisible();
  await expectBothAccessible(page, 'safe restore', '[role="dialog"]');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.goto('/activity');
  await page.getByRole('table').getByRole('button').first().click();
  await expect(dialog).toBeVisible();
  await expectBothAccessible(page, 'activity entry', '[role="dialog"]');
});

test('messages, notices and errors are accessible', async ({
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
  await expect(dialog.getByRole('alert').filter({ hasText: 'don’t know' })).toBeVisible();
  await expectBothAccessible(page, 'error in a dialog', '[role="dialog"]');
  await page.keyboard.press('Escape');
  await advance(65_000, { stepMs: 5_000 });
  await expect(page.getByRole('status').filter({ hasText: 'Couldn’t refresh' })).toBeVisible();
  await expectBothAccessible(page, 'stale notice', 'main', ROWS);
  await page.reload();
  await expect(page.getByRole('main').getByRole('alert')).toBeVisible();
  await expectBothAccessible(page, 'error instead of the list', 'main');

  await sandbox.setScenario('failing-backup');
  await page.goto('/settings?dialog=create:12398');
  // The name comes with the list of servers; without it the form is refused.
  await expect(dialog.getByRole('combobox', { name: 'Server' })).toHaveValue('edge-03');
  await submitButton(dialog).click();
  await expect(dialog).toBeHidden();
  await expectBothAccessible(page, 'good news, and what runs now', 'body', ROWS);
  await advance(60_000, { stepMs: 10_000 });
  await expect.poll(() => announcements.heard(/edge-03 failed/)).toHaveLength(1);
  await expectBothAccessible(page, 'bad news', 'body', ROWS);
});

test('at 360 px the filters collapse, and filtering, sorting and deleting still work', async ({
  page,
  sandbox,
}) => {
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

test('live regions stay exposed to screen readers behind an open dialog', async ({ page }) => {
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
