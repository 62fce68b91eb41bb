import type { BrowserContext, Page } from '@playwright/test';
import type { HostileProvider } from '../support/hostile/hostile-provider';
import type { PendingCalls } from '../support/pending-calls';
import { backupRow, runningNow } from '../support/screen';
import { expect, test } from '../support/test';

const BEGAN_MS = Date.parse('2025-01-16T15:45:00Z');
const SERVERS = [
  { id: 12345, name: 'web-server-01', status: 'active' },
  { id: 12346, name: 'db-server-01', status: 'active' },
];
const BACKUPS = [
  {
    id: 700,
    server: SERVERS[0],
    backup_type: 'manual',
    status: 'in_progress',
    size_mb: null,
    created_at: '2025-01-16T15:45:00Z',
    expires_at: null,
    description: 'Before the upgrade',
  },
  {
    id: 690,
    server: SERVERS[1],
    backup_type: 'manual',
    status: 'completed',
    size_mb: 4523,
    created_at: '2025-01-15T15:45:00Z',
    expires_at: null,
    description: 'Long done',
  },
];

test.use({ hostile: { servers: SERVERS, backups: BACKUPS, paging: 'whole', hasBrokenEntries: false } });

interface Read {
  /** Seconds since the backup began, by the page's own clock. */
  readonly second: number;
  readonly path: string;
}

/** Records every read of backups with the page's time, also while the test holds its clock still. */
async function recordReads(page: Page): Promise<() => Promise<readonly Read[]>> {
  await page.addInitScript(() => {
    const log: [number, string][] = [];
    Reflect.set(window, 'readsOfBackups', log);
    const realFetch = window.fetch;
    window.fetch = (input, init) => {
      const path = String(input);
      if (path.startsWith('/api/v1/backups/') && init?.method === 'GET') log.push([Date.now(), path]);
      return realFetch(input, init);
    };
  });
  return async () => {
    const log = await page.evaluate((): [number, string][] => Reflect.get(window, 'readsOfBackups'));
    return log.map(([atMs, path]) => ({ second: (atMs - BEGAN_MS) / 1000, path }));
  };
}

/** Opens the list and stops the clocks half a minute after the backup began. */
async function openAndStopClock(
  page: Page,
  context: BrowserContext,
  provider: HostileProvider,
  pendingCalls: PendingCalls,
): Promise<void> {
  await page.goto('/backups');
  await expect(backupRow(page, 700)).toBeVisible();
  if (provider.backups().some(({ status }) => status === 'in_progress')) {
    await expect.poll(() => provider.calls.some(({ query }) => query['server_id'] === '12345')).toBe(true);
  }
  // A pending call would time out when the clock jumps.
  await pendingCalls.settled();
  await context.clock.pauseAt(BEGAN_MS + 30_000);
  provider.advance(30_000);
}

async function setHidden(page: Page, isHidden: boolean): Promise<void> {
  await page.evaluate((hidden) => {
    Object.defineProperty(document, 'visibilityState', {
      configurable: true,
      get: () => (hidden ? 'hidden' : 'visible'),
    });
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  }, isHidden);
}

const isOfServer = ({ path }: Read): boolean => path === '/api/v1/backups/?server_id=12345';
const isWhole = ({ path }: Read): boolean => path === '/api/v1/backups/';

