import type { BrowserContext, ConsoleMessage, Request, WebError } from '@playwright/test';

/** Console errors and warnings, page errors, CSP violations and failed requests of all pages of a test. */
export interface BrowserErrors {
  /** Allows an error: a string must be contained in it, a pattern must match. */
  allow(pattern: string | RegExp): void;
  /** Errors so far that are not allowed. */
  unexpected(): readonly string[];
}

export interface WatchedBrowserErrors extends BrowserErrors {
  /** Collects pending events and stops watching. */
  finish(): Promise<void>;
}

const CSP_REPORT = 'reportCspViolationToTest';

/** The entries that no pattern matches. */
function unannounced(entries: readonly string[], allowed: readonly (string | RegExp)[]): string[] {
  return entries.filter(
    (entry) =>
      !allowed.some((pattern) =>
        // `search` ignores `lastIndex`, so the flag g is harmless.
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
    // The app aborts reads that it no longer needs, and so does leaving a page.
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
      // Events arrive in order: a response to this call comes after the page's earlier events.
      await Promise.all(context.pages().map((page) => page.evaluate(() => null).catch(() => null)));
      context.off('console', handleConsole);
      context.off('weberror', handleWebError);
      context.off('requestfailed', handleRequestFailed);
    },
  };
}
