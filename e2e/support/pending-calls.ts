import type { BrowserContext, Request } from '@playwright/test';
import { expect } from '@playwright/test';

/** Knows which calls of the app are still without an answer. */
export interface PendingCalls {
  /** Waits until every call under `/api/` has been answered, and all code asked for is there; fails, naming them, when they are not in time. */
  settled(): Promise<void>;
}

/** Starts watching the calls of all pages of a context. */
export function watchPendingCalls(context: BrowserContext): PendingCalls {
  const pending = new Set<Request>();
  context.on('request', (request) => {
    // Code that comes late counts too: what it does may be what the time is moved for.
    if (/^\/(?:api|assets)\//.test(new URL(request.url()).pathname)) pending.add(request);
  });
  const handleEnd = (request: Request): void => {
    pending.delete(request);
  };
  context.on('requestfinished', handleEnd);
  context.on('requestfailed', handleEnd);
  // Calls of a closed page end without an event.
  const open = () => [...pending].filter((request) => !request.frame().page().isClosed());
  return {
    settled: async () => {
      await expect
        .poll(() => open().map((request) => `${request.method()} ${request.url()}`), {
          message: 'calls of the app that have no answer yet',
          intervals: [10, 20, 50],
        })
        .toEqual([]);
    },
  };
}
