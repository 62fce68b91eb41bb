import { holdCalls } from '../support/app-calls';
import type { GatewayProcess } from '../support/gateway/gateway-process';
import { type BenchPage, openPage, PLAIN, sleep, type Throttle, waitForRows } from './browser';
import { busyMs } from './main-thread';
import type { Bench } from './measure';
import { type Traffic, watchTraffic } from './traffic';

/** An open page with a list, painted and idle. */
export interface OpenList extends BenchPage {
  readonly traffic: Traffic;
  /** When the last byte of the data behind the rows had arrived, ms since the page's time origin. */
  readonly dataMs: number;
  /** When the first rows were painted, on the same clock. */
  readonly rowsMs: number;
  /** Processor time of the main thread from the data's release until rest, ms. Other programs hardly change it. */
  readonly busyMs: number;
}

export type ListPath = '/' | '/backups';

/** What the rows of a page wait for: the Overview counts servers, so it needs both lists. */
const NEEDED: Record<ListPath, readonly string[]> = {
  '/': ['/api/v1/backups/', '/api/v1/servers/'],
  '/backups': ['/api/v1/backups/'],
};

const REST_MS = 400;

/**
 * Opens a page and holds the lists back until everything else is loaded and drawn, so that only the cost of the data is
 * measured.
 */
export function openWithHeldData(
  bench: Bench,
  gateway: GatewayProcess,
  path: ListPath,
  throttle: Throttle = PLAIN,
): Promise<OpenList> {
  return openHeld(bench, gateway.url, path, NEEDED[path], throttle);
}

/** The same with the bare list. */
export async function openReferenceWithHeldData(bench: Bench, throttle: Throttle): Promise<OpenList> {
  return openHeld(bench, await bench.reference(), '/', NEEDED['/backups'], throttle);
}

async function openHeld(
  bench: Bench,
  origin: string,
  path: string,
  needed: readonly string[],
  throttle: Throttle,
): Promise<OpenList> {
  const opened = await openPage(bench.browser, { throttle });
  const { page } = opened;
  const traffic = watchTraffic(page);
  const release = await holdCalls(page.context(), 'GET', '**/api/v1/{backups,servers}/');
  const asked = needed.map((each) => page.waitForRequest((request) => request.url() === origin + each));
  await page.goto(origin + path);
  await Promise.all(asked);
  await sleep(REST_MS);
  const busy = await busyMs(opened, async () => {
    release();
    await waitForRows(opened);
    await traffic.settled();
    await sleep(REST_MS);
  });
  const { rowsMs } = await opened.probe();
  const dataMs = await lastByteMs(opened, traffic, needed);
  return { ...opened, traffic, dataMs, rowsMs: rowsMs ?? Number.NaN, busyMs: busy };
}

/**
 * When the last of several responses had arrived. The page's own timing is exact, but requests of a worker are missing
 * from it and are only reported later by the browser.
 */
async function lastByteMs(opened: BenchPage, traffic: Traffic, paths: readonly string[]): Promise<number> {
  const recorded = await opened.page.evaluate(
    (wanted) =>
      performance
        .getEntriesByType('resource')
        .filter((entry) => entry instanceof PerformanceResourceTiming)
        .filter(({ name }) => wanted.includes(new URL(name).pathname))
        .map(({ responseEnd }) => responseEnd),
    paths,
  );
  if (recorded.length === paths.length) return Math.max(...recorded);
  const { timeOriginMs } = await opened.probe();
  const ends = (await traffic.transfers()).filter(({ path }) => paths.includes(path));
  return Math.max(...ends.map(({ endedAtMs }) => endedAtMs)) - timeOriginMs;
}

/** Opens a page normally and waits until it is idle. */
export function openList(
  bench: Bench,
  gateway: GatewayProcess,
  path: ListPath,
  throttle: Throttle = PLAIN,
): Promise<BenchPage & { readonly traffic: Traffic }> {
  return openAtRest(bench, gateway.url + path, throttle);
}

/** The same with the bare list. */
export async function openReference(bench: Bench, throttle: Throttle): Promise<BenchPage> {
  return openAtRest(bench, await bench.reference(), throttle);
}

async function openAtRest(bench: Bench, url: string, throttle: Throttle) {
  const opened = await openPage(bench.browser, { throttle });
  const traffic = watchTraffic(opened.page);
  await opened.page.goto(url);
  await waitForRows(opened);
  await traffic.settled();
  await sleep(REST_MS);
  return { ...opened, traffic };
}
