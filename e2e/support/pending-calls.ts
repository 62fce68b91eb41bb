import type { BrowserContext, Request } from '@playwright/test';
import { expect } from '@playwright/test';

/** The calls of the app without an answer. */
export interface PendingCalls {
  /** Waits for every call under `/api/` and `/assets/`; names those that take too long. */
  settled(): Promise<void>;
}

/** Starts watching the calls of all pages of a context. */
export function watchPendingCalls(context: BrowserContext): PendingCalls {
  const pending = new Set<Request>();
  context.on('request', (request) => {
    // Lazy code counts too: a test may advance the clock for its effects.
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
