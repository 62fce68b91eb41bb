import { holdCalls } from '../support/app-calls';
import type { GatewayProcess } from '../support/gateway/gateway-process';
import { type BenchPage, openPage, PLAIN, sleep, type Throttle, waitForRows } from './browser';
import { busyMs } from './main-thread';
import type { Bench } from './measure';
import { type Traffic, watchTraffic } from './traffic';

/** A page with a list, opened, its rows painted, and at rest. */
export interface OpenList extends BenchPage {
  readonly traffic: Traffic;
  /** When the last byte of what the rows are made of was there, ms since the page's time origin. */
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
 * Opens a page and lets the lists come only when everything else has been loaded and drawn, so that what follows is
 * the price of the data alone.
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
 * When the last of some answers had come. The page's own record is the exact one; what a worker asked for is not in
 * it, and known only by what the browser tells later.
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

/** Opens a page as anybody would, and waits until it is at rest. */
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
