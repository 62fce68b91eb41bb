import { blockingMs } from '../../support/measurements';
import { MOBILE, openPage, PLAIN, sleep, type Throttle, waitForRows } from '../browser';
import { GOALS } from '../goals';
import { type Bench, type Measure, Readings, repeat } from '../measure';

/** So long after its content a page is watched for what still moves or blocks. */
const AFTER_MS = 1_000;

interface Load {
  readonly firstPaintMs: number | null;
  readonly largestPaintMs: number | null;
  /** The rows, or the largest paint where that is later. */
  readonly contentMs: number;
  readonly blockingMs: number;
  readonly layoutShift: number;
  readonly shifted: readonly string[];
}

/**
 * A cold first load of the two pages that people open, on the demo fleet, plain and on slow 4G with a processor four
 * times slower, each run beside an empty React page that was built and is served the same way. "Content" is the
 * later of the largest paint and the first rows: a headline that comes early shows no backups. Blocking time is
 * counted from the first paint until a second after the content; layout shift is the sum of all shifts.
 */
export const firstLoad: Measure = {
  name: 'first-load',
  about: 'first paint, content, blocking time and shifts of a cold first load',
  take: async (bench) => {
    const readings = new Readings();
    const moved = new Map<string, Set<string>>();
    await repeat(bench.options.runs, async () => {
      for (const throttle of [PLAIN, MOBILE]) {
        const hello = await load(bench, await bench.hello(), '/', throttle);
        const name = `hello, ${throttle.name}`;
        readings.add(`${name}: content`, 'ms', hello.contentMs);
        const { url } = await bench.demo();
        for (const path of ['/', '/backups'])
          addLoad(await load(bench, url, path, throttle), hello, path, throttle);
      }
    });
    return {
      readings: readings.all(),
      notes: [...moved].map(
        ([path, elements]) => `${path}: moved were ${[...elements].join(', ') || 'none'}`,
      ),
    };

    function addLoad(page: Load, hello: Load, path: string, throttle: Throttle): void {
      const name = `${path}, ${throttle.name}`;
      const ratioGoal = throttle === MOBILE ? GOALS.contentToHello : undefined;
      readings.add(`${name}: FCP`, 'ms', page.firstPaintMs);
      readings.add(`${name}: LCP`, 'ms', page.largestPaintMs);
      readings.add(`${name}: content`, 'ms', page.contentMs);
      readings.add(`${name}: content to hello`, '×', page.contentMs / hello.contentMs, ratioGoal);
      readings.add(`${name}: TBT`, 'ms', page.blockingMs);
      readings.add(`${name}: CLS`, 'score', page.layoutShift, GOALS.layoutShift);
      const elements = moved.get(path) ?? new Set();
      for (const element of page.shifted) elements.add(element);
      moved.set(path, elements);
    }
  },
};

async function load(bench: Bench, origin: string, path: string, throttle: Throttle): Promise<Load> {
  const opened = await openPage(bench.browser, { throttle });
  await opened.page.goto(origin + path);
  await waitForRows(opened);
  await sleep(AFTER_MS);
  const state = await opened.probe();
  await opened.close();
  const contentMs = Math.max(state.largestPaintMs ?? 0, state.rowsMs ?? 0);
  return {
    ...state,
    contentMs,
    blockingMs: blockingMs(state.longTasks, state.firstPaintMs ?? 0, contentMs + AFTER_MS),
  };
}
