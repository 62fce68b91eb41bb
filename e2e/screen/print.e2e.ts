import type { Page } from '@playwright/test';
import { prefer } from '../support/appearance';
import { backupsTable, expectBackupCount, goWithin, serversTable } from '../support/screen';
import { expect, test } from '../support/test';

test.use({ onlyReads: true });

/** The number of pages in the PDF that the browser prints. */
async function sheetCount(page: Page): Promise<number> {
  const pdf = await page.pdf({ format: 'A4' });
  return pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0;
}

/** As browsers do: the event, then print styles. */
async function startPrinting(page: Page): Promise<void> {
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
}

async function endPrinting(page: Page): Promise<void> {
  await page.emulateMedia({ media: 'screen' });
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
}

/** By CSS: computing roles takes seconds over hundreds of printed rows. */
const rowsOf = (page: Page) => page.locator('[role="table"] [data-row]');

test('every filtered row is printed, and the screen is unchanged afterwards', async ({ page }) => {
  test.slow();
  await page.goto('/backups?type=automatic&from=2025-01-10');
  // The rows in view come first, those around them a moment later.
  const inView = () =>
    rowsOf(page).evaluateAll(
      (rows) => rows.filter((row) => row.getBoundingClientRect().top < window.innerHeight).length,
    );
  await expect.poll(async () => (await rowsOf(page).count()) - (await inView())).toBeGreaterThan(1);
  const total = Number(await backupsTable(page).getAttribute('aria-rowcount')) - 1;
  const drawn = await rowsOf(page).count();
  expect(total).toBeGreaterThan(drawn);
  await startPrinting(page);
  await expect(rowsOf(page)).toHaveCount(total);
  await expect(page.getByText(/^Printed .* from http/)).toBeVisible();
  const head = backupsTable(page).getByRole('rowgroup').first();
  await expect(head).toHaveCSS('display', 'table-header-group');
  await endPrinting(page);
  await expect(rowsOf(page)).toHaveCount(drawn);
  await expect(page.getByText(/^Printed /)).toBeHidden();
  // The browser's own printing does not wait for a render.
  expect(await sheetCount(page)).toBeGreaterThan(1);
  await expect(rowsOf(page)).toHaveCount(drawn);
});

test('a printed page is light, without controls, with coloured day strips, and nothing cut off; a dialog replaces it', async ({
  page,
}) => {
  test.slow();
  // The width between the margins of a portrait A4 sheet.
  await page.setViewportSize({ width: 703, height: 1000 });
  for (const path of ['/', '/backups?server=12345', '/servers/12345', '/activity', '/settings']) {
    if (path === '/') {
      await page.goto(path);
      await prefer(page, { theme: 'dark' });
    } else {
      await goWithin(page, path);
    }
    await expect(page.locator('html')).toHaveClass(/dark/);
    await expect(page.locator('.skeleton')).toHaveCount(0);
    await startPrinting(page);
    await expect(page.getByRole('navigation', { name: 'Main' })).toBeHidden();
    await expect(page.getByText('Demo data.').filter({ visible: true }), path).toHaveCount(1);
    const controls = page.locator('.demo-banner, .button, .icon-button, [role="search"], search');
    await expect(controls.filter({ visible: true }), path).toHaveCount(0);
    await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
    const card = page.locator('.card').first();
    await expect(card).toHaveCSS('background-color', 'rgb(255, 255, 255)');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const tooWide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(tooWide, path).toBeLessThanOrEqual(0);
    if (path === '/') {
      const day = serversTable(page).locator('.day-strip > [data-shape="good"]').first();
      await expect(day).toHaveCSS('print-color-adjust', 'exact');
      await expect(day).not.toHaveCSS('fill', 'rgb(0, 0, 0)');
    }
    await endPrinting(page);
  }

  await goWithin(page, '/backups?dialog=restore:499');
  await expect(page.getByRole('dialog')).toContainText('#499');
  await startPrinting(page);
  await expect(page.getByRole('dialog')).toHaveCSS('position', 'static');
  await expect(page.locator('#root').getByText(/./).filter({ visible: true })).toHaveText([
    /^Demo data\./,
    /^Nothing here touches a real server/,
  ]);
});

test.describe('of more than 500 rows', () => {
  const BACKUPS = Array.from({ length: 640 }, (_, index) => ({
    id: 1000 + index,
    server: { id: 12_345, name: 'web-server-01' },
    backup_type: 'automatic',
    status: 'completed',
    size_mb: 4500 + index,
    created_at: new Date(Date.UTC(2025, 0, 15) - index * 3_600_000).toISOString(),
    expires_at: null,
    description: '',
  }));
  test.use({ hostile: { backups: BACKUPS, paging: 'whole', hasBrokenEntries: false } });

  test('the first 500 are printed, with a note', async ({ page }) => {
    await page.goto('/backups');
    await expectBackupCount(page, 640);
    await startPrinting(page);
    await expect(rowsOf(page)).toHaveCount(500);
    await expect(page.getByText('Only the first 500 of 640 rows are printed.')).toBeVisible();
  });
});
