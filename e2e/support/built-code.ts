import type { BrowserContext, Route } from '@playwright/test';

/**
 * Stands in the way of the scripts that have a text in them: how the bundler divides the code into files, and how it
 * names those, may change with any line of it. The returned function goes out of the way.
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
    // A route that is taken away answers what it holds by itself, and its handler once more: an error.
    await Promise.allSettled(underWay);
    await context.unroute(scripts, handler);
  };
}
