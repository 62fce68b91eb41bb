import { settledMs } from '../../support/measurements';
import { sleep } from '../browser';
import { GOALS } from '../goals';
import { openList } from '../list-page';
import { type Measure, Readings, repeat } from '../measure';
import { scrollDown } from '../scrolling';

const REST_MS = 500;

/**
 * Scrolling the full list at 3,000 px a second: how frames came, and whether any was painted with a hole; then the
 * jump from the top to the end, to the frame after which the rows do not change any more.
 */
export const scroll: Measure = {
  name: 'scroll',
  about: 'scrolling the backups list, and the jump to its end',
  take: async (bench) => {
    const readings = new Readings();
    const { backups, runs } = bench.options;
    const list = await openList(bench, await bench.fleet(), '/backups');
    const { page } = list;
    await repeat(runs, async () => {
      const { p95Ms, lateCount, blankCount, frameCount } = await scrollDown(page);
      readings.add('frame, 95th percentile', 'ms', p95Ms, GOALS.scrollP95Ms(backups));
      readings.add('late frames', 'count', lateCount);
      readings.add('blank frames', 'count', blankCount, GOALS.blankFrames);
      readings.add('frames', 'count', frameCount);
      await page.evaluate(() => window.scrollTo(0, 0));
      await sleep(REST_MS);
      await page.evaluate(() => window.benchProbe.startLooking());
      const jumpedMs = await page.evaluate(() => {
        window.scrollTo(0, document.documentElement.scrollHeight);
        return performance.now();
      });
      await sleep(REST_MS);
      const looks = await page.evaluate(() => window.benchProbe.stopLooking());
      readings.add('jump to the end', 'ms', settledMs(looks, jumpedMs));
      await page.evaluate(() => window.scrollTo(0, 0));
      await sleep(REST_MS);
    });
    await list.close();
    return { readings: readings.all() };
  },
};
