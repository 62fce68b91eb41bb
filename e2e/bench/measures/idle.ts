import type { Page } from '@playwright/test';
import { openPage, sleep, waitForRows } from '../browser';
import { GOALS } from '../goals';
import { type Bench, type Measure, Readings } from '../measure';
import { watchTraffic } from '../traffic';

const MINUTES = 10;
const STEP_MS = 10_000;
/** For the effects of an answer before the clock moves on. */
const TURN_MS = 50;

/**
 * Ten minutes by the page's clock with nobody there and nothing running: calls and bytes, with the list in view and
 * with the tab hidden. Taken once; the clock makes it exact.
 */
export const idle: Measure = {
  name: 'idle',
  about: 'calls and bytes of ten idle minutes, visible and hidden',
  take: async (bench) => {
    const readings = new Readings();
    const notes: string[] = [];
    for (const isHidden of [false, true]) {
      const { calls, bytes, paths } = await tenMinutes(bench, isHidden);
      const name = isHidden ? 'hidden' : 'visible';
      notes.push(`${name}: ${paths.join(', ') || 'no call'}`);
      readings.add(
        `${name}: calls in ten minutes`,
        'count',
        calls,
        isHidden ? GOALS.hiddenCalls : GOALS.idleCalls,
      );
      readings.add(`${name}: bodies of the answers`, 'kB', bytes / 1000);
    }
    return { readings: readings.all(), notes };
  },
};

async function tenMinutes(bench: Bench, isHidden: boolean) {
  const { url } = await bench.fleet();
  const opened = await openPage(bench.browser, { hasOwnClock: true });
  const { page } = opened;
  const traffic = watchTraffic(page);
  await page.goto(`${url}/backups`);
  await waitForRows(opened);
  await traffic.settled();
  if (isHidden) await hide(page);
  // What a page prefetches when it becomes idle belongs to its opening.
  await page.clock.runFor(STEP_MS);
  await sleep(TURN_MS);
  await traffic.settled();
  const before = (await traffic.transfers()).length;
  for (let leftMs = MINUTES * 60_000; leftMs > 0; leftMs -= STEP_MS) {
    await page.clock.runFor(STEP_MS);
    await sleep(TURN_MS);
    await traffic.settled();
  }
  // The icon of the tab is changed, not asked for: what is counted are calls.
  const transfers = (await traffic.transfers()).slice(before).filter(({ path }) => path.startsWith('/api/'));
  await opened.close();
  const counts = new Map<string, number>();
  for (const { path } of transfers) counts.set(path, (counts.get(path) ?? 0) + 1);
  return {
    calls: transfers.length,
    bytes: transfers.reduce((sum, { bodyBytes }) => sum + bodyBytes, 0),
    paths: [...counts].map(([path, count]) => `${count} × ${path}`),
  };
}

async function hide(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' });
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  });
}
