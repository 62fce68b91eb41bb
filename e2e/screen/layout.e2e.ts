import { prefer } from '../support/appearance';
import { findCutOffAtAnyWidth, findHiddenFocus } from '../support/layout';
import { chooseInRowMenu, expectBackupCount, goWithin } from '../support/screen';
import { expect, test } from '../support/test';

/** The longest names and descriptions, with and without places where a line can break. */
const SERVERS = [
  'web-server-01',
  'production-database-primary-replica-eu-west-amsterdam-03',
  'Boekhouding en salarisadministratie van de vestiging Amsterdam Zuidoost',
].map((name, index) => ({
  id: 12_345 + index,
  name,
  hostname: `${name}.example`,
  status: 'active',
  ip_address: '192.0.2.10',
  location: 'Amsterdam',
}));
const STATUSES = ['completed', 'in_progress', 'failed', 'verification_pending'];
const BACKUPS = Array.from({ length: 12 }, (_, index) => ({
  id: 100_495 + index,
  server: SERVERS[index % SERVERS.length],
  backup_type: index % 2 === 0 ? 'automatic' : 'manual',
  status: STATUSES[index % STATUSES.length],
  size_mb: index % 4 === 1 ? null : 1_234_567 + index,
  created_at: `2024-12-${String(31 - index).padStart(2, '0')}T03:00:00Z`,
  expires_at: index % 3 === 0 ? null : '2025-11-30T03:00:00Z',
  description: index % 3 === 0 ? '[keep] Before the upgrade of everything that runs on it, twice' : '',
}));

test.describe('at every width from 320 to 1920 px', () => {
  test.use({ hostile: { servers: SERVERS, backups: BACKUPS, paging: 'whole', hasBrokenEntries: false } });

  for (const [name, path] of Object.entries({
    Overview: '/',
    Backups: '/backups',
    'a server': '/servers/12345',
    Compare: '/compare?servers=12346,12347',
    Activity: '/activity',
    Settings: '/settings',
  })) {
    test(`nothing on ${name} is cut off or sticks out, in either language`, async ({ page, sandbox }) => {
      test.slow();
      if (name === 'Activity') {
        for (const id of [100_495, 100_496]) await sandbox.api('DELETE', `/api/v1/backups/${id}/`);
        await sandbox.api('POST', '/api/v1/backups/', {
          server_id: 12_346,
          description: 'Before '.repeat(20),
        });
        await sandbox.api('POST', '/api/v1/servers/12346/restore/', { backup_id: 100_500 });
      }
      await page.goto(path);
      await expect(page.locator('h1')).not.toBeEmpty();
      await expect(page.locator('.skeleton')).toHaveCount(0);
      if (name !== 'Settings') await expect(page.getByRole('table').first()).toBeVisible();
      for (const [turn, language] of [
        [0, 'en'],
        [1, 'nl'],
      ] as const) {
        await prefer(page, { language });
        expect(await findCutOffAtAnyWidth(page, turn), language).toEqual({});
      }
    });
  }
});

const COMPARED = '/compare?backups=501,499';

/** A screen at 400 % zoom: 1280 × 720, and 1280 × 1024 (WCAG 1.4.10). */
const ZOOMED = [
  { width: 320, height: 180 },
  { width: 320, height: 256 },
] as const;
/** Both have the same layout, so what is in view here is in view at the other size. */
const LOWEST = ZOOMED[0];

