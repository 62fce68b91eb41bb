import { settledMs } from '../../support/measurements';
import { sleep } from '../browser';
import { GOALS } from '../goals';
import { openList } from '../list-page';
import { type Measure, Readings, repeat } from '../measure';

const TEXT = 'db-01';
const KEY_GAP_MS = 120;
const REST_MS = 700;
/** Event Timing tells of nothing shorter, so a quick key stroke counts as this. */
const SHORTEST_EVENT_MS = 16;

/**
 * Typing a search into the full list. "Slowest key" is the longest entry of Event Timing from key to paint (rounded
 * to 8 ms, never below 16); "key to frame" is the median from each key stroke to the end of the next frame;
 * "settled" is from the last letter to the frame after which the rows do not change any more.
 */
export const typing: Measure = {
  name: 'typing',
  about: 'search in the backups list: key stroke to paint, and to settled rows',
  take: async (bench) => {
    const readings = new Readings();
    const { backups, runs } = bench.options;
    const list = await openList(bench, await bench.fleet(), '/backups');
    const { page } = list;
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
      const { slowEvents, keyPaintsMs, lastInputMs } = await list.probe();
      const slowest = slowEvents.reduce(
        (most, { durationMs }) => Math.max(most, durationMs),
        SHORTEST_EVENT_MS,
      );
      readings.add('slowest key to paint', 'ms', slowest, GOALS.keyToPaintMs(backups));
      for (const ms of keyPaintsMs) readings.add('key to frame, each key', 'ms', ms);
      readings.add(
        'last key to settled rows',
        'ms',
        lastInputMs === null ? null : settledMs(looks, lastInputMs),
      );
      await page.keyboard.press('Escape');
      await sleep(REST_MS);
    });
    await list.close();
    return { readings: readings.all() };
  },
};
