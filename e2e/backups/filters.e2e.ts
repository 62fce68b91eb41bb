import type { Page } from '@playwright/test';
import {
  backupRow,
  backupsTable,
  chooseServer,
  drawnIds,
  expectBackupCount,
  goWithin,
  summary,
} from '../support/screen';
import { expect, test } from '../support/test';
import { trueBackups } from '../support/truth';

test.use({ onlyReads: true });

/** The search parameters of the URL. */
function query(page: Page): Record<string, string> {
  return Object.fromEntries(new URL(page.url()).searchParams);
}

test('filters and order are in the URL: reload, Back and a copied link keep them', async ({
  page,
  context,
  sandbox,
}) => {
  const ofServer = await trueBackups(sandbox, '?server_id=12370');
  const manual = ofServer.filter((backup) => backup.backup_type === 'manual');
  await page.goto('/backups');
  const filters = page.getByRole('search', { name: 'Filters' });
  await expect(filters.getByRole('button', { name: 'Clear all' })).toBeHidden();

  await chooseServer(filters, 'billing-01');
  await expectBackupCount(page, ofServer.length);
  const types = filters.getByRole('group', { name: 'Type' });
  await types.getByRole('button', { name: 'Manual' }).click();
  await expectBackupCount(page, manual.length);
  await backupsTable(page).getByRole('button', { name: 'Size' }).click();
  await expect(backupsTable(page).getByRole('columnheader', { name: 'Size' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  await filters.getByRole('searchbox', { name: 'Search' }).fill('invoice run');
  await expect
    .poll(() => query(page))
    .toEqual({
      server: '12370',
      type: 'manual',
      q: 'invoice run',
      sort: '-size',
    });
  const expected = manual
    .filter(({ description }) => description.includes('invoice run'))
    .toSorted((a, b) => (b.size_mb ?? 0) - (a.size_mb ?? 0))
    .map(({ id }) => String(id));
  await expect.poll(() => drawnIds(page)).toEqual(expected);
  await expect(summary(page)).toHaveText(`${expected.length} of 392 shown, 64.1 GB`);

  const expectAll = async (tab: Page): Promise<void> => {
    await expect(tab.getByRole('searchbox', { name: 'Search' })).toHaveValue('invoice run');
    await expect(tab.getByRole('search').getByRole('combobox', { name: 'Server' })).toHaveValue('billing-01');
    await expect(tab.getByRole('button', { name: 'Manual', pressed: true })).toBeVisible();
    await expect.poll(() => drawnIds(tab)).toEqual(expected);
  };
  await page.reload();
  await expectAll(page);
  const copy = await context.newPage();
  await copy.goto(page.url());
  await expectAll(copy);
  await copy.close();

  // One history entry for each choice, none for typing.
  await page.goBack();
  await expect.poll(() => query(page)).toEqual({ server: '12370', type: 'manual' });
  await expectBackupCount(page, manual.length);
  await expect(page.getByRole('searchbox', { name: 'Search' })).toHaveValue('');
  await page.goBack();
  await expectBackupCount(page, ofServer.length);
  await page.goForward();
  await expectBackupCount(page, manual.length);

  await filters.getByRole('button', { name: 'Clear all' }).click();
  await expectBackupCount(page, 392);
  expect(query(page)).toEqual({});
});

test('the list sorts by column in both directions; searching ignores accents and case, and finds ids', async ({
  page,
  sandbox,
}) => {
  const ofServer = await trueBackups(sandbox, '?server_id=12358');
  const idsBy = (compare: (a: (typeof ofServer)[number], b: (typeof ofServer)[number]) => number): string[] =>
    ofServer
      .toSorted((a, b) => compare(a, b) || b.id - a.id)
      .map(({ id }) => String(id))
      .slice(0, 8);
  await page.goto('/backups?server=12358');
  const header = (name: string) => backupsTable(page).getByRole('columnheader', { name });
  const firstIds = async () => (await drawnIds(page)).slice(0, 8);

  await header('Created').getByRole('button').click();
  await expect(header('Created')).toHaveAttribute('aria-sort', 'ascending');
  await expect.poll(firstIds).toEqual(idsBy((a, b) => a.created_at.localeCompare(b.created_at)));
  await header('Size').getByRole('button').click();
  await expect(header('Created')).not.toHaveAttribute('aria-sort');
  await expect.poll(firstIds).toEqual(idsBy((a, b) => (b.size_mb ?? 0) - (a.size_mb ?? 0)));
  await header('Size').getByRole('button').click();
  // Unknown sizes are last in both directions.
  await expect.poll(firstIds).toEqual(idsBy((a, b) => (a.size_mb ?? 1e9) - (b.size_mb ?? 1e9)));
  await header('Status').getByRole('button').click();
  await expect(header('Status')).toHaveAttribute('aria-sort', 'ascending');
  expect(query(page)).toMatchObject({ sort: 'status' });
  await page.reload();
  await expect(header('Status')).toHaveAttribute('aria-sort', 'ascending');

  await goWithin(page, '/backups');
  await expectBackupCount(page, 392);
  const search = page.getByRole('searchbox', { name: 'Search' });
  for (const [typed, ids] of [
    ['buro', ['213', '113']],
    ['BÜRO archiv', ['213', '113']],
    ['muller pruft', ['213']],
    ['zoe', ['114']],
    ['geschaftsjahr', ['113']],
  ] as const) {
    await search.fill(typed);
    await expect.poll(() => drawnIds(page)).toEqual(ids);
  }
  await search.fill('499');
  await expect(backupRow(page, 499)).toBeVisible();

  await search.fill('nothing is called this');
  await expect(page.getByRole('status').filter({ hasText: 'No backups match' })).toContainText(
    '392 backups are hidden',
  );
  await page.getByRole('status').getByRole('button', { name: 'Clear all' }).click();
  await expectBackupCount(page, 392);
  await expect(search).toHaveValue('');
});

test('invalid values in a link are ignored; an unknown server matches nothing', async ({ page }) => {
  const broken = [
    'type=weekly',
    'status=<script>',
    'from=2025-02-30',
    'to=tomorrow',
    'sort=-shoe',
    `server=${'9'.repeat(200)}`,
    'dialog=explode:1',
    'shoe=1',
    'type=',
    '%E0%A4%A',
  ];
  await page.goto(`/backups?${broken.join('&')}`);
  await expectBackupCount(page, 392);
  expect((await drawnIds(page))[0]).toBe('502');
  await expect(page.getByRole('dialog')).toBeHidden();

  // The valid part of a link applies.
  await goWithin(page, '/backups?type=weekly&server=12374&sort=shoe&q=%20');
  await expectBackupCount(page, 2);
  await expect(page.getByRole('combobox', { name: 'Server' })).toHaveValue('büro-archiv-01');

  await goWithin(page, '/backups?server=99999');
  await expect(page.getByRole('status').filter({ hasText: 'No backups match' })).toBeVisible();
  // It must not read "All servers" while a server filter is set.
  await expect(page.getByRole('combobox', { name: 'Server' })).toHaveValue(/99999/);
  await page.getByRole('search').getByRole('button', { name: 'Clear all' }).click();
  await expectBackupCount(page, 392);
});

test('a time range covers whole days in the displayed time zone', async ({ page, sandbox }) => {
  const days = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam', dateStyle: 'short' });
  const truth = await trueBackups(sandbox);
  const between = (from: string, to: string): number =>
    truth.filter(({ created_at }) => {
      const day = days.format(Date.parse(created_at));
      return day >= from && day <= to;
    }).length;
  await page.goto('/backups');
  const time = page.getByRole('combobox', { name: 'Created' });
  await time.selectOption('Last 7 days');
  await expect.poll(() => query(page)).toEqual({ from: '2025-01-10' });
  await expectBackupCount(page, between('2025-01-10', '2025-01-17'));
  await page.reload();
  await expect(time).toHaveValue('last7');

  await time.selectOption('From … to …');
  const filters = page.getByRole('search');
  await filters.getByLabel('From', { exact: true }).fill('2025-01-13');
  await filters.getByLabel('To', { exact: true }).fill('2025-01-14');
  await expect.poll(() => query(page)).toEqual({ from: '2025-01-13', to: '2025-01-14' });
  await expectBackupCount(page, between('2025-01-13', '2025-01-14'));

  await filters.getByRole('button', { name: 'Clear all' }).click();
  await expectBackupCount(page, 392);
  await expect(time).toHaveValue('any');
});