test.describe('at 400 % zoom', () => {
  test.use({ onlyReads: true });

  test('every focused control of a page is visible', async ({ page }) => {
    test.slow();
    await page.setViewportSize(LOWEST);
    await page.goto('/');
    for (const path of ['/', '/backups', '/servers/12345', COMPARED, '/activity', '/settings']) {
      const before = await page.title();
      await goWithin(page, path);
      // Until the code of the next page has loaded, the last one stays.
      if (path !== '/') await expect(page).not.toHaveTitle(before);
      await expect(page.locator('h1')).not.toBeEmpty();
      await expect(page.locator('.skeleton')).toHaveCount(0);
      expect(await findHiddenFocus(page), path).toEqual([]);
    }
    await goWithin(page, '/backups?server=12345');
    const box = page.getByRole('checkbox', { name: 'Select backup 499' });
    await box.scrollIntoViewIfNeeded();
    const place = await box.boundingBox();
    await box.check();
    await expect(page.getByRole('button', { name: 'Delete 1' })).toBeVisible();
    await expect.poll(() => box.boundingBox(), 'the bar above moves no row').toEqual(place);
    await page.getByRole('checkbox', { name: 'Select backup 501' }).check();
    await expect(page.getByRole('button', { name: 'Delete 2' })).toBeVisible();
    expect(await findHiddenFocus(page), 'with a selection').toEqual([]);
  });

  test('rows focused by arrow keys are visible', async ({ page }) => {
    await page.setViewportSize(LOWEST);
    await page.goto('/backups');
    // Parts that load after the list may still move the rows.
    await page.waitForLoadState('networkidle');
    for (const size of ZOOMED) {
      await page.setViewportSize(size);
      const row = page.getByRole('row', { name: /#502/ });
      await row.focus();
      for (const key of ['End', 'ArrowUp', 'ArrowUp', 'Home', 'ArrowDown', 'PageDown', 'PageUp', 'Home']) {
        await page.keyboard.press(key);
        await expect(page.locator('[data-row]:focus')).toBeInViewport({ ratio: size.height < 200 ? 0.8 : 1 });
      }
    }
  });

  test('a menu stays on screen, and each of its items comes into view', async ({ page }) => {
    await page.goto('/backups');
    await expect(page.getByRole('table').first()).toBeVisible();
    for (const language of ['en', 'nl'] as const) {
      await prefer(page, { language });
      for (const size of ZOOMED) {
        await page.setViewportSize(size);
        for (const opener of [/^Export/, language === 'en' ? /^More actions/ : /^Meer acties/]) {
          await page.getByRole('button', { name: opener }).first().click();
          const menu = page.getByRole('menu');
          await expect(menu).toBeInViewport({ ratio: 1 });
          for (const item of await menu.getByRole('menuitem').all()) {
            await page.keyboard.press('ArrowDown');
            // An item with its reason can be taller than the menu.
            await expect(item).toBeInViewport({ ratio: size.height < 200 ? 0.7 : 0.9 });
          }
          await page.keyboard.press('Escape');
          await expect(menu).toBeHidden();
        }
      }
    }
  });

  test('the hint of a day stays on screen, and a toast covers no focused control', async ({ page }) => {
    for (const size of ZOOMED) {
      await page.setViewportSize(size);
      // Loaded again: a message that copying is not allowed stays.
      await page.goto('/');
      const strip = page.getByRole('table', { name: 'Servers' }).getByRole('img').first();
      await expect(strip).toBeVisible();
      await page.waitForLoadState('networkidle');
      await strip.focus();
      for (const key of ['ArrowLeft', ...Array.from({ length: 29 }, () => 'ArrowLeft')]) {
        await page.keyboard.press(key);
      }
      await expect(page.locator('.hint')).toContainText(/ 20\d\d: /);
      await expect(page.locator('.hint')).toBeInViewport({ ratio: 1 });
      await strip.press('ArrowRight');
      await strip.hover({ position: { x: 4, y: 4 } });
      await expect(page.locator('.hint')).toBeInViewport({ ratio: 1 });

      await goWithin(page, '/backups?server=12345&type=manual');
      await page.getByRole('button', { name: 'More actions for backup 499' }).press('Enter');
      await page.getByRole('menuitem', { name: 'Copy id' }).press('Enter');
      await expect(page.locator('.toast')).toBeVisible();
      const isCovered = () =>
        page.locator(':focus').evaluate((element) => {
          const { left, top, width, height } = element.getBoundingClientRect();
          return (
            document.elementFromPoint(left + width / 2, top + height / 2)?.closest('.toast-region') !== null
          );
        });
      await expect(page.getByRole('button', { name: 'More actions for backup 499' })).toBeFocused();
      await expect.poll(isCovered, `${size.height} px`).toBe(false);
      await page.keyboard.press('Tab');
      await expect.poll(isCovered, `${size.height} px, the next one`).toBe(false);
    }
  });

  test('every focused control of a dialog is visible', async ({ page, pendingCalls }) => {
    test.slow();
    await page.setViewportSize(LOWEST);
    await page.goto('/settings');
    for (const dialog of ['create', 'create:12370', 'delete:499', 'restore:499', 'shortcuts', 'connect']) {
      await goWithin(page, '/settings');
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await goWithin(page, `/settings?dialog=${dialog}`);
      await expect(page.getByRole('dialog'), dialog).toBeVisible();
      await expect(page.getByRole('dialog').locator('.skeleton')).toHaveCount(0);
      await pendingCalls.settled();
      await expect(page.locator('[role="dialog"] :focus'), `first focus of ${dialog}`).toBeInViewport({
        ratio: 1,
      });
      expect(await findHiddenFocus(page), dialog).toEqual([]);
    }
  });
});

test.describe('in a table', () => {
  test.use({ onlyReads: true });

  test('sticky bars do not cover a focused row', async ({ page }) => {
    for (const size of [
      { width: 390, height: 844 },
      { width: 1366, height: 768 },
    ]) {
      await page.setViewportSize(size);
      // A new entry of the history: the same one would return to where it was scrolled.
      await page.goto('about:blank');
      await page.goto('/backups?server=12345');
      for (const id of [501, 499]) await page.getByRole('checkbox', { name: `Select backup ${id}` }).check();
      const bar = page.getByRole('region', { name: 'Selection' });
      await expect(bar).toBeInViewport();
      const isCovered = () =>
        page.locator('[data-row]:focus').evaluate((row) => {
          const { left, top, bottom } = row.getBoundingClientRect();
          return [top + 2, bottom - 2].some((y) => !row.contains(document.elementFromPoint(left + 4, y)));
        });
      await page.getByRole('row').nth(1).focus();
      for (const key of ['PageDown', 'PageDown', 'ArrowDown', 'PageUp', 'PageUp', 'ArrowUp']) {
        await page.keyboard.press(key);
        await expect(bar).toBeInViewport();
        await expect.poll(isCovered, `${key} at ${size.width} px`).toBe(false);
      }
    }
  });

  test("closing a row's menu with the pointer hides the row's buttons again; with the keyboard they stay", async ({
    page,
  }) => {
    await page.goto('/backups?server=12345&type=manual');
    const actions = page.locator('[data-row]', { hasText: '#499' }).locator('.backup-row__action');
    await chooseInRowMenu(page, 'Copy id', 499);
    await page.getByRole('heading', { level: 1 }).hover();
    await expect(actions).toHaveCount(0);
    const more = page.getByRole('button', { name: 'More actions for backup 499' });
    await expect(more).toBeFocused();
    await more.press('Enter');
    await page.getByRole('menuitem', { name: 'Copy id' }).press('Enter');
    await expect(more).toBeFocused();
    await expect(actions).not.toHaveCount(0);
  });

  test('a toast never covers a dialog, and outlasts it', async ({ page }) => {
    for (const size of [
      { width: 390, height: 844 },
      { width: 1366, height: 768 },
    ]) {
      await page.setViewportSize(size);
      await page.goto('/backups?server=12345&type=manual');
      await expectBackupCount(page, 4);
      await chooseInRowMenu(page, 'Copy as curl: delete', 499);
      const message = page.locator('.toast');
      await expect(message).toBeVisible();
      await chooseInRowMenu(page, 'Restore', 499);
      const dialog = page.getByRole('dialog', { name: 'Restore web-server-01' });
      await expect(dialog.getByRole('textbox', { name: /to confirm/ })).toBeVisible();
      const covered = await dialog.evaluate((element) => {
        const box = element.getBoundingClientRect();
        const points: string[] = [];
        for (let x = box.left + 2; x < box.right; x += 20) {
          for (let y = box.top + 2; y < box.bottom; y += 20) {
            if (document.elementFromPoint(x, y)?.closest('.toast') !== null) points.push(`${x},${y}`);
          }
        }
        return points;
      });
      expect(covered).toEqual([]);
      await page.keyboard.press('Escape');
      await expect(dialog).toBeHidden();
      await expect(message).toBeVisible();
      const isOnTop = await message.evaluate((element) => {
        const { left, top, width, height } = element.getBoundingClientRect();
        return document.elementFromPoint(left + width / 2, top + height / 2)?.closest('.toast') === element;
      });
      expect(isOnTop).toBe(true);
    }
  });
});
