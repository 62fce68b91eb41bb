import { defineConfig } from '@playwright/test';
import { browserArgs } from './support/browser/browser-args';
import { findBrowser } from './support/browser/find-browser';

const isCi = process.env['CI'] !== undefined && process.env['CI'] !== '';
const isRoot = process.getuid?.() === 0;

const browser = findBrowser();
// Workers evaluate this file again; naming the browser saves each of them the search.
if (browser !== undefined) process.env['CHROMIUM_PATH'] = browser.path;

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.e2e.ts',
  outputDir: './.results',
  fullyParallel: true,
  // While one waits for its page or gateway, others use the two cores.
  workers: 3,
  // A test that passes only the second time has found a bug, in the test or in the product.
  retries: 0,
  forbidOnly: isCi,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [[isCi ? 'line' : 'list'], ['./support/summary-reporter.ts']],
  use: {
    browserName: 'chromium',
    locale: 'en-GB',
    timezoneId: 'Europe/Amsterdam',
    colorScheme: 'light',
    reducedMotion: 'reduce',
    viewport: { width: 1440, height: 900 },
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    // Recording costs as much as the tests themselves; `--trace on` enables it.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(browser === undefined ? {} : { executablePath: browser.path }),
      args: [
        ...browserArgs({ isRoot }),
        // A test's page lives for seconds: optimising its code costs a tenth of the run and saves nothing.
        '--js-flags=--no-opt,--no-maglev',
        // The headless shell rounds the width of each letter to whole pixels; browsers with a window do not.
        '--font-render-hinting=none',
        // Tests visit one site: a new process for it in every context costs a twentieth and protects nothing.
        '--renderer-process-limit=1',
        '--process-per-site',
        '--disable-site-isolation-trials',
      ],
    },
  },
});