test('a running backup is polled by its server every 3 s, then 10 s, then 30 s; the whole list every minute; a hidden tab reads nothing', async ({
  page,
  context,
  provider,
  pendingCalls,
  advance,
  announcements,
}) => {
  const reads = await recordReads(page);
  await openAndStopClock(page, context, provider, pendingCalls);
  await advance(60_000, { stepMs: 1_000 });
  await advance(490_000);
  await advance(150_000, { stepMs: 1_000 });

  const all = await reads();
  expect(all.filter((read) => !isOfServer(read) && !isWhole(read))).toEqual([]);
  const seconds = all.filter(isOfServer).map(({ second }) => second);
  const gaps = (from: number, to: number): number[] => {
    const within = seconds.filter((second) => second >= from && second <= to);
    return within.slice(1).map((second, index) => second - (within[index] ?? 0));
  };
  const only = (gap: number, list: readonly number[]): void => {
    expect(list.length).toBeGreaterThan(1);
    expect(new Set(list)).toEqual(new Set([gap]));
  };
  only(3, gaps(31, 60));
  only(10, gaps(63, 90));
  only(10, gaps(575, 610));
  only(30, gaps(611, 730));
  const whole = all.filter((read) => isWhole(read) && read.second >= 580).map(({ second }) => second);
  // The poll that was due when the clock jumped may be late; none may be much too early.
  expect(
    Math.max(...[...whole.slice(1), 730].map((second, index) => second - (whole[index] ?? 0))),
  ).toBeLessThanOrEqual(75);
  expect(whole.length).toBeGreaterThan(0);
  expect(whole.length).toBeLessThanOrEqual(4);
  await expect(backupRow(page, 700)).toContainText('taking longer than usual');
  await expect(backupRow(page, 700)).toContainText('12 min');

  await setHidden(page, true);
  const before = (await reads()).length;
  await advance(600_000, { stepMs: 30_000 });
  expect(await reads()).toHaveLength(before);
  provider.setBackup(700, { status: 'completed', size_mb: 4600 });
  await setHidden(page, false);
  // It catches up at once.
  await advance(4_000, { stepMs: 1_000 });
  expect((await reads()).length).toBeGreaterThan(before);
  await expect(backupRow(page, 700)).toContainText('Completed');
  await expect.poll(() => announcements.heard('Backup 700 of web-server-01 completed')).toHaveLength(1);
  const atEnd = (await reads()).filter(isOfServer).length;
  await advance(300_000, { stepMs: 15_000 });
  expect((await reads()).filter(isOfServer)).toHaveLength(atEnd);
  await expect(runningNow(page)).toBeHidden();
});

test('a Retry-After of 90 s is respected', async ({
  page,
  context,
  provider,
  pendingCalls,
  advance,
  browserErrors,
}) => {
  browserErrors.allow('429');
  const reads = await recordReads(page);
  await openAndStopClock(page, context, provider, pendingCalls);
  await advance(5_000, { stepMs: 1_000 });
  provider.behave('listBackups', 'rate-limited-date');
  const before = (await reads()).length;
  await expect(async () => {
    await advance(1_000);
    expect((await reads()).length).toBeGreaterThan(before);
  }).toPass({ intervals: [0] });
  const refused = await reads();
  const refusedAt = refused.at(-1)?.second ?? 0;
  provider.behave('listBackups', 'normal');
  await advance(88_000, { stepMs: 4_000 });
  // Neither the server nor the whole list is read.
  expect((await reads()).slice(refused.length).map(({ second }) => second - refusedAt)).toEqual([]);
  await expect(backupRow(page, 700)).toContainText('In progress');
  await advance(120_000, { stepMs: 5_000 });
  expect((await reads()).slice(refused.length).some(isOfServer)).toBe(true);
});

test('a failed refresh is announced once, politely, and changes nothing on the page', async ({
  page,
  context,
  provider,
  pendingCalls,
  advance,
  announcements,
  browserErrors,
}) => {
  browserErrors.allow('500');
  provider.setBackup(700, { status: 'completed', size_mb: 4600 });
  await openAndStopClock(page, context, provider, pendingCalls);
  await backupRow(page, 690).focus();
  provider.behave('listBackups', 'html-error');
  await advance(62_000, { stepMs: 5_000 });
  const notice = page.getByRole('status').filter({ hasText: 'Couldn’t refresh' });
  await expect(notice).toContainText(/\(500\).*“Oops”.*Showing data from 16:45/);
  await expect(backupRow(page, 690)).toBeFocused();
  await expect(backupRow(page, 700)).toContainText('4.6 GB');
  await advance(120_000, { stepMs: 5_000 });
  expect(announcements.heard('Couldn’t refresh')).toHaveLength(1);
  expect(announcements.heard('Couldn’t refresh')[0]?.role).toBe('status');

  provider.behave('listBackups', 'normal');
  await notice.getByRole('button', { name: 'Try again' }).click();
  await advance(2_000, { stepMs: 1_000 });
  await expect(notice).toBeHidden();
});
