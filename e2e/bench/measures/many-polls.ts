import { openList } from '../list-page';
import { heapMb } from '../main-thread';
import { type Measure, Readings } from '../measure';

const POLLS = 200;
/** The first polls fill caches that are kept on purpose: compiled code, the last answer. */
const WARM_UP_POLLS = 20;

/**
 * The page's heap after 200 polls of the whole list without a change, compared with that after 20: growth with the
 * number of polls is a leak. Taken once, because the long run is what counts.
 */
export const manyPolls: Measure = {
  name: 'many-polls',
  about: 'growth of the heap over 200 polls',
  take: async (bench) => {
    const readings = new Readings();
    const list = await openList(bench, await bench.fleet(), '/backups');
    const pollTimes = (count: number) =>
      list.page.evaluate(
        (wanted) =>
          new Promise<void>((resolve) => {
            let seen = 0;
            const observer = new PerformanceObserver((entries) => {
              seen += entries.getEntries().filter(({ name }) => name.endsWith('/api/v1/backups/')).length;
            });
            observer.observe({ type: 'resource' });
            const again = () => {
              if (seen >= wanted) {
                observer.disconnect();
                resolve();
                return;
              }
              // While a read is in progress, another request has no effect.
              window.dispatchEvent(new Event('visibilitychange'));
              setTimeout(again, 10);
            };
            again();
          }),
        count,
      );
    const opened = await heapMb(list);
    await pollTimes(WARM_UP_POLLS);
    const warm = await heapMb(list);
    await pollTimes(POLLS - WARM_UP_POLLS);
    const after = await heapMb(list);
    await list.close();
    readings.add('heap before the first poll', 'MB', opened);
    readings.add(`heap after ${WARM_UP_POLLS} polls`, 'MB', warm);
    readings.add(`heap after ${POLLS} polls`, 'MB', after);
    readings.add(`growth from poll ${WARM_UP_POLLS} to ${POLLS}`, 'MB', after - warm);
    return { readings: readings.all() };
  },
};
