import type { BrowserContext, Route } from '@playwright/test';

/**
 * Intercepts the scripts that contain a text: how the bundler splits and names files may change with any line of code.
 * The returned function stops it.
 */
export async function interceptCode(
  context: BrowserContext,
  text: string,
  act: (route: Route) => Promise<void>,
): Promise<() => Promise<void>> {
  const scripts = '**/assets/*.js';
  let found = 0;
  let isInTheWay = true;
  const underWay = new Set<Promise<void>>();
  const pass = async (route: Route): Promise<void> => {
    const response = await route.fetch();
    const body = await response.text();
    if (!body.includes(text)) return route.fulfill({ response, body });
    found += 1;
    await act(route);
  };
  const handler = async (route: Route): Promise<void> => {
    if (!isInTheWay) return route.continue();
    const passed = pass(route).finally(() => underWay.delete(passed));
    underWay.add(passed);
    await passed;
  };
  await context.route(scripts, handler);
  return async () => {
    if (found === 0) throw new Error(`No script with ${text} was asked for.`);
    isInTheWay = false;
    // A removed route answers the requests it holds by itself; its handler would answer a second time, which is an
    // error.
    await Promise.allSettled(underWay);
    await context.unroute(scripts, handler);
  };
}
