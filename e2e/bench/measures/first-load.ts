import { blockingMs } from '../../support/measurements';
import { type BenchPage, MOBILE, openPage, PLAIN, sleep, type Throttle, waitForRows } from '../browser';
import { GOALS } from '../goals';
import { type Bench, type Measure, Readings, repeat } from '../measure';

/** How long after its content a page is watched for shifts and blocking tasks, ms. */
const AFTER_MS = 1_000;

interface Load {
  readonly firstPaintMs: number | null;
  readonly largestPaintMs: number | null;
  /** First rows or largest paint, whichever is later. */
  readonly contentMs: number;
  readonly blockingMs: number;
  readonly layoutShift: number;
  readonly shifted: readonly string[];
}

/** A first visit, and a second with the first one's files in the HTTP cache. */
interface Visits {
  readonly first: Load;
  readonly second: Load;
}

/**
 * First and second visits to Overview and Backups on the demo fleet, at full speed and on slow 4G at 4× CPU, each
 * beside an empty React page built and served the same way. "Content" is the later of the largest paint and the
 * first rows: an early headline shows no backups. Blocking time counts from first paint until a second after content;
 * layout shift is the sum of all shifts.
 */
export const firstLoad: Measure = {
  name: 'first-load',
  about: 'first paint, content, blocking time and shifts of a first and a second visit',
  take: async (bench) => {
    const readings = new Readings();
    const moved = new Map<string, Set<string>>();
    await repeat(bench.options.runs, async () => {
      for (const throttle of [PLAIN, MOBILE]) {
        const hello = await visitTwice(bench, await bench.hello(), '/', throttle);
        readings.add(`hello, ${throttle.name}, first visit: content`, 'ms', hello.first.contentMs);
        readings.add(`hello, ${throttle.name}, second visit: content`, 'ms', hello.second.contentMs);
        const { url } = await bench.demo();
        for (const path of ['/', '/backups']) {
          addVisits(await visitTwice(bench, url, path, throttle), hello, path, throttle);
        }
      }
    });
    return {
      readings: readings.all(),
      notes: [...moved].map(
        ([path, elements]) => `${path}: moved were ${[...elements].join(', ') || 'none'}`,
      ),
    };

    function addVisits({ first, second }: Visits, hello: Visits, path: string, throttle: Throttle): void {
      const name = `${path}, ${throttle.name}`;
      const isMobile = throttle === MOBILE;
      readings.add(`${name}: FCP`, 'ms', first.firstPaintMs);
      readings.add(`${name}: LCP`, 'ms', first.largestPaintMs);
      readings.add(`${name}, first visit: content`, 'ms', first.contentMs);
      const firstRatio = first.contentMs / hello.first.contentMs;
      const firstGoal = isMobile ? GOALS.firstVisitToHello : undefined;
      readings.add(`${name}, first visit: content to hello`, '×', firstRatio, firstGoal);
      readings.add(`${name}: TBT`, 'ms', first.blockingMs);
      readings.add(`${name}: CLS`, 'score', first.layoutShift, GOALS.layoutShift);
      readings.add(`${name}, second visit: content`, 'ms', second.contentMs);
      const secondRatio = second.contentMs / hello.second.contentMs;
      const secondGoal = isMobile ? GOALS.secondVisitToHello : undefined;
      readings.add(`${name}, second visit: content to hello`, '×', secondRatio, secondGoal);
      const elements = moved.get(path) ?? new Set();
      for (const element of first.shifted) elements.add(element);
      moved.set(path, elements);
    }
  },
};

async function visitTwice(bench: Bench, origin: string, path: string, throttle: Throttle): Promise<Visits> {
  const opened = await openPage(bench.browser, { throttle });
  const first = await load(opened, origin + path);
  // Navigates away, so that nothing of the first page still runs or loads.
  await opened.page.goto('about:blank');
  const again = await openPage(bench.browser, { throttle, context: opened.page.context() });
  const second = await load(again, origin + path);
  await opened.close();
  return { first, second };
}

async function load(opened: BenchPage, url: string): Promise<Load> {
  await opened.page.goto(url);
  await waitForRows(opened);
  await sleep(AFTER_MS);
  const state = await opened.probe();
  const contentMs = Math.max(state.largestPaintMs ?? 0, state.rowsMs ?? 0);
  return {
    ...state,
    contentMs,
    blockingMs: blockingMs(state.longTasks, state.firstPaintMs ?? 0, contentMs + AFTER_MS),
  };
}
