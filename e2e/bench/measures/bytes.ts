import { type Encoding, openPage, sleep, waitForRows } from '../browser';
import { GOALS } from '../goals';
import { type Bench, type Measure, type MeasureResult, Readings } from '../measure';
import { type Transfer, watchTraffic } from '../traffic';

const PATHS = ['/', '/backups'] as const;
const KINDS = [
  ['JS', 'script'],
  ['CSS', 'stylesheet'],
  ['fonts', 'font'],
] as const;
/** Long enough for prefetches of the idle page. */
const LATER_MS = 3_000;

/**
 * Bytes transferred before the first rows are painted, with a cold cache: bodies as sent, by kind and by chunk, with
 * gzip and with Brotli. Requests made later, when the page is idle, are counted separately. Taken on the demo fleet;
 * exact, so one run is enough.
 */
export const bytes: Measure = {
  name: 'bytes',
  about: 'bytes of a first load that crossed the wire, by kind and chunk',
  take: async (bench) => {
    const readings = new Readings();
    const notes: string[] = [];
    for (const path of PATHS) {
      for (const encoding of ['gzip', 'br'] as const) {
        const { first, later } = await loadOnce(bench, path, encoding);
        for (const [name, kind] of KINDS) {
          const goal = name === 'JS' && encoding === 'gzip' ? GOALS.firstLoadJsKb : undefined;
          readings.add(
            `${path} ${name}, ${encoding}`,
            'kB',
            kilobytes(first.filter((each) => each.kind === kind)),
            goal,
          );
        }
        if (encoding !== 'gzip') continue;
        readings.add(`${path} requests before rows`, 'count', first.length);
        readings.add(`${path} scripts before rows`, 'count', first.filter(isScript).length);
        notes.push(`${path}: ${chunksOf(first)}`, `${path} later, at rest: ${chunksOf(later) || 'nothing'}`);
      }
    }
    return { readings: readings.all(), notes } satisfies MeasureResult;
  },
};

async function loadOnce(bench: Bench, path: string, encoding: Encoding) {
  const gateway = await bench.demo();
  const opened = await openPage(bench.browser, { encodings: [encoding] });
  const traffic = watchTraffic(opened.page);
  await opened.page.goto(gateway.url + path);
  await waitForRows(opened);
  if (encoding === 'gzip') await sleep(LATER_MS);
  const { timeOriginMs, rowsMs } = await opened.probe();
  const transfers = await traffic.transfers();
  await opened.close();
  const isFirst = ({ startedAtMs }: Transfer) => startedAtMs - timeOriginMs < (rowsMs ?? 0);
  return { first: transfers.filter(isFirst), later: transfers.filter((each) => !isFirst(each)) };
}

function isScript({ kind }: Transfer): boolean {
  return kind === 'script';
}

function kilobytes(transfers: readonly Transfer[]): number {
  return transfers.reduce((sum, { bodyBytes }) => sum + bodyBytes, 0) / 1000;
}

/** Largest first; those under 1 kB as one. */
function chunksOf(transfers: readonly Transfer[]): string {
  const chunks = transfers.filter(({ path }) => path.startsWith('/assets/'));
  const small = chunks.filter(({ bodyBytes }) => bodyBytes < 1000);
  const named = chunks
    .filter(({ bodyBytes }) => bodyBytes >= 1000)
    .sort((a, b) => b.bodyBytes - a.bodyBytes)
    .map(({ path, bodyBytes }) => `${path.replace('/assets/', '')} ${(bodyBytes / 1000).toFixed(1)}`);
  if (small.length > 0) named.push(`${small.length} under 1 kB, together ${kilobytes(small).toFixed(1)}`);
  return named.join(', ');
}
