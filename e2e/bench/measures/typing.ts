import { settledMs } from '../../support/measurements';
import { type BenchPage, PLAIN, SLOW_CPU, sleep, type Throttle } from '../browser';
import { GOALS } from '../goals';
import { openList, openReference } from '../list-page';
import { type Measure, Readings, repeat } from '../measure';

const TEXT = 'db-01';
const KEY_GAP_MS = 120;
const REST_MS = 700;
/** Event Timing reports nothing shorter, so a fast key stroke counts as this. */
const SHORTEST_EVENT_MS = 16;

/**
 * Typing a search into the full list, and into the bare one. "Slowest key" is the longest Event Timing entry from key
 * to paint (rounded to 8 ms, at least 16); "key to frame" is the median from each key stroke to the end of the next
 * frame; "settled" is from the last letter to the frame after which the rows no longer change.
 */
export const typing: Measure = {
  name: 'typing',
  about: 'search in the backups list and the bare list: key stroke to paint, and to settled rows',
  take: async (bench) => {
    const readings = new Readings();
    const { backups, runs } = bench.options;
    const gateway = await bench.fleet();
    for (const throttle of [PLAIN, SLOW_CPU]) {
      const reference = await openReference(bench, throttle);
      await typeInto(reference, `bare list, ${throttle.name}`, undefined);
      const list = await openList(bench, gateway, '/backups', throttle);
      await typeInto(list, `/backups, ${throttle.name}`, goalOf(throttle));
    }
    return { readings: readings.all() };

    function goalOf(throttle: Throttle): number | undefined {
      return throttle === PLAIN ? GOALS.keyToPaintMs(backups) : GOALS.slowKeyToPaintMs(backups);
    }

    async function typeInto(opened: BenchPage, name: string, goal: number | undefined): Promise<void> {
      const { page } = opened;
      const search = page.getByRole('searchbox');
      await repeat(runs, async () => {
        await search.focus();
        await page.evaluate(() => window.benchProbe.startLooking());
        for (const key of TEXT) {
          await page.keyboard.press(key);
          await sleep(KEY_GAP_MS);
        }
        await sleep(REST_MS);
        const looks = await page.evaluate(() => window.benchProbe.stopLooking());
        const { slowEvents, keyPaintsMs, lastInputMs } = await opened.probe();
        const slowest = slowEvents.reduce(
          (most, { durationMs }) => Math.max(most, durationMs),
          SHORTEST_EVENT_MS,
        );
        readings.add(`${name}: slowest key to paint`, 'ms', slowest, goal);
        for (const ms of keyPaintsMs) readings.add(`${name}: key to frame, each key`, 'ms', ms);
        const settled = lastInputMs === null ? null : settledMs(looks, lastInputMs);
        readings.add(`${name}: last key to settled rows`, 'ms', settled);
        await search.fill('');
        await sleep(REST_MS);
      });
      await opened.close();
    }
  },
};
