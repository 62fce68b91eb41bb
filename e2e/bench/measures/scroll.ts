import { settledMs } from '../../support/measurements';
import { type BenchPage, PLAIN, SLOW_CPU, sleep, type Throttle } from '../browser';
import { GOALS } from '../goals';
import { openList, openReference } from '../list-page';
import { busyMs } from '../main-thread';
import { type Measure, Readings, repeat } from '../measure';
import { FAST_PX_PER_S, scrollBy, scrollWithProbes, USUAL_PX_PER_S } from '../scrolling';

const REST_MS = 500;

/**
 * Scrolling the full list by 9,000 px like a person, compared with the bare list in the same run: the main thread's
 * work for one gesture, and, in further gestures with three hit tests per frame, frame times and frames with holes
 * among the rows. Then the jump from the top to the end, until the rows no longer change.
 */
export const scroll: Measure = {
  name: 'scroll',
  about: 'scrolling the backups list and the bare list, and the jump to the end',
  take: async (bench) => {
    const readings = new Readings();
    const gateway = await bench.fleet();
    await repeat(bench.options.runs, async () => {
      for (const throttle of [PLAIN, SLOW_CPU]) {
        const reference = await openReference(bench, throttle);
        const referenceMs = await gestures(reference, `bare list, ${throttle.name}`, throttle, false);
        await reference.close();
        const list = await openList(bench, gateway, '/backups', throttle);
        const workMs = await gestures(list, `/backups, ${throttle.name}`, throttle, true);
        const ratio = `/backups, ${throttle.name}: work to bare list`;
        readings.add(ratio, '×', workMs / referenceMs, GOALS.scrollWorkToReference);
        if (throttle === PLAIN) await jump(list);
        await list.close();
      }
    });
    return { readings: readings.all() };

    async function gestures(opened: BenchPage, name: string, throttle: Throttle, isProduct: boolean) {
      const workMs = await busyMs(opened, () => scrollBy(opened, USUAL_PX_PER_S));
      readings.add(`${name}: work for a gesture`, 'ms', workMs);
      for (const speed of [USUAL_PX_PER_S, FAST_PX_PER_S]) {
        await backToTop(opened);
        const { medianMs, p95Ms, blankCount, frameCount } = await scrollWithProbes(opened, speed);
        const isSlow = isProduct && throttle === SLOW_CPU;
        const p95Goal = speed === FAST_PX_PER_S ? GOALS.fastFrameP95Ms : GOALS.frameP95Ms;
        const isUsual = speed === USUAL_PX_PER_S;
        const at = `${name}, ${speed} px/s`;
        readings.add(`${at}: frame`, 'ms', medianMs, isSlow && isUsual ? GOALS.frameMedianMs : undefined);
        readings.add(`${at}: frame, 95th percentile`, 'ms', p95Ms, isSlow ? p95Goal : undefined);
        const blankGoal = isProduct && isUsual ? GOALS.blankFrames : undefined;
        readings.add(`${at}: blank frames`, '%', (100 * blankCount) / frameCount, blankGoal);
      }
      await backToTop(opened);
      return workMs;
    }

    async function jump({ page }: BenchPage): Promise<void> {
      await page.evaluate(() => window.benchProbe.startLooking());
      const jumpedMs = await page.evaluate(() => {
        window.scrollTo(0, document.documentElement.scrollHeight);
        return performance.now();
      });
      await sleep(REST_MS);
      const looks = await page.evaluate(() => window.benchProbe.stopLooking());
      readings.add('/backups: jump to the end', 'ms', settledMs(looks, jumpedMs));
    }
  },
};

async function backToTop({ page }: BenchPage): Promise<void> {
  await page.evaluate(() => window.scrollTo(0, 0));
  await sleep(REST_MS);
}
