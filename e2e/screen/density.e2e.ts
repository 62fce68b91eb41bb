import type { Locator, Page } from '@playwright/test';
import { backupsTable, serversTable } from '../support/screen';
import { expect, test } from '../support/test';

test.use({ onlyReads: true });

/** How many whole rows of a table can be seen without scrolling, the demo banner included. */
async function rowsInView(table: Locator): Promise<number> {
  await expect(table.getByRole('row').nth(1)).toBeVisible();
  return table.evaluate((element) => {
    // On a phone the navigation covers the bottom of the page.
    const bar = document.querySelector('nav')?.getBoundingClientRect();
    const isAtBottom = bar !== undefined && bar.top > window.innerHeight / 2;
    const end = isAtBottom ? bar.top : window.innerHeight;
    return [...element.querySelectorAll('[data-row]')].filter(
      (row) => row.getBoundingClientRect().bottom <= end,
    ).length;
  });
}

async function headersOf(table: Locator): Promise<string[]> {
  return table.getByRole('columnheader').allTextContents();
}

async function fontsReady(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
}

/** Rows in view without scrolling, at least. */
const SIZES = [
  { width: 1440, height: 900, servers: 11, backups: 16 },
  { width: 1280, height: 720, servers: 8, backups: 11 },
  { width: 1920, height: 1080, servers: 14, backups: 20 },
  { width: 768, height: 1024, servers: 5, backups: 7 },
  { width: 390, height: 844, servers: 3, backups: 4 },
];

test('at five window sizes enough rows of servers and backups are in view; 1280 px leaves out only the slots', async ({
  page,
}) => {
  let all: string[] = [];
  for (const [path, table, kind] of [
    ['/', serversTable(page), 'servers'],
    ['/backups', backupsTable(page), 'backups'],
  ] as const) {
    await page.goto(path);
    await fontsReady(page);
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await expect
        .poll(() => rowsInView(table), { message: `${kind} at ${size.width} × ${size.height} px` })
        .toBeGreaterThanOrEqual(size[kind]);
      if (kind !== 'servers') continue;
      if (size.width === 1440) all = await headersOf(table);
      if (size.width === 1280) {
        await expect.poll(() => headersOf(table)).toEqual(all.filter((each) => each !== 'Manual slots'));
      }
    }
  }
  expect(all).toContain('Manual slots');
});

/** Everything that could push the confirmation out of view: a last good backup, several servers, open details. */
const CONFIRMED = ['delete:443', 'deleteSelected', 'restore:501'];

test("a dialog's confirmation stays in view, even with its details open", async ({ page }) => {
  await page.addInitScript(() => {
    sessionStorage.setItem(
      'vps-backups.delete-selection',
      JSON.stringify(['499', '495', '124', '119', '494', '480', '462']),
    );
  });
  for (const name of CONFIRMED) {
    await page.goto(`/settings?dialog=${name}`);
    const dialog = page.getByRole('dialog');
    if (name !== 'deleteSelected') await dialog.locator('summary').press('Enter');
    for (const size of [
      { width: 1440, height: 900 },
      { width: 1280, height: 720 },
      { width: 390, height: 844 },
    ]) {
      await page.setViewportSize(size);
      const place = `${name} at ${size.width} × ${size.height}`;
      await expect.soft(dialog.getByRole('textbox').last(), place).toBeInViewport({ ratio: 1 });
      await expect.soft(dialog.getByRole('button', { name: 'Cancel' }), place).toBeInViewport({ ratio: 1 });
    }
  }
});

