import type { Page } from '@playwright/test';
import { DAY_MS } from '../../src/core/lib/time-units';
import { prefer } from '../support/appearance';
import { expectNoAxeViolations } from '../support/axe';
import { expect, test } from '../support/test';

/** For a long journey on a busy machine. */
const LONG_MS = 120_000;

const table = (page: Page) => page.getByRole('table', { name: 'Schedules' });
const row = (page: Page, name: string) => table(page).getByRole('row', { name: new RegExp(name) });

test('a schedule is created by keyboard, runs for three days, rotates its backups and is logged', async ({
  page,
  sandbox,
  advance,
}) => {
  test.setTimeout(LONG_MS);
  await page.goto('/');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Schedules' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'No schedules yet' })).toBeVisible();
  await page.getByRole('button', { name: 'New schedule' }).press('Enter');
  const form = page.getByRole('form', { name: 'New schedule' });
  await expect(form.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.type('Nightly');
  await form.getByRole('radio', { name: 'Chosen ones' }).check();
  await form.getByRole('button', { name: 'Save schedule' }).click();
  await expect(form.getByText('Choose at least one server.').first()).toBeVisible();
  await form.getByRole('checkbox', { name: 'edge-03' }).check();
  await form.getByRole('combobox', { name: 'Time zone' }).fill('Europe/Amsterdam');
  await form.getByRole('spinbutton', { name: 'Newest' }).fill('1');
  await form.getByRole('spinbutton', { name: /Catch up/ }).fill('24');
  const preview = page.getByRole('region', { name: 'Preview' });
  await expect(preview.getByRole('list', { name: 'Next runs' }).getByRole('listitem')).toHaveCount(5);
  await expect(preview.getByRole('list', { name: 'Next runs' })).toContainText('UTC+1');
  await expectNoAxeViolations(page, { label: 'form of a schedule' });
  await form.getByRole('button', { name: 'Save schedule' }).click();
  await expect(row(page, 'Nightly')).toContainText('Daily at 02:00');
  await expect(row(page, 'Nightly')).toContainText('keeps 1 newest');

  for (let day = 0; day < 3; day += 1) {
    await advance(DAY_MS);
    await advance(60 * 60 * 1000);
  }
  await page.reload();
  await expect(row(page, 'Nightly')).toContainText('Done');
  await expect(page.getByRole('region', { name: 'Runs of Nightly' })).toContainText('1 old backup deleted.');
  await expect(preview.getByRole('list', { name: 'What rotation does' })).toContainText(
    'deleted after the next run',
  );
  await expectNoAxeViolations(page, { label: 'schedules' });

  const { body } = await sandbox.api('GET', '/api/activity');
  const log = JSON.stringify(body);
  expect(log.match(/"action":"create_backup"/g)).toHaveLength(3);
  expect(log.match(/"action":"delete_backup"/g)).toHaveLength(2);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Activity' }).click();
  await expect(page.getByRole('table', { name: 'Activity' })).toContainText('Schedule Nightly');

  await page.goto('/schedules');
  await page.getByRole('button', { name: 'Delete Nightly' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete schedule Nightly' });
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await dialog.getByRole('button', { name: 'Delete schedule' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'No schedules yet' })).toBeVisible();
});

test.describe('the demo data', () => {
  test.use({ gatewayEnv: { SANDBOX_SCHEDULES: '1' } });

  test('has one healthy and one failing schedule, in both themes, both languages and on a phone', async ({
    page,
  }) => {
    await page.goto('/schedules');
    await expect(row(page, 'Nightly')).toContainText('Done');
    await expect(row(page, 'Before the weekend')).toContainText('2 of 3 failed');
    await page.getByRole('button', { name: 'Before the weekend', exact: true }).click();
    await page.getByRole('button', { name: 'Free a slot' }).click();
    await expect(page.getByRole('dialog', { name: 'Back up billing-01' })).toBeVisible();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Run now: Nightly' }).press('Enter');
    const stop = page.getByRole('region', { name: 'Operations' }).getByRole('button', { name: /^Stop/ });
    await expect(stop).toBeVisible();
    await expectNoAxeViolations(page, { label: 'bar of operations' });
    await page.goto('/?dialog=create:12360');
    await expect(page.getByRole('dialog').getByText(/^Schedule Nightly is making/)).toBeVisible();
    await expectNoAxeViolations(page, { label: 'new backup during a run' });
    await page.getByRole('button', { name: 'Close' }).click();
    await stop.press('Enter');
    await expect(stop).toBeHidden();
    await prefer(page, { language: 'nl', theme: 'dark' });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto('/schedules?show=w33k');
    await expect(page.getByRole('heading', { level: 1, name: 'Schema’s' })).toBeVisible();
    await expectNoAxeViolations(page, { label: 'schedules, phone, Dutch, dark' });
    const isWider = await page.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    );
    expect(isWider).toBe(false);
  });
});
