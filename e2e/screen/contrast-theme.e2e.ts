import type { Locator, Page } from '@playwright/test';
import { backupsTable, goWithin, serversTable } from '../support/screen';
import { expect, test } from '../support/test';

test.use({ forcedColors: 'active', onlyReads: true } as const);

/** The visible style of an element without text: fill, pattern and border. */
function lookOf(locator: Locator): Promise<string> {
  return locator.evaluate((element) => {
    const style = getComputedStyle(element);
    const { backgroundColor, backgroundImage, outlineStyle, outlineColor } = style;
    const border = `${style.borderLeftWidth} ${style.borderLeftStyle} ${style.borderLeftColor}`;
    return [backgroundColor, backgroundImage, border, outlineStyle === 'none' ? '' : outlineColor].join(
      ' | ',
    );
  });
}

const DAY_KINDS = ['good', 'failed', 'running', 'missed', 'late', 'gone', 'quiet', 'before'];

/** The style of the first day of each kind in the calendar. */
async function calendarLooks(page: Page): Promise<Record<string, string>> {
  const looks: Record<string, string> = {};
  for (const kind of DAY_KINDS) {
    const cell = page.locator(`.calendar__mark[data-kind="${kind}"]:not([data-manual])`).first();
    if ((await cell.count()) > 0) looks[kind] = await lookOf(cell);
  }
  return looks;
}

/** The same in the strips, where each kind has a shape. */
async function stripLooks(page: Page): Promise<Record<string, string>> {
  const looks: Record<string, string> = {};
  for (const kind of [...DAY_KINDS, 'manual']) {
    const shape = page.locator(`.day-strip > [data-shape="${kind}"]`).first();
    if ((await shape.count()) === 0) continue;
    looks[kind] = await shape.evaluate((element) => {
      const { fill, stroke, strokeDasharray, strokeWidth } = getComputedStyle(element);
      return [fill, stroke, strokeDasharray, strokeWidth].join(' | ');
    });
  }
  return looks;
}

test('what is current, active, selected or disabled can be told from the rest, and each kind of day from the others', async ({
  page,
}) => {
  await page.goto('/backups?type=manual');
  const navigation = page.getByRole('navigation', { name: 'Main' });
  expect(await lookOf(navigation.getByRole('link', { name: 'Backups' }))).not.toBe(
    await lookOf(navigation.getByRole('link', { name: 'Activity' })),
  );
  expect(await lookOf(page.getByRole('button', { name: 'Manual', exact: true }))).not.toBe(
    await lookOf(page.getByRole('button', { name: 'Automatic', exact: true })),
  );
  const rows = backupsTable(page).getByRole('row');
  await rows.nth(1).getByRole('checkbox').check();
  expect(await lookOf(rows.nth(1))).not.toBe(await lookOf(rows.nth(2)));

  await page.getByRole('combobox', { name: 'Server' }).click();
  const option = page.getByRole('option');
  await expect(option.first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('[role="option"][aria-selected="true"]')).toHaveCount(1);
  const chosen = await lookOf(page.locator('[role="option"][aria-selected="true"]'));
  expect(chosen).not.toBe(await lookOf(option.last()));
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^More .*499/ }).click();
  const entries = page.getByRole('menuitem');
  await expect(entries.first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('[role="menuitem"]:focus')).toHaveCount(1);
  expect(await lookOf(page.locator('[role="menuitem"]:focus'))).not.toBe(await lookOf(entries.last()));
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toBeHidden();

  await goWithin(page, '/');
  await expect(serversTable(page)).toBeVisible();
  const strip = await stripLooks(page);
  expect(Object.keys(strip)).toEqual(expect.arrayContaining(['good', 'failed', 'missed', 'manual']));
  await expect(page.locator('.day-strip > [data-shape="hatch"]').first()).toBeAttached();
  expect(new Set(Object.values(strip)).size, JSON.stringify(strip)).toBe(Object.keys(strip).length);
  await goWithin(page, '/servers/12345');
  // Until the backups have arrived, every day is quiet.
  await expect(page.locator('.calendar__mark[data-kind="good"]').first()).toBeVisible();
  const calendar = await calendarLooks(page);
  expect(Object.keys(calendar)).toContain('good');
  expect(new Set(Object.values(calendar)).size, JSON.stringify(calendar)).toBe(Object.keys(calendar).length);

  const meter = await page
    .locator('.slot-meter')
    .first()
    .evaluate((element) => getComputedStyle(element, '::before').backgroundImage);
  expect(new Set(meter.match(/rgba?\([^)]*\)/g)).size, meter).toBe(2);
  const fillOf = (selector: string, pseudo: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element, part) => {
        const { backgroundColor, backgroundImage } = getComputedStyle(element, part);
        return backgroundImage === 'none' ? backgroundColor : backgroundImage;
      }, pseudo);
  const canvas = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  for (const [selector, pseudo] of [
    ['.indeterminate-bar', '::after'],
    ['.size-chart__legend li:nth-child(1)', '::before'],
    ['.size-chart__legend [data-kind="manual"]', '::before'],
    ['.size-chart__legend [data-kind="failed"]', '::before'],
  ] as const) {
    expect([canvas, 'rgba(0, 0, 0, 0)'], selector).not.toContain(await fillOf(selector, pseudo));
  }

  await goWithin(page, '/settings?dialog=restore:499');
  const dialog = page.getByRole('dialog');
  const submit = dialog.getByRole('button', { name: 'Restore server' });
  const colour = () => submit.evaluate((button) => getComputedStyle(button).color);
  const refused = await colour();
  await dialog.getByRole('textbox', { name: 'Type web-server-01 to confirm' }).fill('web-server-01');
  await expect.poll(colour).not.toBe(refused);
});
