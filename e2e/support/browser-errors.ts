import type { BrowserContext, ConsoleMessage, Request, WebError } from '@playwright/test';

/** Watches all pages of a test for anything that a person with open developer tools would frown at. */
export interface BrowserErrors {
  /** Announces an error that belongs to this test. A text has to be contained in it, a pattern has to match. */
  allow(pattern: string | RegExp): void;
  /** What was not announced, so far. */
  unexpected(): readonly string[];
}

export interface WatchedBrowserErrors extends BrowserErrors {
  /** Takes in what the pages have still to say, and stops watching. */
  finish(): Promise<void>;
}

const CSP_REPORT = 'reportCspViolationToTest';

/** The entries that no pattern covers. */
export function unannounced(entries: readonly string[], allowed: readonly (string | RegExp)[]): string[] {
  return entries.filter(
    (entry) =>
      !allowed.some((pattern) =>
        // `search` knows no lastIndex: a pattern with the flag g means the same every time.
        typeof pattern === 'string' ? entry.includes(pattern) : entry.search(pattern) !== -1,
      ),
  );
}

/** Starts watching; call it before the first page opens. */
export async function watchBrowserErrors(context: BrowserContext): Promise<WatchedBrowserErrors> {
  const entries: string[] = [];
  const allowed: (string | RegExp)[] = [];

  const handleConsole = (message: ConsoleMessage): void => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    entries.push(`console.${message.type()}: ${message.text()} (${message.location().url})`);
  };
  const handleWebError = (webError: WebError): void => {
    const error = webError.error();
    entries.push(`page error: ${error.stack ?? error.message}`);
  };
  const handleRequestFailed = (request: Request): void => {
    const reason = request.failure()?.errorText ?? 'unknown';
    // The app gives up reads that nobody waits for, and so does leaving a page: both are in order.
    if (reason === 'net::ERR_ABORTED') return;
    entries.push(`request failed: ${request.method()} ${request.url()} ${reason}`);
  };

  await context.exposeFunction(CSP_REPORT, (text: string) => {
    entries.push(`CSP violation: ${text}`);
  });
  await context.addInitScript((name) => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const report: unknown = Reflect.get(window, name);
      if (typeof report === 'function') report(`${event.effectiveDirective} blocked ${event.blockedURI}`);
    });
  }, CSP_REPORT);
  context.on('console', handleConsole);
  context.on('weberror', handleWebError);
  context.on('requestfailed', handleRequestFailed);

  return {
    allow: (pattern) => {
      allowed.push(pattern);
    },
    unexpected: () => unannounced(entries, allowed),
    finish: async () => {
      // Events come in order: once a page has answered, all that it said before has arrived.
      await Promise.all(context.pages().map((page) => page.evaluate(() => null).catch(() => null)));
      context.off('console', handleConsole);
      context.off('weberror', handleWebError);
      context.off('requestfailed', handleRequestFailed);
    },
  };
}
