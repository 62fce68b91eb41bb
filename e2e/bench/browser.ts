import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from '@playwright/test';
import { browserArgs } from '../support/browser/browser-args';
import { findBrowser } from '../support/browser/find-browser';
import { canInstall, INSTALL_ADVICE, installChromium, runCommand } from '../support/browser/install-browser';
import { TEST_NOW } from '../support/gateway/gateway-environment';
import { installProbe, type ProbeState } from './probe';

/** How a page is slowed down. */
export interface Throttle {
  readonly name: string;
  readonly cpu: number;
  readonly network: { readonly latencyMs: number; readonly downKbps: number; readonly upKbps: number } | null;
}

export const PLAIN: Throttle = { name: 'plain', cpu: 1, network: null };
/** A phone or an old laptop, without network throttling. */
export const SLOW_CPU: Throttle = { name: '4x CPU', cpu: 4, network: null };
/**
 * Lighthouse's slow 4G as its DevTools throttling sets it: 1.6 Mbps and 150 ms round trip, with its factors of 0.9
 * on the rates and 3.75 on the latency, which the browser applies once for each request.
 */
export const MOBILE: Throttle = {
  name: 'slow 4G, 4x CPU',
  cpu: 4,
  network: { latencyMs: 562.5, downKbps: 1474.56, upKbps: 675 },
};

const ROWS_LIMIT_MS = 60_000;

export type Encoding = 'br' | 'gzip';

/** A page in a context of its own, with nothing in any cache unless an earlier context was given. */
export interface BenchPage {
  readonly page: Page;
  readonly cdp: CDPSession;
  /** Resolves when the first rows were painted. */
  readonly rowsPainted: Promise<void>;
  probe(): Promise<ProbeState>;
  close(): Promise<void>;
}

export interface PageOptions {
  readonly throttle?: Throttle;
  /** Encodings that the page's requests accept; the browser's own by default. */
  readonly encodings?: readonly Encoding[];
  /** Of an earlier page, for its cache; a new one when left out. */
  readonly context?: BrowserContext;
  /** Gives the page a clock that the benchmark controls. Frames and events cannot be timed then. */
  readonly hasOwnClock?: boolean;
}

/** Starts Chromium; on Debian it is installed where it is missing. @throws Error that says what to install. */
export async function launchBrowser(): Promise<Browser> {
  const machine = {
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    hasAptGet: existsSync('/usr/bin/apt-get'),
  };
  let found = findBrowser();
  if (found === undefined && canInstall(machine) && installChromium(runCommand)) found = findBrowser();
  if (found === undefined) throw new Error(INSTALL_ADVICE);
  // Background work of the browser would be measured as the page's.
  return chromium.launch({ executablePath: found.path, args: browserArgs({ isRoot: machine.isRoot }) });
}

/** Opens an empty page, ready for `page.goto`. */
export async function openPage(browser: Browser, options: PageOptions = {}): Promise<BenchPage> {
  const { throttle = PLAIN, encodings, hasOwnClock = false } = options;
  const context =
    options.context ??
    (await browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: 'en-GB',
      timezoneId: 'Europe/Amsterdam',
      colorScheme: 'light',
    }));
  if (hasOwnClock) await context.clock.install({ time: TEST_NOW });
  const page = await context.newPage();
  page.on('pageerror', (error) => process.stderr.write(`The page reports: ${error.message}\n`));
  // tsx wraps named functions in this helper, which the page does not have.
  await page.addInitScript('globalThis.__name = (each) => each;');
  await page.addInitScript(installProbe, hasOwnClock ? 0 : Date.parse(TEST_NOW) - Date.now());

  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  if (encodings !== undefined) {
    await cdp.send('Network.setExtraHTTPHeaders', { headers: { 'Accept-Encoding': encodings.join(', ') } });
  }
  const rowsPainted = new Promise<void>((resolve) => {
    cdp.on('Runtime.bindingCalled', ({ name }) => name === 'benchRowsPainted' && resolve());
  });
  await cdp.send('Runtime.enable');
  await cdp.send('Runtime.addBinding', { name: 'benchRowsPainted' });
  await applyThrottle(cdp, throttle);
  return {
    page,
    cdp,
    rowsPainted,
    probe: () => page.evaluate(() => window.benchProbe.state()),
    close: () => context.close(),
  };
}

async function applyThrottle(cdp: CDPSession, { cpu, network }: Throttle): Promise<void> {
  if (cpu > 1) await cdp.send('Emulation.setCPUThrottlingRate', { rate: cpu });
  if (network === null) return;
  await cdp.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: network.latencyMs,
    downloadThroughput: (network.downKbps * 1000) / 8,
    uploadThroughput: (network.upKbps * 1000) / 8,
  });
}

/** Waits until table rows were painted. The page reports it itself: polling would slow it down. */
export async function waitForRows({ rowsPainted }: Pick<BenchPage, 'rowsPainted'>): Promise<void> {
  const late = AbortSignal.timeout(ROWS_LIMIT_MS);
  await Promise.race([
    rowsPainted,
    new Promise((_, reject) => {
      late.addEventListener('abort', () => reject(new Error(`No rows within ${ROWS_LIMIT_MS} ms.`)));
    }),
  ]);
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
