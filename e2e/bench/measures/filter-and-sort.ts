import { settledMs } from '../../support/measurements';
import { sleep } from '../browser';
import { openList } from '../list-page';
import { type Measure, Readings, repeat } from '../measure';

const REST_MS = 600;

/**
 * From choosing a status, or clicking a column's header, to the frame after which the rows no longer change. The page
 * is fresh each time, so no order is cached; names are the slowest to sort by, sizes the fastest.
 */
export const filterAndSort: Measure = {
  name: 'filter-and-sort',
  about: 'status filter and sort of the backups list, to settled rows',
  take: async (bench) => {
    const readings = new Readings();
    const gateway = await bench.fleet();
    await repeat(bench.options.runs, async () => {
      const list = await openList(bench, gateway, '/backups');
      const { page } = list;
      const settled = async (act: () => Promise<unknown>) => {
        await page.evaluate(() => window.benchProbe.startLooking());
        await act();
        await sleep(REST_MS);
        const looks = await page.evaluate(() => window.benchProbe.stopLooking());
        const { lastInputMs } = await list.probe();
        return lastInputMs === null ? null : settledMs(looks, lastInputMs);
      };
      const head = (name: string) => page.getByRole('columnheader', { name }).getByRole('button');
      readings.add('sort by size', 'ms', await settled(() => head('Size').click()));
      readings.add('sort by server', 'ms', await settled(() => head('Server').click()));
      const status = page.getByRole('combobox', { name: 'Status', exact: true });
      readings.add('filter by status', 'ms', await settled(() => status.selectOption('failed')));
      readings.add('filter off again', 'ms', await settled(() => status.selectOption('')));
      await list.close();
    });
    return { readings: readings.all() };
  },
};
