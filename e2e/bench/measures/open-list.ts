import { longestTaskMs } from '../../support/measurements';
import { GOALS } from '../goals';
import { openWithHeldData } from '../list-page';
import { heapMb } from '../main-thread';
import { type Measure, Readings, repeat } from '../measure';

/**
 * The list of all backups: from the last byte of the data to the first painted rows, with everything else of the page
 * there already; the longest task meanwhile; what JavaScript then holds, and how many elements there are.
 */
export const openTheList: Measure = {
  name: 'list',
  about: 'the backups list: data to rows painted, longest task, heap, elements',
  take: async (bench) => {
    const readings = new Readings();
    const { backups, runs } = bench.options;
    const gateway = await bench.fleet();
    await repeat(runs, async () => {
      const list = await openWithHeldData(bench, gateway, '/backups');
      const { longTasks } = await list.probe();
      readings.add('data to rows painted', 'ms', list.rowsMs - list.dataMs, GOALS.dataToRowsMs(backups));
      readings.add(
        'longest task after data',
        'ms',
        longestTaskMs(longTasks, list.dataMs, Number.POSITIVE_INFINITY),
      );
      readings.add('main thread after data, processor time', 'ms', list.busyMs);
      readings.add('heap after collection', 'MB', await heapMb(list), GOALS.heapMb(backups));
      const elements = await list.page.evaluate(() => [
        document.querySelectorAll('*').length,
        document.querySelectorAll('[role="table"] *').length,
      ]);
      readings.add('elements of the page', 'count', elements[0] ?? null);
      readings.add('elements of the table', 'count', elements[1] ?? null);
      await list.close();
    });
    return { readings: readings.all() };
  },
};
