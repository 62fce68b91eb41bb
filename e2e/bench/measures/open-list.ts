import { longestTaskMs } from '../../support/measurements';
import { PLAIN, SLOW_CPU } from '../browser';
import { GOALS } from '../goals';
import { openReferenceWithHeldData, openWithHeldData } from '../list-page';
import { heapMb } from '../main-thread';
import { type Measure, Readings, repeat } from '../measure';

/**
 * The list of all backups, with everything else of the page already loaded: time from the last byte of the data to the
 * first painted rows, longest task, heap, and number of elements. Compared with the bare list on the same data.
 */
export const openTheList: Measure = {
  name: 'list',
  about: 'the backups list and the bare list: data to rows painted, longest task, heap, elements',
  take: async (bench) => {
    const readings = new Readings();
    const { backups, runs } = bench.options;
    const gateway = await bench.fleet();
    await repeat(runs, async () => {
      for (const throttle of [PLAIN, SLOW_CPU]) {
        const reference = await openReferenceWithHeldData(bench, throttle);
        readings.add(`bare list, ${throttle.name}: data to rows`, 'ms', reference.rowsMs - reference.dataMs);
        await reference.close();

        const list = await openWithHeldData(bench, gateway, '/backups', throttle);
        const goal = throttle === PLAIN ? GOALS.dataToRowsMs(backups) : undefined;
        readings.add(`/backups, ${throttle.name}: data to rows`, 'ms', list.rowsMs - list.dataMs, goal);
        const { longTasks } = await list.probe();
        const longestMs = longestTaskMs(longTasks, list.dataMs, Number.POSITIVE_INFINITY);
        readings.add(`/backups, ${throttle.name}: longest task after data`, 'ms', longestMs);
        readings.add(`/backups, ${throttle.name}: processor time after data`, 'ms', list.busyMs);
        if (throttle === PLAIN) {
          readings.add('/backups: heap after collection', 'MB', await heapMb(list), GOALS.heapMb(backups));
          const [page, table, row] = await list.page.evaluate(() => [
            document.querySelectorAll('*').length,
            document.querySelectorAll('[role="table"] *').length,
            Math.max(
              ...[...document.querySelectorAll('[data-row]')].map((row) => row.querySelectorAll('*').length),
            ) + 1,
          ]);
          readings.add('/backups: elements of the page', 'count', page ?? null);
          readings.add('/backups: elements of the table', 'count', table ?? null);
          readings.add('/backups: elements of a row at most', 'count', row ?? null);
        }
        await list.close();
      }
    });
    return { readings: readings.all() };
  },
};
