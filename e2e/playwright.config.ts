import { defineConfig } from '@playwright/test';
import { browserArgs } from './support/browser/browser-args';
import { findBrowser } from './support/browser/find-browser';

const isCi = process.env['CI'] !== undefined && process.env['CI'] !== '';
const isRoot = process.getuid?.() === 0;

const browser = findBrowser();
// Workers read this file again; naming the browser spares each of them the search.
if (browser !== undefined) process.env['CHROMIUM_PATH'] = browser.path;

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.e2e.ts',
  outputDir: './.results',
  fullyParallel: true,
  // While one waits for its page or gateway, the others use the two cores.
  workers: 3,
  // A test that passes the second time has found something: here or there, it is a bug.
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
    // Recording one costs as much as the tests themselves; `--trace on` asks for it.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(browser === undefined ? {} : { executablePath: browser.path }),
      // A page of a test lives for seconds: to optimise its code costs a tenth of the whole run and saves nothing.
      args: [...browserArgs({ isRoot }), '--js-flags=--no-opt,--no-maglev'],
    },
  },
});
