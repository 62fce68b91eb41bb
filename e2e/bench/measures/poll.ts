import { sleep } from '../browser';
import { startBackup } from '../fleet';
import { GOALS } from '../goals';
import { openList } from '../list-page';
import { busyMs } from '../main-thread';
import { type Measure, Readings, repeat } from '../measure';
import { drawnAnew, isWholeList, rememberRows, triggerPoll } from '../polling';

/** The effects of a poll end within this time after its answer. */
const REST_MS = 600;

/**
 * One poll of the whole list while the list is in view. Without a change: rows re-rendered, commits of React, bytes,
 * and how much longer the main thread was busy than in the same time without a poll (below zero: not measurable). With
 * a change: one backup ends, and only its row should be re-rendered.
 */
export const poll: Measure = {
  name: 'poll',
  about: 'a poll of the backups list without a change, and with one',
  take: async (bench) => {
    const readings = new Readings();
    const statuses = new Set<number>();
    const { backups, runs } = bench.options;
    const gateway = await bench.fleet();

    const resting = await openList(bench, gateway, '/backups');
    await repeat(runs, async () => {
      const before = await resting.probe();
      const sinceMs = Date.now();
      await rememberRows(resting.page);
      const pollMs = await busyMs(resting, async () => {
        const answered = resting.page.waitForEvent('requestfinished');
        await triggerPoll(resting.page);
        await answered;
        await sleep(REST_MS);
      });
      const tookMs = Date.now() - sinceMs;
      const { anew, mutations } = await drawnAnew(resting.page);
      const { reactCommits } = await resting.probe();
      const idleMs = await busyMs(resting, () => sleep(tookMs));
      const polls = (await resting.traffic.transfers()).filter(
        // The browser reports its own time, which may differ slightly.
        ({ path, startedAtMs }) => startedAtMs >= sinceMs - 50 && isWholeList(path),
      );
      readings.add('no change: rows redrawn', 'count', anew, GOALS.unchangedRows);
      readings.add('no change: changes in the table', 'count', mutations);
      readings.add('no change: React commits', 'count', reactCommits - before.reactCommits);
      readings.add('no change: main thread', 'ms', pollMs - idleMs, GOALS.pollMainThreadMs(backups));
      for (const { status } of polls) statuses.add(status);
      readings.add('no change: body of the answer', 'kB', (polls[0]?.bodyBytes ?? Number.NaN) / 1000);
      // A poll too soon after the last one may reuse its answer.
      await sleep(REST_MS);
    });
    await resting.close();

    await repeat(runs, async () => {
      const running = await startBackup(gateway);
      const list = await openList(bench, gateway, '/backups');
      const row = list.page.locator('[data-row]').filter({ hasText: `#${running.id}` });
      await row.filter({ hasText: 'In progress' }).waitFor();
      await rememberRows(list.page);
      await running.finish();
      await triggerPoll(list.page);
      await row.filter({ hasText: 'Completed' }).waitFor();
      await sleep(REST_MS);
      readings.add('one change: rows redrawn', 'count', (await drawnAnew(list.page)).anew, GOALS.changedRows);
      await list.close();
      await running.remove();
    });
    return {
      readings: readings.all(),
      notes: [`without a change the gateway answers ${[...statuses].join(', ')}`],
    };
  },
};