test('hiding a column gives its width to the others, and comfortable rows are 56 px high', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto('/backups');
  const table = backupsTable(page);
  const description = table.locator('.backup-row__text').first();
  const before = (await description.boundingBox())?.width ?? 0;
  // By keyboard: the menu is the last control of the head.
  await table.getByRole('button', { name: 'Columns and row height' }).press('Enter');
  await page.getByRole('menuitemcheckbox', { name: 'Expires' }).press('Enter');
  await page.getByRole('menuitemradio', { name: 'Comfortable' }).press(' ');
  await page.keyboard.press('Escape');
  await expect(table.getByRole('button', { name: 'Columns and row height' })).toBeFocused();
  await expect(table.getByRole('columnheader', { name: 'Expires' })).toHaveCount(0);
  expect((await description.boundingBox())?.width).toBeGreaterThan(before + 50);
  const [first, second] = await Promise.all([1, 2].map((at) => table.getByRole('row').nth(at).boundingBox()));
  expect([first?.height, (second?.y ?? 0) - (first?.y ?? 0)]).toEqual([56, 56]);
  expect(await rowsInView(table)).toBeGreaterThanOrEqual(12);
  // Cards show every column and keep their height.
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(table.getByRole('row').nth(1)).toContainText('never');
  await expect.poll(async () => (await table.getByRole('row').nth(1).boundingBox())?.height).toBe(104);
});

/** Top and height of the parts of a page, CSS pixels; a placeholder row counts as a table row. */
async function shapeOf(page: Page): Promise<Record<string, string>> {
  return page.evaluate(() => {
    const parts = {
      title: 'h1',
      head: '.page-head',
      tiles: '.tiles',
      filters: '.filter-bar',
      row: '.skeleton__row, [data-row]',
    };
    return Object.fromEntries(
      Object.entries(parts).map(([name, selector]) => {
        const box = document
          .querySelector(`main ${selector.replace(',', ', main')}`)
          ?.getBoundingClientRect();
        return [name, box === undefined ? 'none' : `${Math.round(box.top)} + ${Math.round(box.height)}`];
      }),
    );
  });
}

test('placeholders have the place and height of what replaces them, so nothing moves', async ({
  page,
  pendingCalls,
}) => {
  let release: () => void = () => undefined;
  let held = Promise.resolve();
  await page.route('**/api/**', async (route) => {
    await held;
    await route.continue();
  });
  await page.addInitScript(() => {
    Reflect.set(window, 'moved', []);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        Reflect.get(window, 'moved').push(Number(Reflect.get(entry, 'value')));
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const density = (value: string) =>
    page.evaluate((chosen) => {
      localStorage.setItem('vps-backups.preferences', JSON.stringify({ density: chosen }));
    }, value);
  await page.goto('/settings');
  for (const [rows, size, paths] of [
    ['compact', { width: 1440, height: 900 }, ['/', '/backups', '/servers/12345', '/activity']],
    ['comfortable', { width: 1280, height: 720 }, ['/', '/backups']],
    ['compact', { width: 768, height: 1024 }, ['/', '/backups']],
    ['compact', { width: 390, height: 844 }, ['/', '/backups', '/servers/12345', '/activity', '/schedules']],
  ] as const) {
    await density(rows);
    await page.setViewportSize(size);
    for (const path of paths) {
      held = new Promise((resolve) => {
        release = resolve;
      });
      await page.goto(path);
      await expect(page.locator('.skeleton__row').first()).toBeVisible();
      await expect(page.locator('h1')).not.toBeEmpty();
      await fontsReady(page);
      const loading = await shapeOf(page);
      release();
      await expect(page.locator('.skeleton')).toHaveCount(0);
      const place = `${path} at ${size.width} px, ${rows}`;
      // The log of the sandbox is empty; schedules are a plain table.
      if (path !== '/activity' && path !== '/schedules')
        expect.soft(await shapeOf(page), place).toEqual(loading);
      await pendingCalls.settled();
      const moved = await page.evaluate(async () => {
        // The browser reports a frame's shifts after drawing it.
        for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
        // When Inter arrives after the first paint, a select and the line beside it become 3 px wider: less than a
        // thousandth. A row that moves counts more than ten times as much.
        return Array.from<number>(Reflect.get(window, 'moved')).filter((value) => value >= 0.001);
      });
      expect.soft(moved, place).toEqual([]);
    }
  }
});
