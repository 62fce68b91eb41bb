import type { Page, Request } from '@playwright/test';

/** One request as it crossed the wire. */
export interface Transfer {
  readonly path: string;
  /** `document`, `script`, `stylesheet`, `font`, `fetch`… */
  readonly kind: string;
  readonly status: number;
  /** Body as sent, compressed if it was; without headers. */
  readonly bodyBytes: number;
  /** Epoch ms. The end is when the browser reported it, which is later on a busy page. */
  readonly startedAtMs: number;
  readonly endedAtMs: number;
}

/** Every request of a page, including its workers. */
export interface Traffic {
  /** Finished requests, in the order in which they started. */
  transfers(): Promise<Transfer[]>;
  /** Resolves when no request is in progress. */
  settled(): Promise<void>;
}

/** Starts watching; call it before the page navigates. */
export function watchTraffic(page: Page): Traffic {
  const started: Request[] = [];
  const ended = new Set<Request>();
  page.on('request', (request) => started.push(request));
  page.on('requestfinished', (request) => ended.add(request));
  page.on('requestfailed', (request) => ended.add(request));
  return {
    transfers: async () => {
      const all = await Promise.all(started.filter((each) => ended.has(each)).map(transferOf));
      return all.flatMap((each) => each ?? []).sort((a, b) => a.startedAtMs - b.startedAtMs);
    },
    settled: async () => {
      while (started.some((each) => !ended.has(each))) await new Promise((next) => setTimeout(next, 5));
    },
  };
}

async function transferOf(request: Request): Promise<Transfer | null> {
  const response = await request.response();
  if (response === null) return null;
  const { pathname, search } = new URL(request.url());
  const { startTime, responseEnd } = request.timing();
  const { responseBodySize } = await request.sizes();
  return {
    path: pathname + search,
    kind: request.resourceType(),
    status: response.status(),
    bodyBytes: Math.max(0, responseBodySize),
    startedAtMs: startTime,
    endedAtMs: startTime + responseEnd,
  };
}
