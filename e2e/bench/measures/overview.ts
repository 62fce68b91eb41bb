import { longestTaskMs } from '../../support/measurements';
import { openPage, sleep, waitForRows } from '../browser';
import { GOALS } from '../goals';
import { openWithHeldData } from '../list-page';
import { heapMb } from '../main-thread';
import { type Bench, type Measure, Readings, repeat } from '../measure';
import { scrollWithProbes, USUAL_PX_PER_S } from '../scrolling';
import { watchTraffic } from '../traffic';

const MINUTE_MS = 60_000;
/** A minute takes seconds even with the page's clock; a few are enough. */
const MINUTES = 3;
const REST_MS = 1_000;

/**
 * The Overview with the generated fleet: time from the last byte of both lists to paint, longest task after the data,
 * heap, scrolling with its longest task, and the longest task during a minute (by the page's clock), in which ages are
 * recalculated and the list is read again.
 */
export const overview: Measure = {
  name: 'overview',
  about: 'the Overview: data to painted, longest tasks, scrolling, a minute that passes',
  take: async (bench) => {
    const readings = new Readings();
    const { backups, runs } = bench.options;
    const gateway = await bench.fleet();
    await repeat(runs, async () => {
      const page = await openWithHeldData(bench, gateway, '/');
      const { longTasks } = await page.probe();
      const longest = longestTaskMs(longTasks, page.dataMs, Number.POSITIVE_INFINITY);
      readings.add('data to painted', 'ms', page.rowsMs - page.dataMs, GOALS.overviewMs(backups));
      readings.add('longest task after data', 'ms', longest, GOALS.overviewLongestTaskMs(backups));
      readings.add('main thread after data, processor time', 'ms', page.busyMs);
      readings.add('heap after collection', 'MB', await heapMb(page));
      const beforeMs = await page.page.evaluate(() => performance.now());
      const { p95Ms, lateCount, blankCount } = await scrollWithProbes(page, USUAL_PX_PER_S);
      const { longTasks: all } = await page.probe();
      readings.add('scroll: frame, 95th percentile', 'ms', p95Ms);
      readings.add('scroll: late frames', 'count', lateCount);
      readings.add('scroll: blank frames', 'count', blankCount, GOALS.blankFrames);
      readings.add(
        'scroll: longest task',
        'ms',
        longestTaskMs(all, beforeMs, Number.POSITIVE_INFINITY),
        GOALS.overviewLongestTaskMs(backups),
      );
      await page.close();
    });
    await repeat(Math.min(runs, MINUTES), async () => {
      const minute = await longestTaskOfMinute(bench, gateway.url);
      readings.add('a minute passes: longest task', 'ms', minute, GOALS.overviewLongestTaskMs(backups));
    });
    return { readings: readings.all() };
  },
};

async function longestTaskOfMinute(bench: Bench, url: string): Promise<number> {
  const opened = await openPage(bench.browser, { hasOwnClock: true });
  const traffic = watchTraffic(opened.page);
  await opened.page.goto(url);
  await waitForRows(opened);
  await traffic.settled();
  await sleep(REST_MS);
  const before = (await opened.probe()).longTasks.length;
  // The minute ends within the second step; its effects need real time.
  for (const ms of [MINUTE_MS - 5_000, 10_000]) {
    await opened.page.clock.runFor(ms);
    await sleep(REST_MS);
    await traffic.settled();
  }
  await sleep(REST_MS);
  const { longTasks } = await opened.probe();
  await opened.close();
  return longestTaskMs(longTasks.slice(before), 0, Number.POSITIVE_INFINITY);
}
