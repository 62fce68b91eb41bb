import type { BrowserContext } from '@playwright/test';

/** One call of the app to its gateway. */
interface AppCall {
  readonly method: string;
  /** Path and query, such as `/api/v1/backups/?server_id=12345`. */
  readonly path: string;
  /** The body as text; null when there is none. */
  readonly body: string | null;
}

/** All requests of a test's pages to the gateway. */
export interface AppCalls {
  /** Calls of a method and, if given, a path; a string must equal path and query. */
  of(method: string, path?: string | RegExp): readonly AppCall[];
}

/** Starts watching the calls of all pages of a context. */
export function watchAppCalls(context: BrowserContext): AppCalls {
  const all: AppCall[] = [];
  context.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    if (!pathname.startsWith('/api/')) return;
    all.push({ method: request.method(), path: pathname + search, body: request.postData() });
  });
  return {
    of: (method, path) =>
      all.filter(
        (call) =>
          call.method === method &&
          (path === undefined || (typeof path === 'string' ? call.path === path : path.test(call.path))),
      ),
  };
}

/** Holds calls of one method back until the returned function is called. Paths are globs, such as `**\/api/v1/backups/`. */
export async function holdCalls(context: BrowserContext, method: string, path: string): Promise<() => void> {
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await context.route(path, async (route) => {
    if (route.request().method() === method) await released;
    await route.continue();
  });
  return () => release();
}
